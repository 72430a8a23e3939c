package org.kamsuite.bench;

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

    private SuiteStage(Run run) {
        this.run = run;
        this.suite = run.start(EnumSet.allOf(SuiteService.class));
        this.client = new SuiteClient(suite);
        try (Feed feed = new Feed(suite.bootstrapServers(), 20)) {
            for (int customer = 0; customer < customers(); customer++) {
                feed.send(run.books(FEW).registration(customer));
            }
            feed.flush();
            CatchUp.await(suite, client, run.out(), run.terminal());
            send(feed, run.books(MANY), 0, RICH);
            send(feed, run.books(FEW), RICH, customers());
            CatchUp.await(suite, client, run.out(), run.terminal());
        }
        for (SuiteService service : SuiteService.values()) {
            try {
                Tables.vacuum(suite.database(service));
            } catch (java.sql.SQLException e) {
                throw new IllegalStateException(e);
            }
        }
        this.accounts = IntStream.range(0, RICH).mapToObj(this::find).toList();
    }

    static SuiteStage of(Run run) {
        return run.stage(SuiteStage.class, () -> new SuiteStage(run));
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
