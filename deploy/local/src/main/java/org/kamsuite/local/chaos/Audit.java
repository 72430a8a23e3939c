package org.kamsuite.local.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.kamsuite.contracts.EventType;
import org.kamsuite.local.client.SuiteClient;
import org.kamsuite.local.launch.LaunchFailure;
import org.kamsuite.local.launch.Suite;
import org.kamsuite.local.launch.SuiteService;

/// Looks into databases and topics after a run, from outside of the services: nothing lost, nothing twice, everything
/// in order, no cent missing. Every method says what is wrong; nothing to say is good.
final class Audit {

    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final Duration ON_THE_WAY = Duration.ofSeconds(60);
    private static final int QUIET_LOOKS = 4;

    private record Published(String topic, String key, String id, Instant time) {}

    private final Suite suite;
    private final SuiteClient client;

    Audit(Suite suite, SuiteClient client) {
        this.suite = suite;
        this.client = client;
    }

    /// Waits until every outbox is empty and no account waits to be published.
    void awaitQuiet() {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        int quiet = 0;
        while (quiet < QUIET_LOOKS) {
            if (System.nanoTime() > deadline) {
                throw new LaunchFailure("The outboxes have not become empty within " + LIMIT.toMinutes() + " minutes.");
            }
            SuiteClient.pause(Duration.ofMillis(500));
            boolean idle = suite.services().stream()
                    .allMatch(service -> number(
                                    service,
                                    "select (select count(*) from outbox) + (select count(*) from touched_account)")
                            == 0);
            quiet = idle ? quiet + 1 : 0;
        }
    }

    /// Everything that was sent and can be used is in the inbox of each service that reads its topic; so is every
    /// event of the suite. The inbox is written in the transaction of what follows from an event, and its key is
    /// the event: there means applied, and exactly once.
    List<String> nothingLost(RoughFeed feed) {
        Map<String, Set<String>> wanted = new HashMap<>();
        for (ProducerRecord<String, byte[]> record : feed.records()) {
            String id = header(record.headers(), "ce_id");
            // What is no event at all has no place in the inbox: it is parked under its offset.
            if (header(record.headers(), "ce_type") != null && record.value().length > 0) {
                wanted.computeIfAbsent(record.topic(), _ -> new LinkedHashSet<>())
                        .add(id);
            }
        }
        for (Published event : published()) {
            wanted.computeIfAbsent(event.topic(), _ -> new LinkedHashSet<>()).add(event.id());
        }
        List<String> problems = new ArrayList<>();
        for (SuiteService service : SuiteService.values()) {
            for (String topic : topicsOf(service)) {
                Set<String> missing = missingForLong(service, wanted.getOrDefault(topic, Set.of()));
                if (!missing.isEmpty()) {
                    problems.add("%s has not taken in %d events of %s, such as %s"
                            .formatted(
                                    service.id(),
                                    missing.size(),
                                    topic,
                                    missing.iterator().next()));
                }
            }
        }
        return problems;
    }

