package org.kamsuite.platform.event;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.kamsuite.contracts.EventType;
import org.kamsuite.contracts.erp.PaymentReversed;
import org.kamsuite.test.EventProbe;
import org.kamsuite.test.KamServers;

/// Reading goes on where the database is; limits and health of the intake.
@QuarkusTest
@QuarkusTestResource(KamServers.class)
class IntakePositionsTest {

    @Inject
    @Identifier("intake-positions")
    IntakePositions positions;

    @Inject
    Jdbi jdbi;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private final TopicPartition partition = new TopicPartition("t-" + UUID.randomUUID(), 0);

    @Test
    void aDatabaseThatKnowsLessThanKafkaWasRestoredAndReadsAgain() {
        know(40);
        try (MockConsumer<byte[], byte[]> consumer = assigned(100)) {
            assertThat(consumer.position(partition)).isEqualTo(40);
            assertThat(consumer.committed(Set.of(partition)).get(partition).offset())
                    .isEqualTo(40);
        }
        assertThat(known()).isEqualTo(40);
    }

    @Test
    void aDatabaseThatKnowsMoreIsToldAgainAndNothingIsSoughtForward() {
        know(120);
        try (MockConsumer<byte[], byte[]> consumer = assigned(100)) {
            assertThat(consumer.committed(Set.of(partition)).get(partition).offset())
                    .isEqualTo(100);
        }
        assertThat(known()).isEqualTo(120);
    }

    @Test
    void aPartitionThatIsNewerThanTheDatabaseIsReadFromItsBeginning() {
        jdbi.useHandle(
                handle -> handle.execute("insert into intake_position values ('other', 0, 1) on conflict do nothing"));
        try (MockConsumer<byte[], byte[]> consumer = assigned(100)) {
            assertThat(consumer.position(partition)).isEqualTo(7);
        }
        assertThat(known()).isEqualTo(7);
    }

    @Test
    void whatTheTopicNoLongerKeepsIsNotAskedFor() {
        know(3);
        try (MockConsumer<byte[], byte[]> consumer = assigned(100)) {
            assertThat(consumer.position(partition)).isEqualTo(7);
        }
    }

    @Test
    void positionsFollowTheBatches() throws Exception {
        EventType type = EventType.of(PaymentReversed.class);
        try (EventProbe probe = new EventProbe(bootstrapServers)) {
            long before = total(type.topic());
            probe.sendRecord(type.topic(), "p", Map.of(), new byte[] {1});
            await().until(() -> total(type.topic()) > before);
        }
    }

    @Test
    void anEventThatIsTooLargeIsParkedWithItsReasonUnderItsName() throws Exception {
        String own = UUID.randomUUID().toString();
        EventType type = EventType.of(PaymentReversed.class);
        try (EventProbe probe = new EventProbe(bootstrapServers)) {
            var headers = EventProbe.headers(type, own, "/large", Instant.EPOCH);
            probe.sendRecord(type.topic(), own, headers, new byte[(256 << 10) + 1]);
        }
        await().until(() -> !details(own).isEmpty());
        assertThat(details(own)).containsExactly("the value has more than 262144 bytes");
    }

    @Test
    void healthTellsTheStateOfEachPart() {
        await().untilAsserted(() -> given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'intake and outbox' }.data.kafka", equalTo("answers"))
                .body("checks.find { it.name == 'intake and outbox' }.data.degraded", equalTo(false))
                .body("checks.find { it.name == 'database schema' }.status", equalTo("UP")));
        given().get("/q/metrics")
                .then()
                .body(containsString("kam_intake_lag_records{topic=\"erp.payments\""))
                .body(containsString("kam_intake_oldest_seconds"));
    }

    /// A consumer that has committed that offset, of a partition that begins at 7.
    private MockConsumer<byte[], byte[]> assigned(long committed) {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
        consumer.assign(List.of(partition));
        consumer.updateBeginningOffsets(Map.of(partition, 7L));
        consumer.commitSync(Map.of(partition, new OffsetAndMetadata(committed)));
        positions.onPartitionsAssigned(consumer, List.of(partition));
        return consumer;
    }

    private void know(long next) {
        jdbi.useHandle(handle -> handle.execute(
                "insert into intake_position (topic, partition, next_offset) values (?, 0, ?)",
                partition.topic(),
                next));
    }

    private long known() {
        return jdbi.withHandle(handle -> handle.createQuery("select next_offset from intake_position where topic = ?")
                .bind(0, partition.topic())
                .mapTo(Long.class)
                .one());
    }

    private long total(String topic) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select coalesce(sum(next_offset), 0) from intake_position where topic = ?")
                .bind(0, topic)
                .mapTo(Long.class)
                .one());
    }

    private List<String> details(String id) {
        return jdbi.withHandle(handle -> handle.createQuery("select detail from quarantine where event_id = ?")
                .bind(0, id)
                .mapTo(String.class)
                .list());
    }
}
