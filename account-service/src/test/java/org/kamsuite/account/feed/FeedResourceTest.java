package org.kamsuite.account.feed;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kamsuite.platform.rest.Roles;
import org.kamsuite.test.Tokens;

/// ERP events over HTTP: on Kafka before the answer, or refused with the reason, or nothing.
@QuarkusTest
class FeedResourceTest {

    private static final String ONE = "application/cloudevents+json";
    private static final String MANY = "application/cloudevents-batch+json";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    Pressure pressure;

    @Inject
    FeedLimits limits;

    /// Each test is its own ERP.
    private final String system = "erp-" + UUID.randomUUID();

    @Test
    void anEventIsOnItsTopicKeyedByItsCustomerBeforeTheAnswer() {
        post(ONE, reversed("1", "\"2026-03-01\""))
                .statusCode(200)
                .body("accepted", equalTo(1))
                .body("results[0].index", equalTo(0))
                .body("results[0].id", equalTo("1"))
                .body("results[0].source", equalTo("/erp/" + system))
                .body("results[0].status", equalTo("ACCEPTED"))
                .body("results[0].reason", nullValue());
        var records = onTopic("erp.payments");
        assertThat(records).hasSize(1);
        assertThat(records.getFirst().key()).isEqualTo(system + ":7");
        assertThat(records.getFirst().value()).contains("\"extension\":1.50", "\"id\":\"1\"");
        assertThat(header(records.getFirst(), "content-type")).startsWith(ONE);
    }

