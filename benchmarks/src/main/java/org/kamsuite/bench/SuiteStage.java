package org.kamsuite.bench;

import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.kamsuite.local.client.CatchUp;
import org.kamsuite.local.client.Meter;
import org.kamsuite.local.client.SuiteClient;
import org.kamsuite.local.launch.Suite;
import org.kamsuite.local.launch.SuiteService;

/// The whole suite: 10,000 customers (quick: 1,000) out of the ERP, the first 100 with 100 orders and what follows
/// from them, the others with 4.
final class SuiteStage implements AutoCloseable {

    static final int RICH = 100;
    private static final int MANY = 100;
    private static final int FEW = 4;

    private final Run run;
    private final Suite suite;
    private final SuiteClient client;
    private final List<UUID> accounts;
    private boolean large;

    private SuiteStage(Run run) {
        this.run = run;
        this.suite = run.start(EnumSet.allOf(SuiteService.class));
        this.client = new SuiteClient(suite);
        load(MANY, 0, RICH);
        this.accounts = IntStream.range(0, RICH).mapToObj(this::find).toList();
    }

    /// With all its customers.
    static SuiteStage of(Run run) {
        SuiteStage stage = small(run);
        stage.enlarge();
        return stage;
    }

    /// With the first 100 customers, unless a benchmark before wanted all of them.
    static SuiteStage small(Run run) {
        return run.stage(SuiteStage.class, () -> new SuiteStage(run));
    }

    void enlarge() {
        if (!large) {
            load(FEW, RICH, customers());
            large = true;
        }
    }

    private void load(int perAccount, int first, int end) {
        try (Feed feed = new Feed(suite.bootstrapServers(), 20)) {
            for (int customer = first; customer < end; customer++) {
                feed.send(run.books(perAccount).registration(customer));
            }
            feed.flush();
            CatchUp.await(suite, client, run.out(), run.terminal());
            send(feed, run.books(perAccount), first, end);
            CatchUp.await(suite, client, run.out(), run.terminal());
        }
        try {
            // Else the services would judge the new accounts while their reads are measured.
            Ingest.awaitEmpty(
                    suite, SuiteService.RECEIVABLES, "behaviour_due", "follow_up", "touched_account", "outbox");
            Ingest.awaitEmpty(suite, SuiteService.SCORING, "ranking_due", "outbox");
            for (SuiteService service : SuiteService.values()) {
                Tables.vacuum(suite.database(service));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("a database does not answer", e);
        }
    }

    Suite suite() {
        return suite;
    }

    int customers() {
        return run.quick() ? 1_000 : 10_000;
    }

    /// One of the accounts with many documents.
    UUID account(int number) {
        return accounts.get(number % RICH);
    }

    String circumstances() {
        return "%,d accounts, 100 of them with %d orders, the others with %d".formatted(customers(), MANY, FEW);
    }

    private UUID find(int customer) {
        var reference = Books.customer(customer);
        var answer = client.get(
                SuiteService.ACCOUNT,
                "viewer",
                "/v1/accounts/by-reference/" + reference.system() + "/" + reference.number());
        return UUID.fromString(answer.get("accountId").textValue());
    }

    private void send(Feed feed, Books books, int first, int end) {
        try (Meter meter = new Meter(
                run.out(),
                run.terminal(),
                "events to Kafka",
                (end - first) * 5L * books.perAccount(),
                System::nanoTime)) {
            books.trade(first, end, event -> {
                feed.send(event);
                meter.step();
            });
            feed.flush();
        }
    }

    @Override
    public void close() {
        client.close();
        suite.close();
    }
}
