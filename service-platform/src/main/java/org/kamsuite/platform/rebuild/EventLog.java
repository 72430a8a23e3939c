package org.kamsuite.platform.rebuild;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.contracts.DomainEvent;
import org.kamsuite.platform.event.EventCodec;
import org.kamsuite.platform.event.RawRecord;
import org.kamsuite.platform.event.ReceivedEvent;

/// Reads topics from their beginning up to where they ended, beside the intake: without a consumer group and without
/// the inbox. Of each item the latest event is kept until it was compared, so memory does not grow with the topics.
@ApplicationScoped
class EventLog {

    private static final Duration WAIT = Duration.ofSeconds(5);
    private static final TypeReference<List<Range>> RANGES = new TypeReference<>() {};

    /// What of a partition is to be read: offsets from `start`, next `next`, up to before `end`.
    record Range(String topic, int partition, long start, long next, long end) {

        private TopicPartition place() {
            return new TopicPartition(topic, partition);
        }
    }

    private record Item(UUID account, String item) {}

    private record Kept(Item item, long rank, RawRecord raw) {}

    @Inject
    Jdbi jdbi;

    @Inject
    ObjectMapper json;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    /// All that the topics hold now.
    List<Range> now(Set<String> topics) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(1)) {
            List<TopicPartition> partitions = topics.stream()
                    .sorted()
                    .flatMap(topic -> consumer.partitionsFor(topic, WAIT).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions, WAIT);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, WAIT);
            return partitions.stream()
                    .map(each ->
                            new Range(each.topic(), each.partition(), first.get(each), first.get(each), ends.get(each)))
                    .toList();
        }
    }

    static long total(List<Range> ranges) {
        return ranges.stream().mapToLong(each -> each.end() - each.start()).sum();
    }

    static long done(List<Range> ranges) {
        return ranges.stream().mapToLong(each -> each.next() - each.start()).sum();
    }

    /// Reads on, some records.
    ///
    /// @return what is left; equal when Kafka gave nothing
    @Transactional(Transactional.TxType.MANDATORY)
    List<Range> read(UUID rebuild, Rebuildable.Copied copy, List<Range> ranges, int records) {
        List<Range> left =
                ranges.stream().filter(each -> each.next() < each.end()).toList();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(records)) {
            consumer.assign(left.stream().map(Range::place).toList());
            left.forEach(each -> consumer.seek(each.place(), each.next()));
            Map<TopicPartition, Long> ends = new LinkedHashMap<>();
            left.forEach(each -> ends.put(each.place(), each.end()));
            ConsumerRecords<byte[], byte[]> got = consumer.poll(WAIT);
            keep(rebuild, copy, got, ends);
            // The position also passes what is no record: markers of transactions, gaps of compaction.
            return ranges.stream()
                    .map(each -> each.next() >= each.end()
                            ? each
                            : new Range(
                                    each.topic(),
                                    each.partition(),
                                    each.start(),
                                    Math.min(each.end(), consumer.position(each.place(), WAIT)),
                                    each.end()))
                    .toList();
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer(int records) {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        records,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private void keep(
            UUID rebuild,
            Rebuildable.Copied copy,
            ConsumerRecords<byte[], byte[]> records,
            Map<TopicPartition, Long> ends) {
        Map<Item, Kept> latest = new LinkedHashMap<>();
        for (ConsumerRecord<byte[], byte[]> each : records) {
            if (each.offset() >= ends.get(new TopicPartition(each.topic(), each.partition()))) {
                continue;
            }
            RawRecord raw = RawRecord.of(each);
            EventCodec.valid(raw).ifPresent(event -> {
                if (event.data() instanceof DomainEvent data && copy.item(data) != null) {
                    Item item = new Item(data.accountId(), copy.item(data));
                    latest.merge(
                            item,
                            new Kept(item, copy.rank(event), raw),
                            (known, other) -> other.rank() < known.rank() ? known : other);
                }
            });
        }
        if (!latest.isEmpty()) {
            write(rebuild, List.copyOf(latest.values()));
        }
    }

    private void write(UUID rebuild, List<Kept> rows) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into rebuild_event as e (rebuild_id, account_id, item, rank, topic, partition,
                            record_offset, record_time, headers, payload)
                        select :id, account_id, item, rank, topic, partition, record_offset, record_time,
                            cast(headers as jsonb), payload
                        from unnest(:accounts, :items, :ranks, :topics, :partitions, :offsets, :times, :headers,
                                :payloads)
                            as g(account_id, item, rank, topic, partition, record_offset, record_time, headers, payload)
                        on conflict (rebuild_id, account_id, item) do update set rank = excluded.rank,
                            topic = excluded.topic, partition = excluded.partition,
                            record_offset = excluded.record_offset, record_time = excluded.record_time,
                            headers = excluded.headers, payload = excluded.payload
                        where e.rank <= excluded.rank""")
                .bind("id", rebuild)
                .bindArray("accounts", UUID.class, each(rows, row -> row.item().account()))
                .bindArray("items", String.class, each(rows, row -> row.item().item()))
                .bindArray("ranks", Long.class, each(rows, Kept::rank))
                .bindArray("topics", String.class, each(rows, row -> row.raw().topic()))
                .bindArray(
                        "partitions", Integer.class, each(rows, row -> row.raw().partition()))
                .bindArray("offsets", Long.class, each(rows, row -> row.raw().offset()))
                .bindArray("times", Instant.class, each(rows, row -> row.raw().timestamp()))
                .bindArray(
                        "headers",
                        String.class,
                        each(rows, row -> text(row.raw().headers())))
                .bindArray(
                        "payloads",
                        String.class,
                        // Valid events are JSON in UTF-8.
                        each(rows, row -> new String(row.raw().value(), StandardCharsets.UTF_8)))
                .execute());
    }

    private static <T> List<T> each(List<Kept> rows, Function<Kept, T> value) {
        return rows.stream().map(value).toList();
    }

    /// How many accounts are told of.
    long accounts(UUID rebuild) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select count(distinct account_id) from rebuild_event where rebuild_id = :id")
                .bind("id", rebuild)
                .mapTo(Long.class)
                .one());
    }

    List<String> next(UUID rebuild, String after, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select distinct account_id from rebuild_event
                        where rebuild_id = :id and (cast(:after as uuid) is null or account_id > cast(:after as uuid))
                        order by account_id limit :limit""")
                .bind("id", rebuild)
                .bind("after", after)
                .bind("limit", limit)
                .mapTo(String.class)
                .list());
    }

    List<ReceivedEvent> about(UUID rebuild, Collection<String> accounts) {
        List<ReceivedEvent> events = new ArrayList<>();
        jdbi.useHandle(handle -> handle.createQuery("""
                        select topic, partition, record_offset, record_time, headers, payload from rebuild_event
                        where rebuild_id = :id and account_id = any(:accounts)
                        order by topic, partition, record_offset""")
                .bind("id", rebuild)
                .bindArray("accounts", UUID.class, Rebuildable.ids(accounts))
                .map((row, _) -> EventCodec.valid(raw(row)))
                .forEach(event -> event.ifPresent(events::add)));
        return events;
    }

    private RawRecord raw(ResultSet row) throws SQLException {
        return new RawRecord(
                row.getString(1),
                row.getInt(2),
                row.getLong(3),
                row.getTimestamp(4).toInstant(),
                null,
                read(row.getString(5), new TypeReference<>() {}),
                row.getString(6).getBytes(StandardCharsets.UTF_8),
                false);
    }

    List<Range> ranges(String text) {
        return read(text, RANGES);
    }

    String text(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON", e);
        }
    }

    private <T> T read(String text, TypeReference<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored JSON cannot be read", e);
        }
    }
}
