package org.kamsuite.platform.event;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kamsuite.contracts.ContractJson;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.EventType;
import org.kamsuite.contracts.erp.PaymentReversed;
import org.kamsuite.platform.RecordingHandler;
import org.kamsuite.platform.rest.Roles;
import org.kamsuite.test.EventProbe;
import org.kamsuite.test.KamServers;
import org.kamsuite.test.Tokens;

/// Records in, exactly once, whatever they are.
@QuarkusTest
@QuarkusTestResource(KamServers.class)
class EventFlowTest {

    private static final EventType REVERSED = EventType.of(PaymentReversed.class);

    @Inject
    Jdbi jdbi;

    @Inject
    RecordingHandler handler;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    /// Makes each test's document numbers and event source its own.
    private final String own = UUID.randomUUID().toString();

    private EventProbe probe;

    @BeforeEach
    void connect() {
        probe = new EventProbe(bootstrapServers);
    }

    @AfterEach
    void disconnect() {
        probe.close();
    }

    @Test
    void anEventIsTakenIntoAccountOnceHoweverOftenItComes() throws Exception {
        send("1", "doc");
        send("1", "doc");
        send("2", "doc");
        send("1", "doc");
        send("3", "end");
        awaitSeen("3");
        assertThat(seen()).containsExactly("1", "2", "3");
    }

    @Test
    void brokenRecordsAreParkedWithTheirReasonAndTheirNeighboursAreProcessed() throws Exception {
        send("1", "doc");
        probe.sendRecord(REVERSED.topic(), own, Map.of(), "{broken".getBytes(StandardCharsets.UTF_8));
        probe.sendRecord(
                REVERSED.topic(),
                own,
                headers("2", "bad-" + own),
                "{\"paymentNumber\":\"P\"}".getBytes(StandardCharsets.UTF_8));
        send("3", "doc");
        awaitSeen("3");
        assertThat(seen()).containsExactly("1", "3");
        admin().queryParam("reason", "INVALID")
                .queryParam("limit", 500)
                .get("/ops/quarantine")
                .then()
                .statusCode(200)
                .body("items.find { it.subject == 'bad-" + own + "' }.detail", containsString("customer"));
        admin().queryParam("reason", "MALFORMED")
                .queryParam("limit", 500)
                .get("/ops/quarantine")
                .then()
                .body("items.key", hasItem(own));
    }

    @Test
    void theOneRecordThatTheServiceFailsOnIsFoundAndParkedAndCanBeReplayedOnce() throws Exception {
        handler.breakOn("broken-" + own);
        for (int i = 0; i < 20; i++) {
            send("before-" + i, "doc");
        }
        send("culprit", "broken-" + own);
        send("after", "doc");
        awaitSeen("after");
        await().until(() -> parkedId("broken-" + own) != null);
        assertThat(seen()).hasSize(21).doesNotContain("culprit");

        String id = parkedId("broken-" + own);
        handler.mend();
        admin().post("/ops/quarantine/{id}/replay", id).then().statusCode(200).body("status", equalTo("REPLAYED"));
        assertThat(seen()).hasSize(22).contains("culprit");
        admin().post("/ops/quarantine/{id}/replay", id).then().statusCode(409);
        send("culprit", "broken-" + own);
        send("last", "doc");
        awaitSeen("last");
        assertThat(seen()).hasSize(23);
    }

    @Test
    void aPassingFaultIsTriedAgainAndNothingIsParked() throws Exception {
        send("1", "busy-" + own);
        send("2", "doc");
        awaitSeen("2");
        assertThat(seen()).containsExactly("1", "2");
        assertThat(parkedId("busy-" + own)).isNull();
    }

    @Test
    void aRefusedEventGoesBackToItsPlaceWhenItIsReplayedInVainAndCanBeDiscarded() throws Exception {
        send("1", "refused-" + own);
        await().until(() -> parkedId("refused-" + own) != null);
        String id = parkedId("refused-" + own);
        admin().post("/ops/quarantine/{id}/replay", id).then().body("status", equalTo("PARKED"));
        admin().contentType("application/json")
                .body("{\"reason\":\"a test\"}")
                .post("/ops/quarantine/{id}/discard", id)
                .then()
                .statusCode(200)
                .body("status", equalTo("DISCARDED"))
                .body("decisionReason", equalTo("a test"))
                .body("decidedBy", equalTo("otto"));
        admin().get("/ops/quarantine/{id}", id).then().body("payload", containsString("bounced"));
        admin().queryParam("subject", "quarantine:" + id)
                .get("/ops/audit")
                .then()
                .body("items.action", equalTo(List.of("quarantine.discarded", "quarantine.replayed")));
    }

    @Test
    void aPageTellsWhereTheNextOneIs() throws Exception {
        send("1", "refused-a-" + own);
        send("2", "refused-b-" + own);
        await().until(() -> parkedId("refused-b-" + own) != null);
        String link = admin().queryParam("limit", 1)
                .queryParam("reason", "REFUSED")
                .get("/ops/quarantine")
                .then()
                .statusCode(200)
                .extract()
                .header("Link");
        assertThat(link).endsWith("; rel=\"next\"").contains("limit=1").contains("reason=REFUSED");
        String next = link.substring(1, link.indexOf('>'));
        admin().get(next).then().statusCode(200).body("items.size()", equalTo(1));
    }

    private void send(String id, String subject) throws Exception {
        var event = new PaymentReversed(
                new CustomerRef("erp", own), 0, "P-" + id, LocalDate.parse("2026-03-01"), "bounced");
        probe.sendRecord(
                REVERSED.topic(),
                own,
                headers(id, subject),
                ContractJson.mapper().writeValueAsBytes(event));
    }

    private Map<String, String> headers(String id, String subject) {
        Map<String, String> headers =
                EventProbe.headers(REVERSED, id, "/erp/" + own, Instant.EPOCH.plusSeconds(1_700_000_000));
        headers.put("ce_subject", subject);
        return headers;
    }

    private void awaitSeen(String id) {
        await().until(() -> seen().contains(id));
    }

    private List<String> seen() {
        return jdbi.withHandle(handle -> handle.createQuery("select id from seen where source = ? order by position")
                .bind(0, "/erp/" + own)
                .mapTo(String.class)
                .list());
    }

    private String parkedId(String subject) {
        return jdbi.withHandle(handle -> handle.createQuery("select id from quarantine where event_subject = ?")
                .bind(0, subject)
                .mapTo(String.class)
                .findOne()
                .orElse(null));
    }

    private static io.restassured.specification.RequestSpecification admin() {
        return given().auth().oauth2(Tokens.of("otto", Roles.ADMIN));
    }
}
