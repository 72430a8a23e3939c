package org.kamsuite.platform.event;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.platform.database.Schema;

/// Up to where each partition is in this database: written in the transaction that takes a batch into account, and
/// compared with what the consumer group has committed whenever partitions are assigned.
///
/// Normally Kafka knows at most as much as the database, because it is told later. A database that was restored to an
/// earlier moment knows less: then reading goes on from where the database is. So a restored service catches up by
/// itself, and the inbox makes what is read again a no-op.
@ApplicationScoped
@Identifier("intake-positions")
class IntakePositions implements KafkaConsumerRebalanceListener {

    private static final Logger LOG = Logger.getLogger(IntakePositions.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Comparator<TopicPartition> ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition);

    @Inject
    Jdbi jdbi;

    @Inject
    Schema schema;

    @Inject
    IntakeCommits commits;

    @ConfigProperty(name = "kam.intake.rewind-to")
    Optional<Instant> rewindTo;

    private final CountDownLatch stopping = new CountDownLatch(1);

    /// @param positions next offset of each partition that was ever assigned
    /// @param rewound partitions that were already set back to the wanted moment
    /// @param fresh whether nothing was ever taken into account
    private record Known(Map<TopicPartition, Long> positions, Set<TopicPartition> rewound, boolean fresh) {}

    void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent event) {
        stopping.countDown();
    }

    /// As fine as the database remembers it: else it would never be found to be done.
    private Optional<Instant> rewindTo() {
        return rewindTo.map(moment -> moment.truncatedTo(ChronoUnit.MICROS));
    }

    /// Remembers in the caller's transaction that these records are dealt with.
    @Transactional(Transactional.TxType.MANDATORY)
    void advance(List<Decoded> batch) {
        Map<TopicPartition, Long> next = new HashMap<>();
        for (Decoded decoded : batch) {
            RawRecord raw = decoded.raw();
            next.merge(new TopicPartition(raw.topic(), raw.partition()), raw.offset() + 1, Math::max);
        }
        store(next, Set.of());
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return;
        }
        commits.forget(partitions);
        // Until the database and Kafka answer nothing could be done with the records anyway.
        while (stopping.getCount() > 0) {
            try {
                if (schema.await()) {
                    reconcile(consumer, partitions);
                }
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (CommitFailedException | RebalanceInProgressException e) {
                // The partitions are being assigned anew; whoever gets them starts over here.
                return;
            } catch (RuntimeException e) {
                if (!PassingFault.is(e) && !(e instanceof RetriableException)) {
                    throw e;
                }
                LOG.warnf("Reading waits: %s", e.getMessage());
                pause();
            }
        }
    }

    private void reconcile(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        Known known = known(partitions);
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(Set.copyOf(partitions));
        Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> wanted = new TreeMap<>(ORDER);
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata offset = committed.get(partition);
            long told = offset == null ? first.get(partition) : offset.offset();
            wanted.put(partition, Math.max(first.get(partition), Math.min(told, position(partition, known, told))));
        }
        Map<TopicPartition, Long> rewinds = rewinds(consumer, partitions, known);
        rewinds.forEach((partition, offset) -> wanted.merge(partition, offset, Math::min));
        Map<TopicPartition, OffsetAndMetadata> back = new HashMap<>();
        wanted.forEach((partition, start) -> {
            OffsetAndMetadata told = committed.get(partition);
            if (told != null && start < told.offset()) {
                LOG.warnf("%s is read again from offset %d, it was at %d", partition, start, told.offset());
                consumer.seek(partition, start);
                back.put(partition, new OffsetAndMetadata(start));
            }
        });
        if (!back.isEmpty()) {
            // Before it is noted: whoever takes over from here must not go on from the old place.
            consumer.commitSync(back);
        }
        store(wanted, rewinds.keySet());
    }

    /// Partitions without a position are new since the database is from (or the database is new: read from the
    /// beginning); in a database of a build that did not know positions, Kafka is believed.
    private static long position(TopicPartition partition, Known known, long told) {
        boolean unknowing = known.positions().isEmpty() && !known.fresh();
        return unknowing ? told : known.positions().getOrDefault(partition, 0L);
    }

    private Map<TopicPartition, Long> rewinds(
            Consumer<?, ?> consumer, Collection<TopicPartition> partitions, Known known) {
        if (rewindTo.isEmpty()) {
            return Map.of();
        }
        Map<TopicPartition, Long> wanted = new HashMap<>();
        partitions.stream()
                .filter(partition -> !known.rewound().contains(partition))
                .forEach(partition -> wanted.put(partition, rewindTo().get().toEpochMilli()));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        consumer.offsetsForTimes(wanted)
                .forEach((partition, found) -> offsets.put(partition, found == null ? Long.MAX_VALUE : found.offset()));
        return offsets;
    }

    private Known known(Collection<TopicPartition> partitions) {
        return jdbi.withHandle(handle -> {
            Map<TopicPartition, Long> positions = new HashMap<>();
            Set<TopicPartition> rewound = new HashSet<>();
            handle.createQuery("select topic, partition, next_offset, rewound_to from intake_position")
                    .map((row, _) -> {
                        var partition = new TopicPartition(row.getString(1), row.getInt(2));
                        positions.put(partition, row.getLong(3));
                        boolean done = row.getTimestamp(4) != null
                                && rewindTo()
                                        .equals(Optional.of(row.getTimestamp(4).toInstant()));
                        if (done) {
                            rewound.add(partition);
                        }
                        return partition;
                    })
                    .list();
            boolean fresh = handle.createQuery("select not exists (select from inbox)")
                    .mapTo(Boolean.class)
                    .one();
            return new Known(positions, rewound, fresh);
        });
    }

    /// @param rewound the partitions that were set back to the wanted moment
    private void store(Map<TopicPartition, Long> next, Set<TopicPartition> rewound) {
        List<TopicPartition> partitions = next.keySet().stream().sorted(ORDER).toList();
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into intake_position as known (topic, partition, next_offset, rewound_to)
                        select topic, partition, next_offset, case when rewound then cast(:rewoundTo as timestamptz) end
                        from unnest(:topics, :partitions, :offsets, :rewound)
                            as given(topic, partition, next_offset, rewound)
                        on conflict (topic, partition) do update
                        set next_offset = greatest(known.next_offset, excluded.next_offset),
                            rewound_to = coalesce(excluded.rewound_to, known.rewound_to)""")
                .bind("rewoundTo", rewindTo().map(java.sql.Timestamp::from).orElse(null))
                .bindArray(
                        "topics",
                        String.class,
                        partitions.stream().map(TopicPartition::topic).toList())
                .bindArray(
                        "partitions",
                        Integer.class,
                        partitions.stream().map(TopicPartition::partition).toList())
                .bindArray(
                        "offsets",
                        Long.class,
                        partitions.stream().map(next::get).toList())
                .bindArray(
                        "rewound",
                        Boolean.class,
                        partitions.stream()
                                .map(partition -> rewound.contains(partition))
                                .toList())
                .execute());
    }

    private void pause() {
        try {
            stopping.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping.countDown();
        }
    }
}
