package org.kamsuite.local.chaos;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.kamsuite.local.client.CatchUp;
import org.kamsuite.local.client.Meter;
import org.kamsuite.local.client.SuiteClient;
import org.kamsuite.local.demo.DemoEvent;
import org.kamsuite.local.demo.History;
import org.kamsuite.local.demo.World;
import org.kamsuite.local.launch.LaunchFailure;
import org.kamsuite.local.launch.Ports;
import org.kamsuite.local.launch.Suite;
import org.kamsuite.local.launch.SuiteService;

/// One feed, told twice: to a suite that is left alone, and to one with two processes of each service to which faults
/// happen meanwhile. Both have to end in the same answers.
public final class ChaosRun {

    /// Fixed, so that a seed is the same run on any day.
    private static final LocalDate START = LocalDate.parse("2024-01-01");

    private static final LocalDate AS_OF = START.plusMonths(World.MONTHS);
    private static final Duration READY = Duration.ofMinutes(3);

    private final Path folder;
    private final long seed;
    private final Duration length;
    private final Duration pause;
    private final PrintStream out;
    private final boolean terminal;
    private final Optional<Path> otherBuild;

    /// @param events of the feed
    /// @param faults how often each kind happened
    /// @param problems what is not as it has to be; empty: all is well
    public record Result(
            RoughFeed feed, Map<Fault, Integer> faults, long repetitions, Map<String, List<String>> problems) {

        boolean passed() {
            return problems.values().stream().allMatch(List::isEmpty);
        }
    }

    /// @param folder for the data of both suites
    /// @param length how long the feed lasts under fire
    /// @param pause how long a service freezes
    /// @param otherBuild checkout of the build that the second process of each service runs from; empty: this one
    public ChaosRun(
            Path folder,
            long seed,
            Duration length,
            Duration pause,
            PrintStream out,
            boolean terminal,
            Optional<Path> otherBuild) {
        this.folder = folder;
        this.seed = seed;
        this.length = length;
        this.pause = pause;
        this.out = out;
        this.terminal = terminal;
        this.otherBuild = otherBuild;
    }

    public Result run() {
        List<DemoEvent> events = History.of(World.of(seed, START), AS_OF);
        RoughFeed feed = RoughFeed.of(events, seed);
        out.printf(
                "A feed of %,d records: %,d events, %,d repeated, %,d delayed, %,d that cannot be used%n",
                feed.records().size(), events.size(), feed.duplicates(), feed.delayed(), feed.poison());
        out.println("Undisturbed:");
        Answers expected = undisturbed(feed);
        out.printf("Under fire, two processes of each service, %d s:%n", length.toSeconds());
        return underFire(feed, expected);
    }

    private Answers undisturbed(RoughFeed feed) {
        try (Suite suite = Suite.start(folder.resolve("undisturbed"), Ports.free());
                SuiteClient client = new SuiteClient(suite)) {
            send(suite, feed, Duration.ZERO);
            settle(suite, client);
            return Answers.of(client, START, AS_OF);
        }
    }

    private Result underFire(RoughFeed feed, Answers expected) {
        try (Suite suite = Suite.start(folder.resolve("under-fire"), Ports.free());
                SuiteClient client = new SuiteClient(suite)) {
            for (SuiteService service : SuiteService.values()) {
                otherBuild.ifPresentOrElse(
                        build -> suite.startReplicaOf(build, service), () -> suite.startReplica(service));
            }
            Faults faults = new Faults(suite, client, seed, pause, between(), out);
            Thread thread = Thread.ofPlatform().name("faults").start(faults);
            try {
                send(suite, feed, length);
            } finally {
                faults.stop();
                join(thread);
            }
            for (SuiteService service : SuiteService.values()) {
                suite.awaitReady(service.id(), READY);
            }
            settle(suite, client);
            return new Result(
                    feed,
                    faults.done(),
                    new Audit(suite, client).repetitions(),
                    problems(suite, client, feed, expected));
        }
    }

    /// A round of all faults, with the pauses of frozen services, fits into the time.
    private Duration between() {
        return Duration.ofMillis(Math.clamp(length.minus(pause).toMillis() / 12, 1_000, 20_000));
    }

    private static Map<String, List<String>> problems(
            Suite suite, SuiteClient client, RoughFeed feed, Answers expected) {
        Audit audit = new Audit(suite, client);
        Map<String, List<String>> problems = new LinkedHashMap<>();
        problems.put(
                "Every answer is that of the undisturbed run",
                Answers.of(client, START, AS_OF).differences(expected));
        problems.put("Nothing is lost, nothing applied twice", audit.nothingLost(feed));
        problems.put("The events of an account keep their order", audit.orderHeld());
        problems.put("What is derived is what its sources give", audit.nothingDrifted());
        problems.put("What cannot be used is parked once", audit.parkedOnce());
        problems.put("Documents = entries = items = ageing", audit.moneyConserved(AS_OF));
        return problems;
    }

    private void settle(Suite suite, SuiteClient client) {
        CatchUp.await(suite, client, out, terminal);
        new Audit(suite, client).awaitQuiet();
    }

    /// Sends the feed evenly over that time.
    private void send(Suite suite, RoughFeed feed, Duration over) {
        AtomicReference<Exception> refused = new AtomicReference<>();
        long begun = System.nanoTime();
        List<ProducerRecord<String, byte[]>> records = feed.records();
        try (Meter meter = new Meter(out, terminal, "Records to Kafka", records.size(), System::nanoTime);
                var producer = new KafkaProducer<>(
                        Map.<String, Object>of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                suite.bootstrapServers(),
                                ProducerConfig.ACKS_CONFIG,
                                "all",
                                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                                true,
                                // See OutboxRelay: the second batch must not be the first that a new partition sees.
                                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                                1,
                                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                                Integer.MAX_VALUE,
                                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                                READY.toMillis(),
                                ProducerConfig.LINGER_MS_CONFIG,
                                20),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            for (int n = 0; n < records.size(); n++) {
                producer.send(records.get(n), (_, failure) -> {
                    if (failure == null) {
                        meter.step();
                    } else {
                        refused.compareAndSet(null, failure);
                    }
                });
                long ahead = begun + over.toNanos() / records.size() * n - System.nanoTime();
                if (ahead > Duration.ofMillis(20).toNanos()) {
                    SuiteClient.pause(Duration.ofNanos(ahead));
                }
            }
            producer.flush();
        }
        if (refused.get() != null) {
            throw new LaunchFailure("Kafka refused a record: " + refused.get().getMessage(), refused.get());
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchFailure("interrupted", e);
        }
    }
}
