package org.kamsuite.bench;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;

/// A correction of one old invoice of an account with very many documents beside an ordinary new invoice.
final class LateRevision implements Benchmark {

    private static final int ACCOUNT = 9_000_001;
    private static final int SAMPLES = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "late-revision";
    }

    @Override
    public String about() {
        return "a revision of an old invoice in an account with 100,000 documents, against an ordinary invoice";
    }

    @Override
    public void measure(Run run) throws Exception {
        ReceivablesStage stage = ReceivablesStage.of(run);
        Books many = run.books(run.quick() ? 5_200 : 52_000);
        Latencies late = new Latencies();
        Latencies ordinary = new Latencies();
        long before = stage.taken();
        stage.add(many, ACCOUNT);
        long documents = stage.taken() - before;
        try (Feed feed = new Feed(stage.suite().bootstrapServers(), 0);
                var connection = stage.database().connect();
                var statement = connection.prepareStatement("""
                        select exists (
                            select from document d join fact f using (document_id)
                            where d.system = ? and d.kind = 'INVOICE' and d.number = ? and f.revision = ?)""")) {
            for (int sample = 0; sample < 2 * SAMPLES; sample++) {
                int number = (int) ((long) sample * many.perAccount() / (4 * SAMPLES));
                long revised =
                        visible(feed, statement, many.invoice(ACCOUNT, number, 1), "INV-" + ACCOUNT + "-" + number, 1);
                int other = sample % ReceivablesStage.SMALL;
                int fresh = ReceivablesStage.PER_ACCOUNT + 1 + sample;
                long added = visible(
                        feed, statement, stage.books().invoice(other, fresh, 0), "INV-" + other + "-" + fresh, 0);
                // The first half only warms up.
                if (sample >= SAMPLES) {
                    late.add(revised);
                    ordinary.add(added);
                }
            }
        }
        run.found(new Figure(
                name(),
                "sent to committed",
                late.median(),
                "ms p50",
                "a new invoice of an account with 200 documents",
                ordinary.median(),
                Figure.Goal.atMost(5),
                "p95 %s ms; account with %,d documents".formatted(Figure.number(late.percentile(95)), documents)));
    }

    private static long visible(Feed feed, PreparedStatement statement, Event event, String number, int revision)
            throws SQLException {
        statement.setString(1, Books.SYSTEM);
        statement.setString(2, number);
        statement.setInt(3, revision);
        long begun = System.nanoTime();
        feed.send(event);
        feed.flush();
        while (System.nanoTime() - begun < PATIENCE.toNanos()) {
            try (var found = statement.executeQuery()) {
                found.next();
                if (found.getBoolean(1)) {
                    return System.nanoTime() - begun;
                }
            }
            Run.pause(Duration.ofNanos(500_000));
        }
        throw new IllegalStateException(number + " was not committed within " + PATIENCE);
    }
}
