package org.kamsuite.bench;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.kamsuite.local.client.Meter;
import org.kamsuite.local.launch.Suite;
import org.kamsuite.local.launch.SuiteService;

/// How fast one service takes in what lies ready on Kafka: the service is halted while the events are sent, so that
/// making and sending them is not measured.
///
/// @param from where the service begins in each partition
/// @param to where it ends
/// @param events records between the two
/// @param perSecond acknowledged records a second; the first twentieth, in which the service joins its group again,
///     does not count
/// @param publishedAfter seconds from the last acknowledgement until the outbox and the touched accounts are empty
/// @param cpuSeconds what the processes used meanwhile, by component
/// @param inserted rows that the service has inserted, by table, since the measuring began
record Ingest(
        Map<TopicPartition, Long> from,
        Map<TopicPartition, Long> to,
        long events,
        double perSecond,
        double publishedAfter,
        Map<String, Long> inserted,
        Map<String, Double> cpuSeconds) {

    private static final double SKIPPED = 0.05;
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    static Ingest of(Run run, Suite suite, SuiteService service, Collection<String> topics, Runnable send) {
        String id = service.id();
        try (Offsets offsets = new Offsets(suite.bootstrapServers())) {
            Map<String, Long> before = Tables.inserted(suite.database(service));
            Map<TopicPartition, Long> from = offsets.ends(topics);
            Signals.halt(suite, id);
            try {
                send.run();
            } finally {
                Signals.goOn(suite, id);
            }
            Map<TopicPartition, Long> to = offsets.ends(topics);
            long base = Offsets.sum(from);
            long events = Offsets.sum(to) - base;
            Cpu cpu = Cpu.now(suite, id);
            long measuredFrom = 0;
            long begun = 0;
            long done = 0;
            long patience = System.nanoTime() + PATIENCE.toNanos();
            try (Meter meter = new Meter(run.out(), run.terminal(), id + " takes in", events, System::nanoTime)) {
                while (done < events) {
                    if (System.nanoTime() > patience) {
                        throw new IllegalStateException(
                                id + " has not taken in " + events + " events within " + PATIENCE);
                    }
                    Run.pause(Duration.ofMillis(100));
                    done = Math.max(done, offsets.acknowledged(id, to.keySet()) - base);
                    meter.to(done);
                    if (begun == 0 && done >= SKIPPED * events) {
                        begun = System.nanoTime();
                        measuredFrom = done;
                    }
                }
            }
            long ended = System.nanoTime();
            Map<String, Double> cpuSeconds = Cpu.now(suite, id).since(cpu);
            awaitPublished(suite, service);
            double publishedAfter = (System.nanoTime() - ended) / 1e9;
            Map<String, Long> inserted = new TreeMap<>(Tables.inserted(suite.database(service)));
            before.forEach((table, rows) -> inserted.computeIfPresent(table, (_, now) -> now - rows));
            inserted.values().removeIf(rows -> rows == 0);
            return new Ingest(
                    from,
                    to,
                    events,
                    (events - measuredFrom) / ((ended - begun) / 1e9),
                    publishedAfter,
                    inserted,
                    cpuSeconds);
        } catch (SQLException e) {
            throw new IllegalStateException("the database of " + id + " does not answer", e);
        }
    }

    /// Waits until a service has acknowledged all that is on these topics and has published what follows from it.
    static void await(Suite suite, SuiteService service, Collection<String> topics) {
        try (Offsets offsets = new Offsets(suite.bootstrapServers())) {
            Map<TopicPartition, Long> ends = offsets.ends(topics);
            long patience = System.nanoTime() + PATIENCE.toNanos();
            while (offsets.acknowledged(service.id(), ends.keySet()) < Offsets.sum(ends)) {
                if (System.nanoTime() > patience) {
                    throw new IllegalStateException(service.id() + " does not catch up");
                }
                Run.pause(Duration.ofMillis(200));
            }
            awaitPublished(suite, service);
        } catch (SQLException e) {
            throw new IllegalStateException("the database of " + service.id() + " does not answer", e);
        }
    }

    private static void awaitPublished(Suite suite, SuiteService service) throws SQLException {
        awaitEmpty(suite, service, "outbox", "touched_account");
    }

    /// Waits until no row waits in any of these tables.
    static void awaitEmpty(Suite suite, SuiteService service, String... tables) throws SQLException {
        String waits = Arrays.stream(tables)
                .map(table -> "exists (select from " + table + ")")
                .collect(Collectors.joining(" or ", "select ", ""));
        long patience = System.nanoTime() + PATIENCE.toNanos();
        try (var connection = suite.database(service).connect();
                var statement = connection.createStatement()) {
            int quiet = 0;
            while (quiet < 3 && System.nanoTime() < patience) {
                try (var waiting = statement.executeQuery(waits)) {
                    waiting.next();
                    quiet = waiting.getBoolean(1) ? 0 : quiet + 1;
                }
                Run.pause(Duration.ofMillis(100));
            }
        }
    }
}