    @Test
    void aCustomerThatCameOverHttpIsAnAccountOnceHoweverOftenItIsSent() {
        String customer = customer("c", "1");
        String batch = "[" + customer + "," + customer + "]";
        post(MANY, batch).statusCode(200).body("accepted", equalTo(2)).body("rejected", equalTo(0));
        post(MANY, batch).statusCode(200).body("accepted", equalTo(2));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> byReference("1").statusCode(200));
        post(MANY, "[" + customer("d", "2") + "]").statusCode(200);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> byReference("2").statusCode(200));
        // The second customer came behind all copies of the first one; which were one event.
        byReference("1").body("version", equalTo(1));
    }

    @Test
    void aMixedBatchTellsOfEachEventInOrder() {
        post(
                        MANY,
                        "["
                                + String.join(
                                        ",",
                                        reversed("ok", "\"2026-03-01\""),
                                        reversed("bad", "\"31.03.2026\""),
                                        "{\"specversion\":\"1.0\",\"id\":\"anonymous\"}",
                                        "42",
                                        reversed("type", "\"2026-03-01\"")
                                                .replace("erp.payment.reversed.v1", "erp.payment.pledged.v9"),
                                        customer("last", "9"))
                                + "]")
                .statusCode(200)
                .body("accepted", equalTo(2))
                .body("rejected", equalTo(4))
                .body("results", hasSize(6))
                .body("results.index", equalTo(List.of(0, 1, 2, 3, 4, 5)))
                .body(
                        "results.status",
                        equalTo(List.of("ACCEPTED", "REJECTED", "REJECTED", "REJECTED", "REJECTED", "ACCEPTED")))
                .body("results[1].reason", equalTo("INVALID"))
                .body("results[1].violations[0].field", equalTo("data.reversedOn"))
                .body("results[1].violations[0].message", containsString("ISO date"))
                .body("results[2].reason", equalTo("MALFORMED"))
                .body("results[2].id", equalTo("anonymous"))
                .body("results[3].reason", equalTo("MALFORMED"))
                .body("results[4].detail", containsString("there is no event type erp.payment.pledged.v9"));
        assertThat(onTopic("erp.payments")).hasSize(1);
        assertThat(onTopic("erp.customers")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            application/cloudevents+json       | {                      | 400 | not valid JSON
            application/cloudevents+json       | []                     | 400 | JSON object
            application/cloudevents+json       | {} {}                  | 400 | something follows
            application/cloudevents+json       | {}                     | 422 | no data
            application/cloudevents-batch+json | {}                     | 400 | JSON array
            application/cloudevents-batch+json | [                      | 400 | not valid JSON
            application/cloudevents-batch+json | [{},                   | 400 | not valid JSON
            application/cloudevents-batch+json | [] []                  | 400 | something follows
            application/json                   | {}                     | 415 | media type
            """)
    void whatIsNoEventIsAProblem(String mediaType, String body, int status, String detail) {
        post(mediaType, body)
                .statusCode(status)
                .contentType("application/problem+json")
                .body("detail", containsString(detail));
    }

    @Test
    void aSingleEventThatBreaksTheContractIsUnprocessable() {
        post(ONE, reversed("1", "5"))
                .statusCode(422)
                .body("type", equalTo("urn:kam:problem:event-rejected"))
                .body("violations[0].field", equalTo("data.reversedOn"));
        assertThat(onTopic("erp.payments")).isEmpty();
    }

    @Test
    void anErpDoesNotTellWhatAServiceTells() {
        post(ONE, """
                {"specversion":"1.0","id":"1","source":"/erp/x","type":"kam.receivables.payment-drift-cleared.v1",
                 "data":{"accountId":"01977a3e-5b1c-7c1e-9f00-3c5d2a104711","clearedOn":"2026-03-01"}}""").statusCode(422).body("detail", containsString("not by an ERP"));
    }

    @Test
    void sizesAreBounded() {
        String large = reversed("1", "\"2026-03-01\"").replace("bounced", "x".repeat(300_000));
        post(ONE, large)
                .statusCode(413)
                .contentType("application/problem+json")
                .body("detail", containsString("262144"));
        post(MANY, "[" + large + "," + reversed("2", "\"2026-03-01\"") + "]")
                .statusCode(200)
                .body("results.status", equalTo(List.of("REJECTED", "ACCEPTED")));
        String many = IntStream.rangeClosed(0, 1000).mapToObj(_ -> "{}").collect(Collectors.joining(",", "[", "]"));
        post(MANY, many).statusCode(422).body("type", equalTo("urn:kam:problem:batch-too-large"));
        post(ONE, " ".repeat(limits.maxBodyBytes() + 1)).statusCode(413).contentType("application/problem+json");
        post(ONE, " ".repeat(10 << 20)).statusCode(413).contentType("application/problem+json");
    }

    @Test
    void aFullBatchIsTakenWithAllItsAcknowledgements() {
        String batch = IntStream.range(0, 1000)
                .mapToObj(i -> reversed("full-" + i, "\"2026-03-01\""))
                .collect(Collectors.joining(",", "[", "]"));
        post(MANY, batch).statusCode(200).body("accepted", equalTo(1000));
        List<String> arrived = onTopic("erp.payments").stream()
                .map(kafka -> kafka.value().replaceFirst("(?s).*\"id\":\"(full-[0-9]+)\".*", "$1"))
                .toList();
        assertThat(arrived)
                .containsExactlyElementsOf(
                        IntStream.range(0, 1000).mapToObj(i -> "full-" + i).toList());
    }

    @Test
    void onlyIntegrationAndAdminFeed() {
        given().contentType(ONE).body("{}").post("/v1/erp-events").then().statusCode(401);
        for (String role : List.of(Roles.VIEWER, Roles.FINANCE, Roles.KAM_DIRECTOR, Roles.SERVICE_DESK)) {
            as(role, ONE, reversed("1", "\"2026-03-01\"")).statusCode(403);
        }
        as(Roles.ADMIN, ONE, reversed("1", "\"2026-03-01\"")).statusCode(200);
    }

    @Test
    void underPressureTheClientIsToldToComeAgainAndNothingIsTaken() {
        try (var _ = pressure.events(limits.inFlightEvents())) {
            post(ONE, reversed("1", "\"2026-03-01\""))
                    .statusCode(429)
                    .header("Retry-After", equalTo("1"))
                    .contentType("application/problem+json");
        }
        assertThat(onTopic("erp.payments")).isEmpty();
        post(ONE, reversed("1", "\"2026-03-01\"")).statusCode(200);
    }

    @Test
    void whileKafkaIsAwayNothingIsTaken() {
        QuarkusMock.installMockForType(FeedProducerTest.withoutBroker(), FeedProducer.class);
        post(MANY, "[" + reversed("1", "\"2026-03-01\"") + ",42]")
                .statusCode(503)
                .header("Retry-After", equalTo("5"))
                .contentType("application/problem+json")
                .body("results", nullValue());
    }

    @Test
    void whenKafkaGoesAwayWithinABatchEachEventSaysWhetherItIsThere() {
        QuarkusMock.installMockForType(new Interrupted(), FeedProducer.class);
        post(MANY, "[" + reversed("1", "\"2026-03-01\"") + ",42," + reversed("2", "\"2026-03-01\"") + "]")
                .statusCode(503)
                .header("Retry-After", equalTo("5"))
                .contentType("application/problem+json")
                .body("type", equalTo("urn:kam:problem:unavailable"))
                .body("results.status", equalTo(List.of("ACCEPTED", "REJECTED", "UNACKNOWLEDGED")));
    }

    /// Acknowledges the first event only.
    static class Interrupted extends FeedProducer {
        Interrupted() {
            super("", "", Duration.ZERO, Duration.ZERO);
        }

        @Override
        BitSet send(List<Message> messages) {
            BitSet first = new BitSet();
            first.set(0);
            return first;
        }
    }

    private String reversed(String id, String reversedOn) {
        return """
                {"specversion":"1.0","id":"%s","source":"/erp/%s","type":"erp.payment.reversed.v1","subject":"P-1",
                 "time":"2026-03-02T09:15:00Z","extension":1.50,
                 "data":{"customer":{"system":"%s","number":"7"},"paymentNumber":"P-1","reversedOn":%s,
                  "reason":"bounced"}}""".formatted(id, system, system, reversedOn);
    }

    private String customer(String id, String number) {
        return """
                {"specversion":"1.0","id":"%s","source":"/erp/%s","type":"erp.customer.registered.v1",
                 "time":"%s","data":{"customer":{"system":"%s","number":"%s"},"name":"Over HTTP","country":"DE",
                  "currency":"EUR"}}""".formatted(id, system, Instant.parse("2026-03-02T09:15:00Z"), system, number);
    }

    private ValidatableResponse byReference(String number) {
        return given().auth()
                .oauth2(Tokens.of("anna", Roles.VIEWER))
                .get("/v1/accounts/by-reference/{system}/{number}", system, number)
                .then();
    }

    private static ValidatableResponse post(String mediaType, String body) {
        return as(Roles.INTEGRATION, mediaType, body);
    }

    private static ValidatableResponse as(String role, String mediaType, String body) {
        return given().config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .encodeContentTypeAs(ONE, ContentType.TEXT)
                                .encodeContentTypeAs(MANY, ContentType.TEXT)))
                .auth()
                .oauth2(Tokens.of("erp", role))
                .contentType(mediaType)
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post("/v1/erp-events")
                .then();
    }

    /// What another consumer finds of this test's ERP.
    private List<ConsumerRecord<String, String>> onTopic(String topic) {
        List<ConsumerRecord<String, String>> found = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrapServers),
                new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
                for (var kafka : consumer.poll(Duration.ofMillis(200))) {
                    if (kafka.key() != null && kafka.key().startsWith(system + ":")) {
                        found.add(kafka);
                    }
                }
            }
        }
        return found;
    }

    private static String header(ConsumerRecord<String, String> kafka, String name) {
        return new String(kafka.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
