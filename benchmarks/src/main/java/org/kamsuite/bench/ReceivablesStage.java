package org.kamsuite.bench;

import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.kamsuite.local.client.Meter;
import org.kamsuite.local.launch.Suite;
import org.kamsuite.local.launch.SuiteService;

/// receivables-service alone with its servers: 100 accounts with 100 invoices each and their payments, later
/// 10,000 accounts (quick: 1,000). Its accounts come straight from `kam.account.events`.
final class ReceivablesStage implements AutoCloseable {

    static final SuiteService SERVICE = SuiteService.RECEIVABLES;
    static final int SMALL = 100;
    static final int PER_ACCOUNT = 100;
    private static final Set<String> TOPICS = Set.of("erp.invoices", "erp.payments");

    private final Run run;
    private final Suite suite;
    private final Books books;
    private long taken;
    private Ingest ingest;

    private ReceivablesStage(Run run) {
        this.run = run;
        this.suite = run.start(EnumSet.of(SERVICE));
        this.books = run.books(PER_ACCOUNT);
        load(0, SMALL);
    }

    static ReceivablesStage of(Run run) {
        return run.stage(ReceivablesStage.class, () -> new ReceivablesStage(run));
    }

    Suite suite() {
        return suite;
    }

    Suite.Database database() {
        return suite.database(SERVICE);
    }

    Books books() {
        return books;
    }

    UUID account(int number) {
        return books.accountId(number);
    }

    int accounts() {
        return ingest == null ? SMALL : large();
    }

    private int large() {
        return run.quick() ? 1_000 : 10_000;
    }

    /// How fast the large part was taken in; loads it if that has not been done.
    Ingest enlarge() {
        if (ingest == null) {
            ingest = load(SMALL, large());
        }
        return ingest;
    }

    /// Records that the service has taken in so far.
    long taken() {
        return taken;
    }

    private Ingest load(int first, int end) {
        try (Feed feed = new Feed(suite.bootstrapServers(), 20)) {
            for (int account = first; account < end; account++) {
                feed.send(books.account(account));
            }
            feed.flush();
            Ingest.await(suite, SERVICE, List.of("kam.account.events"));
            AtomicReference<Ingest> loaded = new AtomicReference<>();
            run.profiled(
                    "ingest-receivables-from-" + first,
                    suite,
                    SERVICE,
                    () -> loaded.set(Ingest.of(run, suite, SERVICE, TOPICS, () -> send(feed, first, end))));
            taken += loaded.get().events();
            // Else the service would judge the new accounts while its reads are measured.
            Ingest.awaitEmpty(suite, SERVICE, "behaviour_due", "follow_up", "touched_account", "outbox");
            Tables.vacuum(database());
            return loaded.get();
        } catch (SQLException e) {
            throw new IllegalStateException("the database does not answer", e);
        }
    }

    /// Lets the service take in one more account with its documents.
    void add(Books its, int account) {
        add(its, account, account + 1, to -> its.invoicesAndPayments(account, account + 1, to));
    }

    /// Lets the service take in more accounts with these documents.
    void add(Books its, int first, int end, Consumer<Consumer<Event>> documents) {
        try (Feed feed = new Feed(suite.bootstrapServers(), 20)) {
            for (int account = first; account < end; account++) {
                feed.send(its.account(account));
            }
            feed.flush();
            Ingest.await(suite, SERVICE, List.of("kam.account.events"));
            Ingest loaded = Ingest.of(run, suite, SERVICE, TOPICS, () -> {
                documents.accept(feed::send);
                feed.flush();
            });
            taken += loaded.events();
            Tables.vacuum(database());
        } catch (SQLException e) {
            throw new IllegalStateException("the database does not answer", e);
        }
    }

    private void send(Feed feed, int first, int end) {
        long total = (end - first) * PER_ACCOUNT * 2L;
        try (Meter meter = new Meter(run.out(), run.terminal(), "events to Kafka", total, System::nanoTime)) {
            books.invoicesAndPayments(first, end, event -> {
                feed.send(event);
                meter.step();
            });
            feed.flush();
        }
    }

    @Override
    public void close() {
        suite.close();
    }
}
