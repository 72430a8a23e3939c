package org.kamsuite.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.kamsuite.local.launch.Suite;
import org.kamsuite.local.launch.SuiteService;

/// How long after an ERP event was sent the answer over REST is another one, and how long until another service could
/// see the domain event that follows, while 500 other events a second come in and the whole suite works on them.
final class Freshness implements Benchmark {

    private static final int PER_SECOND = 500;
    private static final String TOPIC = "bench.round-trip";
    private static final Pattern INVOICES = Pattern.compile("\"openInvoices\":(\\d+)");
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "freshness";
    }

    @Override
    public String about() {
        return "ERP event sent to changed answer and to domain event at 500 events/s, against a bare Kafka round trip";
    }

    @Override
    public void measure(Run run) throws Exception {
        SuiteStage stage = SuiteStage.of(run);
        Suite suite = stage.suite();
        int wanted = run.quick() ? 40 : 200;
        AtomicBoolean stop = new AtomicBoolean();
        Books books = run.books(100);
        Thread background = Thread.ofPlatform().start(() -> background(suite, stage, books, stop));
        Samples samples = new Samples();
        Cpu before = Cpu.now(suite);
        long begun = System.nanoTime();
        try {
            run.profiled(name(), suite, SuiteService.RECEIVABLES, () -> samples.take(suite, stage, books, wanted));
        } finally {
            stop.set(true);
            background.join();
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        String busy = Cpu.now(suite).since(before).entrySet().stream()
                .map(each -> each.getKey() + " " + Figure.number(each.getValue() / seconds))
                .collect(Collectors.joining(", ", "processors busy: ", ""));
        found(run, "sent to changed answer", samples.answers, samples.bare, busy);
        found(run, "sent to domain event", samples.events, samples.bare, "");
    }

    private static final class Samples {

        private final Latencies answers = new Latencies();
        private final Latencies events = new Latencies();
        private final Latencies bare = new Latencies();

        void take(Suite suite, SuiteStage stage, Books books, int wanted) {
            try (Arrivals told = new Arrivals(suite.bootstrapServers(), "kam.receivables.events");
                    Arrivals echoed = new Arrivals(suite.bootstrapServers(), topic(suite));
                    Feed feed = new Feed(suite.bootstrapServers(), 0);
                    KafkaProducer<String, String> echo = producer(suite);
                    Http http = new Http(suite.uri(SuiteService.RECEIVABLES.id()), suite.token("viewer"))) {
                for (int sample = -20; sample < wanted; sample++) {
                    int account = Math.floorMod(sample, SuiteStage.RICH);
                    String id = stage.account(account).toString();
                    String path = "/v1/receivables/" + id;
                    int before = openInvoices(http, path);
                    told.forget(id);
                    long sent = System.nanoTime();
                    feed.send(books.invoice(account, 1_000 + sample + 20, 0));
                    feed.flush();
                    while (openInvoices(http, path) == before) {
                        if (System.nanoTime() - sent > PATIENCE.toNanos()) {
                            throw new IllegalStateException("the answer for %s has not changed within %s (sample %d)"
                                    .formatted(id, PATIENCE, sample));
                        }
                        LockSupport.parkNanos(BETWEEN_QUESTIONS.toNanos());
                    }
                    long answered = System.nanoTime();
                    long seen = told.await(id);
                    String key = "sample" + sample;
                    long echoSent = System.nanoTime();
                    echo.send(new ProducerRecord<>(TOPIC, key, "x".repeat(600)));
                    long echoSeen = echoed.await(key);
                    if (sample >= 0) {
                        answers.add(answered - sent);
                        events.add(seen - sent);
                        bare.add(echoSeen - echoSent);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (ExecutionException e) {
                throw new IllegalStateException("Kafka does not answer", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }

    private void found(Run run, String what, Latencies latencies, Latencies bare, String note) {
        run.found(new Figure(
                name(),
                what,
                latencies.median(),
                "ms p50",
                "a bare Kafka round trip",
                bare.median(),
                Figure.Goal.atMost(10),
                "at %d events/s; %s".formatted(PER_SECOND, note)));
        run.found(new Figure(
                name(), what, latencies.percentile(99), "ms p99", null, null, Figure.Goal.atMost(1_000), ""));
    }

    /// New invoices of the other customers, evenly spread over time.
    private static void background(Suite suite, SuiteStage stage, Books books, AtomicBoolean stop) {
        try (Feed feed = new Feed(suite.bootstrapServers(), 5)) {
            long next = System.nanoTime();
            for (int sent = 0; !stop.get(); sent++) {
                int customer = SuiteStage.RICH + sent % (stage.customers() - SuiteStage.RICH);
                feed.send(books.invoice(customer, 1_000 + sent / (stage.customers() - SuiteStage.RICH), 0));
                next += TimeUnit.SECONDS.toNanos(1) / PER_SECOND;
                LockSupport.parkNanos(Math.max(0, next - System.nanoTime()));
            }
        }
    }

    private static int openInvoices(Http http, String path) throws IOException {
        int status = http.get(path);
        Matcher found = INVOICES.matcher(http.body());
        if (status != 200 || !found.find()) {
            throw new IllegalStateException(path + " was answered with " + status + ": " + http.body());
        }
        return Integer.parseInt(found.group(1));
    }

    private static String topic(Suite suite) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, suite.bootstrapServers()))) {
            if (!admin.listTopics().names().get().contains(TOPIC)) {
                admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1)))
                        .all()
                        .get();
            }
        }
        return TOPIC;
    }

    private static KafkaProducer<String, String> producer(Suite suite) {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        suite.bootstrapServers(),
                        ProducerConfig.ACKS_CONFIG,
                        "all"),
                new StringSerializer(),
                new StringSerializer());
    }

    /// When records of a topic were first seen, by key.
    private static final class Arrivals implements AutoCloseable {

        private final Map<String, Long> seen = new ConcurrentHashMap<>();
        private final KafkaConsumer<String, String> consumer;
        private final Thread thread;
        private volatile boolean stopping;

        Arrivals(String bootstrapServers, String topic) {
            consumer = new KafkaConsumer<>(
                    Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                    new StringDeserializer(),
                    new StringDeserializer());
            Set<org.apache.kafka.common.TopicPartition> partitions = new HashSet<>();
            consumer.partitionsFor(topic)
                    .forEach(each ->
                            partitions.add(new org.apache.kafka.common.TopicPartition(topic, each.partition())));
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            thread = Thread.ofPlatform().start(this::read);
        }

        private void read() {
            while (!stopping) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(record -> seen.putIfAbsent(record.key(), System.nanoTime()));
            }
            consumer.close();
        }

        void forget(String key) {
            seen.remove(key);
        }

        long await(String key) {
            long begun = System.nanoTime();
            while (!seen.containsKey(key)) {
                if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                    throw new IllegalStateException("nothing came with the key " + key);
                }
                LockSupport.parkNanos(200_000);
            }
            return seen.get(key);
        }

        @Override
        public void close() {
            stopping = true;
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
