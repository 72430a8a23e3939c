package org.kamsuite.platform.event;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.kamsuite.platform.snapshot.IntakePace;

/// How far the service is behind its topics: records that its consumer group has not yet committed, and for how long
/// the oldest of them waits. Looks at Kafka with a client of its own, so that it also sees a consumer that stands
/// still.
///
/// The figures are those of the whole group and equal in every replica.
@ApplicationScoped
class IntakeWatch {

    private static final Logger LOG = Logger.getLogger(IntakeWatch.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /// What was seen last.
    ///
    /// @param kafka whether it answered
    /// @param lag records by topic
    /// @param oldest when the oldest record was written that is not yet taken into account; null: there is none
    record Look(boolean kafka, Map<String, Long> lag, Instant oldest) {
        long records() {
            return lag.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    @Inject
    MeterRegistry metrics;

    @Inject
    Clock clock;

    @Inject
    IntakeCommits commits;

    @Inject
    IntakePace pace;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @ConfigProperty(name = "mp.messaging.incoming.events.group.id")
    String group;

    @ConfigProperty(name = "mp.messaging.incoming.events.topics")
    List<String> topics;

    @ConfigProperty(name = "kam.intake.look-every")
    Duration every;

    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile Look last = new Look(false, Map.of(), null);
    private MultiGauge lag;

    void start(@Observes StartupEvent event) {
        lag = MultiGauge.builder("kam.intake.lag")
                .baseUnit("records")
                .description("Records that the service has not yet taken into account, by topic; of the whole group")
                .register(metrics);
        Gauge.builder("kam.intake.oldest", this, IntakeWatch::oldestSeconds)
                .baseUnit("seconds")
                .description(
                        "For how long the oldest record waits that is not yet taken into account; 0 when none waits")
                .register(metrics);
        Gauge.builder("kam.intake.batch", this, IntakeWatch::batchSeconds)
                .baseUnit("seconds")
                .description("For how long the present batch is being processed; 0 when none is")
                .register(metrics);
        Thread.ofPlatform().name("intake-watch").daemon().start(this::run);
    }

    void stop(@Observes ShutdownEvent event) {
        stopping.countDown();
    }

    Look last() {
        return last;
    }

    double oldestSeconds() {
        return since(last.oldest());
    }

    private double batchSeconds() {
        return since(pace.busySince());
    }

    private double since(Instant moment) {
        return moment == null
                ? 0
                : Math.max(0, Duration.between(moment, clock.instant()).toMillis() / 1000.0);
    }

    private void run() {
        while (stopping.getCount() > 0) {
            // Any fault ends the term of this client; what waited then goes on getting older.
            try (var consumer =
                    new KafkaConsumer<>(settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                while (stopping.getCount() > 0) {
                    show(look(consumer));
                    // Now that Kafka answers.
                    commits.tell();
                    stopping.await(every.toMillis(), TimeUnit.MILLISECONDS);
                }
            } catch (KafkaException e) {
                LOG.debugf("Kafka does not answer: %s", e.getMessage());
                last = new Look(false, last.lag(), last.oldest());
                if (pausedUntilStop()) {
                    return;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private boolean pausedUntilStop() {
        try {
            return stopping.await(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private Look look(KafkaConsumer<byte[], byte[]> consumer) {
        Set<TopicPartition> partitions = new HashSet<>();
        for (String topic : topics) {
            consumer.partitionsFor(topic).forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
        }
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(partitions);
        Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
        Map<String, Long> behind = new TreeMap<>();
        Map<TopicPartition, Long> waiting = new HashMap<>();
        topics.forEach(topic -> behind.put(topic, 0L));
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata told = committed.get(partition);
            long next = Math.max(told == null ? 0 : told.offset(), first.get(partition));
            if (next < end.get(partition)) {
                behind.merge(partition.topic(), end.get(partition) - next, Long::sum);
                waiting.put(partition, next);
            }
        }
        return new Look(true, behind, waiting.isEmpty() ? null : oldest(consumer, waiting));
    }

    /// The time of the first record that waits, over the partitions that answer at once.
    private static Instant oldest(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> waiting) {
        consumer.assign(waiting.keySet());
        waiting.forEach(consumer::seek);
        Instant oldest = null;
        Set<TopicPartition> open = new HashSet<>(waiting.keySet());
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!open.isEmpty() && System.nanoTime() < deadline) {
            var records = consumer.poll(Duration.ofMillis(500));
            for (TopicPartition partition : records.partitions()) {
                Instant time = Instant.ofEpochMilli(
                        Math.max(0, records.records(partition).getFirst().timestamp()));
                if (open.remove(partition) && (oldest == null || time.isBefore(oldest))) {
                    oldest = time;
                }
            }
            consumer.pause(records.partitions());
        }
        consumer.unsubscribe();
        return oldest;
    }

    private void show(Look look) {
        last = look;
        lag.register(
                look.lag().entrySet().stream()
                        .map(each -> MultiGauge.Row.of(Tags.of("topic", each.getKey()), each.getValue()))
                        .toList(),
                true);
    }

    private Map<String, Object> settings() {
        return Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.CLIENT_ID_CONFIG,
                group + "-watch",
                // To read the group's offsets; it never joins.
                ConsumerConfig.GROUP_ID_CONFIG,
                group,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) PATIENCE.toMillis(),
                ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) PATIENCE.toMillis() - 1_000,
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                64 << 10,
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                4 << 10,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                100);
    }
}
