package org.kamsuite.bench;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Consumer;
import org.kamsuite.local.client.Meter;
import org.kamsuite.local.launch.Suite;
import org.kamsuite.local.launch.SuiteService;

/// How fast one service, alone with its servers, takes in the documents of 1,000 accounts that it reads.
final class ServiceIngest implements Benchmark {

    private static final int ACCOUNTS = 1_000;
    /// Of other accounts, so that the service has warmed up.
    private static final int WARM_UP = 150;

    private final String name;
    private final String about;
    private final SuiteService service;
    private final Collection<String> topics;
    private final Documents documents;

    /// Makes the documents of the accounts from `first` to before `end`.
    @FunctionalInterface
    interface Documents {
        void make(Books books, int first, int end, Consumer<Event> to);
    }

    ServiceIngest(String name, String about, SuiteService service, Collection<String> topics, Documents documents) {
        this.name = name;
        this.about = about;
        this.service = service;
        this.topics = topics;
        this.documents = documents;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String about() {
        return about + ", against parsing and COPY of the same rows";
    }

    @Override
    public void measure(Run run) throws Exception {
        Books books = run.books(run.quick() ? 10 : 50);
        try (Suite suite = run.start(EnumSet.of(service));
                Feed feed = new Feed(suite.bootstrapServers(), 20)) {
            for (int account = 0; account < ACCOUNTS + WARM_UP; account++) {
                feed.send(books.account(account));
            }
            feed.flush();
            Ingest.await(suite, service, List.of("kam.account.events"));
            Ingest warm =
                    Ingest.of(run, suite, service, topics, () -> send(run, feed, books, ACCOUNTS, ACCOUNTS + WARM_UP));
            Ingest[] ingest = new Ingest[1];
            run.profiled(
                    name,
                    suite,
                    service,
                    () -> ingest[0] =
                            Ingest.of(run, suite, service, topics, () -> send(run, feed, books, 0, ACCOUNTS)));
            CopyLimit.Outcome limit = new CopyLimit(run, suite, suite.database(service), ingest[0])
                    .measure(warm.events() + ingest[0].events());
            IngestFigures.found(run, name, ingest[0], limit);
        }
    }

    private void send(Run run, Feed feed, Books books, int first, int end) {
        try (Meter meter = new Meter(run.out(), run.terminal(), "accounts to Kafka", end - first, System::nanoTime)) {
            documents.make(books, first, end, feed::send);
            feed.flush();
            meter.to(end - first);
        }
    }
}
