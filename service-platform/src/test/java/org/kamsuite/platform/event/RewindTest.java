package org.kamsuite.platform.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.ClientProxy;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kamsuite.contracts.ContractJson;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.EventType;
import org.kamsuite.contracts.erp.PaymentReversed;
import org.kamsuite.platform.database.Schema;
import org.kamsuite.test.EventProbe;

/// `kam.intake.rewind-to`: what came after that moment is read again, once, and has no second effect. On the real
/// channel of the service: what a start does with the setting is what it does whenever partitions are assigned.
@QuarkusTest
class RewindTest {

    private static final EventType REVERSED = EventType.of(PaymentReversed.class);

    @Inject
    @Identifier("intake-positions")
    IntakePositions positions;

    @Inject
    Schema schema;

    @Inject
    Jdbi jdbi;

    @Inject
    KafkaClientService kafka;

    @Inject
    MeterRegistry metrics;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private final String own = UUID.randomUUID().toString();

    /// The records of this test are later than those of all others, so that only they are read again; Kafka takes up to
    /// an hour ahead.
    private final Instant start = Instant.now().plus(30, ChronoUnit.MINUTES).truncatedTo(ChronoUnit.MILLIS);

    private KafkaProducer<String, byte[]> producer;
    private KafkaConsumer<byte[], byte[]> channel;

    @BeforeEach
    void connect() {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new ByteArraySerializer());
        channel = kafka.getConsumer("events");
    }

    @AfterEach
    void disconnect() {
        tell(null);
        producer.close();
    }

    @Test
    void whatCameAfterTheMomentIsReadAgainOnceForEachMomentAndHasNoSecondEffect() throws Exception {
        send(1);
        send(2);
        sendBroken(3);
        send(4);
        TopicPartition partition = send(5);
        awaitSeen("5");
        double before = duplicates();

        tell(start.plusMillis(2_500));
        rebalance();
        await().until(() -> duplicates() >= before + 2);
        send(6);
        awaitSeen("6");
        assertThat(duplicates()).as("4 and 5 were read again").isEqualTo(before + 2);

        rebalance();
        send(7);
        awaitSeen("7");
        assertThat(duplicates()).as("nothing more at the next assignment").isEqualTo(before + 2);
        assertThat(startsAgainAt(partition))
                .as("nor after a start with the same setting")
                .isEqualTo(committed(partition));

        tell(start.plusMillis(5_500));
        rebalance();
        await().until(() -> duplicates() >= before + 4);
        send(8);
        awaitSeen("8");
        assertThat(duplicates()).as("6 and 7, for another moment").isEqualTo(before + 4);

        assertThat(seen()).containsExactly("1", "2", "4", "5", "6", "7", "8");
        assertThat(parked()).as("the broken record is parked once").isEqualTo(1);
    }

    @Test
    void aMomentAfterEverythingChangesNothing() throws Exception {
        TopicPartition partition = send(1);
        awaitSeen("1");
        double before = duplicates();
        tell(start.plus(1, ChronoUnit.DAYS));
        rebalance();
        send(2);
        awaitSeen("2");
        assertThat(duplicates()).isEqualTo(before);
        assertThat(startsAgainAt(partition)).isEqualTo(committed(partition));
    }

    private void tell(Instant moment) {
        ClientProxy.unwrap(positions).rewindTo = Optional.ofNullable(moment);
    }

    /// Makes the group hand out its partitions anew and waits until it has.
    private void rebalance() {
        int before = generation();
        channel.runOnPollingThread((Consumer<byte[], byte[]> consumer) -> {
                    consumer.enforceRebalance();
                    return before;
                })
                .await()
                .indefinitely();
        await().until(() -> generation() > before);
    }

    private int generation() {
        return channel.runOnPollingThread((Consumer<byte[], byte[]> consumer) ->
                        consumer.groupMetadata().generationId())
                .await()
                .indefinitely();
    }

    /// Where another process with the present setting would begin to read.
    private long startsAgainAt(TopicPartition partition) {
        await().until(() -> committed(partition) == end(partition));
        IntakePositions another = new IntakePositions();
        another.jdbi = jdbi;
        another.schema = schema;
        another.commits = new IntakeCommits();
        another.rewindTo = ClientProxy.unwrap(positions).rewindTo;
        try (var consumer = consumer()) {
            consumer.assign(List.of(partition));
            another.onPartitionsAssigned(consumer, List.of(partition));
            return consumer.position(partition);
        }
    }

    private long committed(TopicPartition partition) {
        try (var consumer = consumer()) {
            return consumer.committed(Set.of(partition)).get(partition).offset();
        }
    }

    private long end(TopicPartition partition) {
        try (var consumer = consumer()) {
            return consumer.endOffsets(Set.of(partition)).get(partition);
        }
    }

    private org.apache.kafka.clients.consumer.KafkaConsumer<byte[], byte[]> consumer() {
        return new org.apache.kafka.clients.consumer.KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "group.id", "platform-test", "enable.auto.commit", false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private double duplicates() {
        return metrics.counter("kam.events.received", "outcome", "duplicate").count();
    }

    /// The id is the place in the feed; so is the second.
    private TopicPartition send(int place) throws Exception {
        var headers = EventProbe.headers(REVERSED, Integer.toString(place), "/rewind/" + own, start);
        headers.put("ce_subject", "doc");
        var payment = new PaymentReversed(
                new CustomerRef("rewind", own), 0, "P" + place, LocalDate.parse("2026-03-01"), "bounced");
        return send(place, headers, ContractJson.write(payment));
    }

    private void sendBroken(int place) throws Exception {
        send(place, Map.of(), "{broken".getBytes(StandardCharsets.UTF_8));
    }

    private TopicPartition send(int place, Map<String, String> headers, byte[] value) throws Exception {
        var message = new ProducerRecord<>(
                REVERSED.topic(), null, start.plusSeconds(place).toEpochMilli(), own, value);
        headers.forEach((name, text) -> message.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        var sent = producer.send(message).get();
        return new TopicPartition(sent.topic(), sent.partition());
    }

    private void awaitSeen(String id) {
        await().until(() -> seen().contains(id));
    }

    private List<String> seen() {
        return jdbi.withHandle(handle -> handle.createQuery("select id from seen where source = ? order by position")
                .bind(0, "/rewind/" + own)
                .mapTo(String.class)
                .list());
    }

    private long parked() {
        return jdbi.withHandle(handle -> handle.createQuery("select count(*) from quarantine where record_key = ?")
                .bind(0, own)
                .mapTo(Long.class)
                .one());
    }
}
