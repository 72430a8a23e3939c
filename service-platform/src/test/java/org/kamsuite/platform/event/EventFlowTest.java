package org.kamsuite.platform.event;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
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

    @Inject
    QuarantineAge age;

    @Inject
    Intake intake;

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
    void whatThisBuildDoesNotKnowCanBeReadAgainByOneThatDoes() throws Exception {
        Map<String, String> newer = headers("1", "doc");
        newer.put("ce_type", "erp.payment.reversed.v99");
        probe.sendRecord(REVERSED.topic(), own, newer, "{}".getBytes(StandardCharsets.UTF_8));
        send("2", "doc");
        awaitSeen("2");
        assertThat(seen()).containsExactly("2");
        // The same id, as a build sees it that knows the type.
        send("1", "doc");
        awaitSeen("1");
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
    void partitionsOfDifferentLanesAreTakenIntoAccountAtTheSameTime() throws Exception {
        intake.process(List.of(record(0, "1", "meet-" + own), record(1, "2", "meet-" + own)));
        assertThat(seen()).containsExactlyInAnyOrder("1", "2");
    }

    @Test
    void aRecordThatTheServiceFailsOnIsTheConcernOfItsLaneOnly() throws Exception {
        handler.breakOn("broken-" + own);
        intake.process(List.of(
                record(0, "1", "doc"), record(1, "2", "doc"), record(0, "3", "broken-" + own), record(0, "4", "doc")));
        handler.mend();
        assertThat(seen()).containsExactlyInAnyOrder("1", "2", "4");
        assertThat(parkedId("broken-" + own)).isNotNull();
    }

    @Test
    void structuredModeIsTakenToo() throws Exception {
        String envelope = """
                {"specversion":"1.0","id":"%s","source":"/erp/%s","type":"%s","subject":"doc",
                 "data":{"customer":{"system":"erp","number":"1"},"paymentNumber":"P","reversedOn":"2026-03-01",
                  "reason":"b"}}""";
        byte[] good = envelope.formatted("1", own, REVERSED.name()).getBytes(StandardCharsets.UTF_8);
        for (byte[] value : List.of(good, "{broken".getBytes(StandardCharsets.UTF_8), good)) {
            probe.sendRecord(REVERSED.topic(), own, Map.of("content-type", "application/cloudevents+json"), value);
        }
        send("2", "doc");
        awaitSeen("2");
        assertThat(seen()).containsExactly("1", "2");
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

    @Test
    void theWorkListIsGroupedSearchedAndMeasured() throws Exception {
        send("1", "refused-a-" + own);
        send("2", "refused-b-" + own);
        await().until(() -> parkedId("refused-b-" + own) != null);
        admin().get("/ops/quarantine/summary")
                .then()
                .statusCode(200)
                .body("service", equalTo("platform-test"))
                .body("oldestParkedAt", notNullValue())
                .body(
                        "groups.find { it.reason == 'REFUSED' && it.type == '" + REVERSED.name() + "' }.exampleDetail",
                        equalTo("refused on purpose"))
                .body("groups.find { it.reason == 'REFUSED' }.count", greaterThanOrEqualTo(2));
        String source = "/erp/" + own;
        find("source=" + source).body("items.size()", equalTo(2));
        find("source=" + source + "&subject=refused-a-" + own).body("items.subject", contains("refused-a-" + own));
        find("source=" + source + "&text=ON PURPOSE").body("items.size()", equalTo(2));
        find("source=" + source + "&text=100%").body("items.size()", equalTo(0));
        find("source=" + source + "&status=REPLAYED").body("items.size()", equalTo(0));
        find("source=" + source + "&to=2020-01-01T00:00:00Z").body("items.size()", equalTo(0));
        find("source=" + source + "&from=2020-01-01T00:00:00Z").body("items.size()", equalTo(2));
        age.refresh();
        given().get("/q/metrics")
                .then()
                .body(containsString("kam_quarantine_parked{reason=\"REFUSED\"}"))
                .body(containsString("kam_quarantine_oldest_seconds"));
    }

    @Test
    void onlyWhoFeedsOrOperatesSeesPayloadsAndDecides() throws Exception {
        send("1", "refused-" + own);
        await().until(() -> parkedId("refused-" + own) != null);
        String id = parkedId("refused-" + own);
        as(Roles.INTEGRATION).get("/ops/quarantine/{id}", id).then().body("payload", containsString("bounced"));
        for (String role : List.of(Roles.FINANCE, Roles.SERVICE_DESK, Roles.KAM_DIRECTOR)) {
            as(role).get("/ops/quarantine/{id}", id)
                    .then()
                    .statusCode(200)
                    .body("detail", equalTo("refused on purpose"))
                    .body("headers.ce_subject", equalTo("refused-" + own))
                    .body("payload", nullValue());
            as(role).post("/ops/quarantine/{id}/replay", id).then().statusCode(403);
            correct(role, id, "{}").statusCode(403);
        }
        as(Roles.VIEWER).get("/ops/quarantine/summary").then().statusCode(403);
    }

    @Test
    void aCorrectionIsProcessedOnceAndKeptBesideTheOriginal() throws Exception {
        String broken = "{\"customer\":{\"system\":\"erp\",\"number\":\"1\"},\"paymentNumber\":\"P\"}";
        String good = broken.replace("\"P\"}", "\"P\",\"reversedOn\":\"2026-03-01\",\"reason\":\"b\"}");
        probe.sendRecord(REVERSED.topic(), own, headers("7", "bad-" + own), broken.getBytes(StandardCharsets.UTF_8));
        await().until(() -> parkedId("bad-" + own) != null);
        String id = parkedId("bad-" + own);
        correct(Roles.ADMIN, id, broken)
                .statusCode(422)
                .body("type", equalTo("urn:kam:problem:correction-refused"))
                .body("violations[0].field", equalTo("reversedOn"));
        admin().contentType("application/json")
                .body(Map.of("payload", good, "reason", "x", "headers", Map.of("ce_id", "8")))
                .post("/ops/quarantine/{id}/corrections", id)
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:kam:problem:another-event"));
        handler.breakOn("bad-" + own);
        correct(Roles.ADMIN, id, good).statusCode(422).body("type", equalTo("urn:kam:problem:correction-failed"));
        handler.mend();
        assertThat(seen()).isEmpty();
        correct(Roles.ADMIN, id, good)
                .statusCode(200)
                .body("status", equalTo("REPLAYED"))
                .body("corrections", equalTo(1))
                .body("decisionReason", equalTo("a test"));
        assertThat(seen()).containsExactly("7");
        correct(Roles.ADMIN, id, good).statusCode(409);
        admin().get("/ops/quarantine/{id}", id)
                .then()
                .body("payload", equalTo(broken))
                .body("history.payload", contains(good))
                .body("history[0].correctedBy", equalTo("otto"));
        as(Roles.FINANCE).get("/ops/quarantine/{id}", id).then().body("history[0].payload", nullValue());
        admin().queryParam("subject", "quarantine:" + id)
                .get("/ops/audit")
                .then()
                .body("items.action", contains("quarantine.corrected"));
    }

    @Test
    void aRecordWithoutAnIdGetsOneByItsCorrectionButNotOneThatWasTaken() throws Exception {
        send("1", "doc");
        awaitSeen("1");
        Map<String, String> anonymous = headers("1", "anonymous-" + own);
        anonymous.remove("ce_id");
        byte[] value = ContractJson.write(
                new PaymentReversed(new CustomerRef("erp", own), 0, "P", LocalDate.parse("2026-03-01"), "b"));
        probe.sendRecord(REVERSED.topic(), own, anonymous, value);
        await().until(() -> parkedId("anonymous-" + own) != null);
        String id = parkedId("anonymous-" + own);
        named(id, value, "1").statusCode(409).body("type", equalTo("urn:kam:problem:already-taken"));
        named(id, value, "2").statusCode(200).body("status", equalTo("REPLAYED"));
        assertThat(seen()).containsExactly("1", "2");
    }

    private ValidatableResponse named(String id, byte[] value, String eventId) {
        return admin().contentType("application/json")
                .body(Map.of(
                        "payload",
                        new String(value, StandardCharsets.UTF_8),
                        "reason",
                        "no id",
                        "headers",
                        Map.of("ce_id", eventId)))
                .post("/ops/quarantine/{id}/corrections", id)
                .then();
    }

    @Test
    void manyAreReplayedByFilterAndWhatStillFailsStaysWithItsReason() throws Exception {
        handler.breakOn("broken-" + own);
        for (int i = 0; i < 3; i++) {
            send("b" + i, "broken-" + own);
        }
        send("r", "refused-" + own);
        await().until(() -> parkedId("refused-" + own) != null);
        bulk(Map.of("source", "/erp/" + own)).body("attempted", equalTo(4)).body("parkedAgain", equalTo(4));
        find("source=/erp/" + own + "&reason=FAILED").body("items.size()", equalTo(3));
        handler.mend();
        String next = bulk(Map.of("source", "/erp/" + own, "limit", 2))
                .body("attempted", equalTo(2))
                .body("replayed", equalTo(2))
                .extract()
                .path("nextCursor");
        bulk(Map.of("source", "/erp/" + own, "limit", 2, "cursor", next))
                .body("attempted", equalTo(2))
                .body("replayed", equalTo(1))
                .body("parkedAgain", equalTo(1))
                .body("nextCursor", nullValue());
        assertThat(seen()).containsOnlyOnce("b0", "b1", "b2");
        admin().contentType("application/json")
                .body(Map.of("limit", 501))
                .post("/ops/quarantine/replays")
                .then()
                .statusCode(400);
    }

    private static ValidatableResponse bulk(Map<String, Object> request) {
        return admin().contentType("application/json")
                .body(request)
                .post("/ops/quarantine/replays")
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse correct(String role, String id, String payload) {
        return as(role).contentType("application/json")
                .body(Map.of("payload", payload, "reason", "a test"))
                .post("/ops/quarantine/{id}/corrections", id)
                .then();
    }

    private static ValidatableResponse find(String query) {
        return admin().get("/ops/quarantine?limit=500&" + query).then().statusCode(200);
    }

    private void send(String id, String subject) throws Exception {
        probe.sendRecord(REVERSED.topic(), own, headers(id, subject), value(id));
    }

    /// As if it had come from a partition that this topic does not have.
    private RawRecord record(int partition, String id, String subject) throws Exception {
        return new RawRecord(
                REVERSED.topic(), 100 + partition, 0, Instant.EPOCH, own, headers(id, subject), value(id), false);
    }

    private byte[] value(String id) throws Exception {
        return ContractJson.mapper()
                .writeValueAsBytes(new PaymentReversed(
                        new CustomerRef("erp", own), 0, "P-" + id, LocalDate.parse("2026-03-01"), "bounced"));
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
        return as(Roles.ADMIN);
    }

    private static io.restassured.specification.RequestSpecification as(String role) {
        return given().auth().oauth2(Tokens.of("otto", role));
    }
}
