package org.kamsuite.local.imports;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Events to Kafka as CloudEvents in binary mode: idempotent producer, all acknowledgements. A broker that does
/// not answer is waited for, and the user is told.
final class KafkaSink implements EventSink {
    private static final long SILENCE_NANOS = Duration.ofSeconds(5).toNanos();

    private final String bootstrap;
    private final Consumer<String> note;
    private final LongSupplier nanos;
    private final KafkaProducer<String, byte[]> producer;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("kam-import-watch").factory());
    private final AtomicReference<Exception> refusal = new AtomicReference<>();
    private final AtomicLong inFlight = new AtomicLong();
    private final AtomicLong lastSign = new AtomicLong();
    private volatile boolean silent;

    /// @param note where remarks for the user go
    KafkaSink(String bootstrap, Consumer<String> note, LongSupplier nanos) {
        this.bootstrap = bootstrap;
        this.note = note;
        this.nanos = nanos;
        // Uncompressed: the broker is near, and the suite's class path has no lz4, on neither side.
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ProducerConfig.CLIENT_ID_CONFIG,
                        "kam-import",
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        // See OutboxRelay: the second batch must not be the first that a new partition sees.
                        ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                        1,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        128 * 1024,
                        ProducerConfig.LINGER_MS_CONFIG,
                        20,
                        // An outage of any length is waited out, in order, by the producer itself.
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        Integer.MAX_VALUE,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        15_000,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        5_000),
                new StringSerializer(),
                new ByteArraySerializer());
        lastSign.set(nanos.getAsLong());
        watch.scheduleAtFixedRate(this::look, 1, 1, TimeUnit.SECONDS);
    }

    /// The id of the cluster that answers there; also the proof that one does.
    ///
    /// @throws ImportFailure if none does
    static String clusterId(String bootstrap) {
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 15_000,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000))) {
            return admin.describeCluster().clusterId().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImportFailure("Interrupted.", e);
        } catch (ExecutionException | org.apache.kafka.common.KafkaException e) {
            throw new ImportFailure(
                    "No Kafka answers at " + bootstrap + ". Start the suite with ./kam up, or name another broker with"
                            + " --bootstrap HOST:PORT.",
                    e);
        }
    }

    @Override
    public void send(ImportEvent event) {
        ProducerRecord<String, byte[]> message =
                new ProducerRecord<>(event.type().topic(), null, event.key(), event.data(), headers(event));
        while (true) {
            failIfRefused();
            boolean[] notTaken = {false};
            Thread caller = Thread.currentThread();
            inFlight.incrementAndGet();
            producer.send(message, (_, failure) -> {
                inFlight.decrementAndGet();
                if (failure == null) {
                    lastSign.set(nanos.getAsLong());
                } else if (failure instanceof TimeoutException && Thread.currentThread() == caller) {
                    // Not even taken: no room in the buffer or no word about the topic within max.block.ms.
                    notTaken[0] = true;
                } else {
                    refusal.compareAndSet(null, failure);
                }
            });
            if (!notTaken[0]) {
                return;
            }
            note.accept("Waiting for Kafka at " + bootstrap + " to take events for " + message.topic()
                    + " … (Ctrl-C stops; the same command goes on from here later)");
            silent = true;
        }
    }

    @Override
    public void flush() {
        producer.flush();
        failIfRefused();
    }

    @Override
    public void close() {
        watch.shutdownNow();
        // Whatever is not acknowledged by now is sent again by the next run.
        producer.close(Duration.ofSeconds(refusal.get() == null ? 10 : 0));
    }

    private void failIfRefused() {
        Exception failure = refusal.get();
        if (failure != null) {
            throw new ImportFailure("Kafka refused an event: " + failure.getMessage(), failure);
        }
    }

    private void look() {
        long quiet = nanos.getAsLong() - lastSign.get();
        if (inFlight.get() == 0) {
            lastSign.set(nanos.getAsLong());
            return;
        }
        if (quiet < SILENCE_NANOS) {
            if (silent) {
                silent = false;
                note.accept("Kafka answers again.");
            }
        } else if (!silent || TimeUnit.NANOSECONDS.toSeconds(quiet) % 10 == 0) {
            silent = true;
            note.accept("Kafka at " + bootstrap + " has not answered for " + TimeUnit.NANOSECONDS.toSeconds(quiet)
                    + " s; waiting … (Ctrl-C stops; the same command goes on from here later)");
        }
    }

    private static List<Header> headers(ImportEvent event) {
        return List.of(
                header("ce_specversion", "1.0"),
                header("ce_id", event.id().toString()),
                header("ce_source", event.source()),
                header("ce_type", event.type().name()),
                header("ce_time", event.time().toString()),
                header("ce_subject", event.subject()),
                header("content-type", "application/json"));
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