    /// The topics of which a service has committed offsets.
    private Set<String> topicsOf(SuiteService service) {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, suite.bootstrapServers()))) {
            return admin.listConsumerGroupOffsets(service.id()).partitionsToOffsetAndMetadata().get().keySet().stream()
                    .map(TopicPartition::topic)
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (ExecutionException e) {
            throw new LaunchFailure("Kafka does not answer: " + e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchFailure("interrupted", e);
        }
    }

    /// What a service tells of an account stands on its topic in the order of its moments; repetitions do not count.
    List<String> orderHeld() {
        Map<String, Instant> last = new HashMap<>();
        Set<String> seen = new HashSet<>();
        List<String> problems = new ArrayList<>();
        for (Published event : published()) {
            if (seen.add(event.id())) {
                Instant before = last.put(event.topic() + " " + event.key(), event.time());
                if (before != null && event.time().isBefore(before)) {
                    problems.add("%s of account %s, from %s, stands after one from %s"
                            .formatted(event.id(), event.key(), event.time(), before));
                }
            }
        }
        return problems;
    }

    /// How many events of the suite stand on Kafka more than once.
    long repetitions() {
        List<Published> all = published();
        return all.size() - all.stream().map(Published::id).distinct().count();
    }

    /// Per currency: the documents, what is open and unapplied, the entries behind it and the ageing report are one
    /// amount.
    List<String> moneyConserved(LocalDate asOf) {
        Map<String, List<BigDecimal>> sums = new TreeMap<>();
        query(
                SuiteService.RECEIVABLES,
                """
                with counting as (
                    select distinct on (f.document_id) f.document_id, d.kind, f.currency, f.amount
                    from fact f join document d using (document_id)
                    order by f.document_id, f.revision desc
                ), reversed as (
                    select distinct l.source_id from counting c join fact_line l using (document_id)
                    where c.kind = 'REVERSAL'
                ), documents as (
                    select currency, sum(case when kind = 'INVOICE' then amount else -amount end) as amount
                    from counting
                    where kind in ('INVOICE', 'CREDIT_NOTE')
                        or kind = 'PAYMENT' and document_id not in (select source_id from reversed)
                    group by currency
                ), let_go as (
                    select currency, sum(amount) as amount from entry
                    where side = 'OPEN' and cause not in ('DOCUMENT', 'PAYMENT', 'CREDIT_NOTE') group by currency
                ), items as (
                    select currency, sum(case side when 'OPEN' then open_amount when 'CREDIT' then -open_amount end)
                        as amount
                    from item where side in ('OPEN', 'CREDIT') group by currency
                ), entries as (
                    select currency, sum(case side when 'OPEN' then amount when 'CREDIT' then -amount end) as amount
                    from entry where side in ('OPEN', 'CREDIT') group by currency
                )
                select currency, documents.amount + coalesce(let_go.amount, 0), items.amount, entries.amount
                from documents join items using (currency) join entries using (currency)
                left join let_go using (currency)
                order by currency""",
                row -> sums.put(
                        row.getString(1), List.of(row.getBigDecimal(2), row.getBigDecimal(3), row.getBigDecimal(4))));
        Map<String, BigDecimal> reported = new LinkedHashMap<>();
        JsonNode ageing = client.get(SuiteService.RECEIVABLES, "admin", "/v1/ageing?limit=1&asOf=" + asOf);
        ageing.path("totals")
                .forEach(row -> reported.put(
                        row.path("currency").asText(),
                        new BigDecimal(row.path("total").path("amount").asText())));
        List<String> problems = new ArrayList<>();
        if (sums.isEmpty()) {
            problems.add("there is no money at all");
        }
        sums.forEach((currency, amounts) -> {
            BigDecimal total = reported.getOrDefault(currency, BigDecimal.ZERO);
            boolean equal = amounts.stream().allMatch(amount -> amount.compareTo(total) == 0);
            if (!equal) {
                problems.add("%s: documents %s, items %s, entries %s, ageing %s"
                        .formatted(currency, amounts.get(0), amounts.get(1), amounts.get(2), total));
            }
        });
        return problems;
    }

    /// Every projection is what its source gives: the facts of the service, or Kafka.
    List<String> nothingDrifted() {
        List<String> problems = new ArrayList<>();
        for (SuiteService service : SuiteService.values()) {
            problems.addAll(Projections.differences(client, service));
        }
        return problems;
    }

    /// Nothing is parked twice.
    List<String> parkedOnce() {
        List<String> problems = new ArrayList<>();
        for (SuiteService service : SuiteService.values()) {
            long twice = number(service, """
                    select count(*) from (
                        select from quarantine where event_id is not null group by event_source, event_id, topic
                        having count(*) > 1) again""");
            if (twice > 0) {
                problems.add(service.id() + " has parked " + twice + " events more than once");
            }
        }
        return problems;
    }

    private List<Published> published() {
        List<Published> published = new ArrayList<>();
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                suite.bootstrapServers(),
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = EventType.topics().stream()
                    .filter(topic -> topic.startsWith("kam."))
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    published.add(new Published(
                            record.topic(),
                            record.key(),
                            header(record.headers(), "ce_id"),
                            Instant.parse(header(record.headers(), "ce_time"))));
                }
            }
        }
        return published;
    }

    private static String header(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    /// What was published a moment ago may be on its way.
    private Set<String> missingForLong(SuiteService service, Set<String> ids) {
        long deadline = System.nanoTime() + ON_THE_WAY.toNanos();
        Set<String> missing = missing(service, ids);
        while (!missing.isEmpty() && System.nanoTime() < deadline) {
            SuiteClient.pause(Duration.ofMillis(500));
            missing = missing(service, missing);
        }
        return missing;
    }

    private Set<String> missing(SuiteService service, Collection<String> ids) {
        Set<String> missing = new LinkedHashSet<>();
        try (Connection connection = suite.database(service).connect();
                PreparedStatement statement = connection.prepareStatement(
                        "select id from unnest(?) as sent(id) where not exists (select from inbox i where i.id = sent.id)")) {
            Array array = connection.createArrayOf("text", ids.toArray());
            statement.setArray(1, array);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    missing.add(rows.getString(1));
                }
            }
        } catch (SQLException e) {
            throw failed(service, e);
        }
        return missing;
    }

    private long number(SuiteService service, String sql) {
        long[] number = new long[1];
        query(service, sql, row -> number[0] = row.getLong(1));
        return number[0];
    }

    @FunctionalInterface
    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private void query(SuiteService service, String sql, RowReader reader) {
        try (Connection connection = suite.database(service).connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                reader.read(rows);
            }
        } catch (SQLException e) {
            throw failed(service, e);
        }
    }

    private static LaunchFailure failed(SuiteService service, SQLException e) {
        return new LaunchFailure("The database of %s does not answer: %s".formatted(service.id(), e.getMessage()), e);
    }
}
