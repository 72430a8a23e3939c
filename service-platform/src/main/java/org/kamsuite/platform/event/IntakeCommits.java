package org.kamsuite.platform.event;

import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/// Tells Kafka up to where records are dealt with, until Kafka has taken it.
///
/// The connector's strategies try once for a batch. When that fails, because the broker is just restarting, a partition
/// without further records would be shown as behind for ever.
@ApplicationScoped
class IntakeCommits {

    private static final Logger LOG = Logger.getLogger(IntakeCommits.class);
    private static final String CHANNEL = "events";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Inject
    KafkaClientService clients;

    /// Next offsets that Kafka does not know yet.
    private final Map<TopicPartition, Long> untold = new ConcurrentHashMap<>();

    /// These records are dealt with, and their transaction is committed.
    void dealtWith(List<RawRecord> batch) {
        note(batch);
        tell();
    }

    void note(List<RawRecord> batch) {
        for (RawRecord raw : batch) {
            untold.merge(new TopicPartition(raw.topic(), raw.partition()), raw.offset() + 1, Math::max);
        }
    }

    boolean allTold() {
        return untold.isEmpty();
    }

    /// Tries whatever is untold, on the consumer's own thread; returns at once.
    void tell() {
        if (!allTold()) {
            clients.getConsumer(CHANNEL)
                    .runOnPollingThread((java.util.function.Consumer<Consumer<Object, Object>>) this::commit)
                    .subscribe()
                    .with(_ -> {}, failure -> LOG.warnf("Offsets are committed later: %s", failure.getMessage()));
        }
    }

    /// Others read these partitions from now on, or this process anew: only what it will have read then counts.
    void forget(Collection<TopicPartition> partitions) {
        untold.keySet().removeAll(partitions);
    }

    void commit(Consumer<?, ?> consumer) {
        // A batch may end after its partitions went to another process.
        untold.keySet().retainAll(consumer.assignment());
        Map<TopicPartition, Long> told = Map.copyOf(untold);
        if (!told.isEmpty()) {
            Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
            told.forEach((partition, next) -> offsets.put(partition, new OffsetAndMetadata(next)));
            consumer.commitSync(offsets, PATIENCE);
            told.forEach(untold::remove);
        }
    }
}
