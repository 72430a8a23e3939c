package org.kamsuite.receivables.dispute;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kamsuite.contracts.erp.DisputeReason;
import org.kamsuite.contracts.erp.InvoiceDisputed;
import org.kamsuite.contracts.erp.InvoiceIssued;
import org.kamsuite.contracts.receivables.DisputeOpened;
import org.kamsuite.contracts.receivables.DisputeSettled;
import org.kamsuite.contracts.receivables.OwnerDepartment;
import org.kamsuite.contracts.servicelevel.ServiceFailureDetected;
import org.kamsuite.contracts.servicelevel.ServiceFailureKind;
import org.kamsuite.platform.rest.Roles;
import org.kamsuite.receivables.Scenario;
import org.kamsuite.test.EventProbe;

@QuarkusTest
class DisputeFlowTest {

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private static String body(Scenario it, String invoice, String amount, String currency) {
        return """
                {"invoice":{"system":"%s","number":"%s"},"amount":{"amount":"%s","currency":"%s"},"reason":"PRI",
                "openedOn":"2026-04-02"}""".formatted(it.system(), it.number(invoice), amount, currency);
    }

    @Test
    void aPersonOpensAssignsAndEndsADispute() {
        Scenario it = Scenario.of("dispute-rest", "EUR");
        it.has(it.erp().invoice("1", "2026-03-01", "2026-03-31", "1000"));
        String path = "/v1/disputes/" + UUID.randomUUID();
        String body = body(it, "1", "250", "EUR");
        Scenario.as("desk", Roles.SERVICE_DESK)
                .body(body)
                .put(path)
                .then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .body("ownerDepartment", equalTo("PRICING"))
                .body("dueOn", equalTo("2026-04-12"))
                .body("currentDisputed.amount", equalTo("250.00"));
        Scenario.finance().body(body).put(path).then().statusCode(200);
        Scenario.finance().body(body(it, "1", "251", "EUR")).put(path).then().statusCode(409);

        // The ledger knows it, and nobody disputes more than is open.
        assertThat(Scenario.get("/v1/receivables/" + it.account() + "?asOf=2026-04-02")
                        .getString("disputedAmount.amount"))
                .isEqualTo("250.00");
        String other = "/v1/disputes/" + UUID.randomUUID();
        Scenario.finance()
                .body(body(it, "1", "750.01", "EUR"))
                .put(other)
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:kam:problem:dispute-exceeds-open"))
                .body("violations[0].field", equalTo("amount"));

        String assignment =
                "{\"ownerDepartment\":\"SALES\",\"owner\":\"kim\",\"dueOn\":\"2026-05-01\",\"note\":\"called\"}";
        Scenario.finance().body(assignment).put(path + "/assignment").then().statusCode(428);
        Scenario.finance()
                .header("If-Match", "\"7\"")
                .body(assignment)
                .put(path + "/assignment")
                .then()
                .statusCode(412);
        Scenario.as("kim", Roles.KEY_ACCOUNT_MANAGER)
                .header("If-Match", "\"1\"")
                .body(assignment)
                .put(path + "/assignment")
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("owner", equalTo("kim"));

        String end = """
                {"outcome":"PARTLY","creditedAmount":{"amount":"100","currency":"EUR"},"resolvedOn":"2026-04-10"}""";
        Scenario.finance()
                .body(end.replace("PARTLY", "REJECTED"))
                .put(path + "/resolution")
                .then()
                .statusCode(422);
        Scenario.finance()
                .body(end)
                .put(path + "/resolution")
                .then()
                .statusCode(201)
                .body("status", equalTo("RESOLVED"))
                .body("credited.amount", equalTo("100.00"))
                .body("withdrawn.amount", equalTo("150.00"))
                .body("daysOpen", equalTo(8));
        Scenario.finance().body(end).put(path + "/resolution").then().statusCode(200);
        Scenario.finance()
                .body("{\"outcome\":\"WITHDRAWN\"}")
                .put(path + "/resolution")
                .then()
                .statusCode(409);

        // What it was on a day before.
        JsonPath before = Scenario.get(path + "?asOf=2026-04-09");
        assertThat(before.getString("status")).isEqualTo("OPEN");
        assertThat(before.getString("currentDisputed.amount")).isEqualTo("250.00");
        assertThat(before.getString("owner")).isEqualTo("kim");
        assertThat(Scenario.get("/v1/disputes?accountId=" + it.account() + "&status=OPEN&asOf=2026-04-09&owner=kim")
                        .getList("items"))
                .hasSize(1);
        assertThat(Scenario.get("/v1/disputes?accountId=" + it.account() + "&status=OPEN")
                        .getList("items"))
                .isEmpty();
    }

    @Test
    void theErpsDisputesAreToldOnceAndExplained() {
        try (EventProbe probe = new EventProbe(bootstrapServers)) {
            Scenario it = Scenario.of("dispute-erp", "EUR");
            InvoiceIssued invoice = it.erp().invoice("1", "2026-03-01", "2026-03-31", "1000");
            InvoiceDisputed disputed = new InvoiceDisputed(
                    it.erp().customer(),
                    0,
                    it.number("D"),
                    it.number("1"),
                    LocalDate.parse("2026-04-02").atStartOfDay().toInstant(java.time.ZoneOffset.UTC),
                    new java.math.BigDecimal("300"),
                    DisputeReason.DEL);
            // The dispute comes before its invoice, over Kafka.
            probe.send(disputed);
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(Scenario.get("/v1/disputes?accountId=" + it.account())
                                    .getList("items"))
                            .hasSize(1));
            JsonPath unknown = Scenario.get("/v1/disputes?accountId=" + it.account());
            assertThat(unknown.getString("items[0].originalDisputed")).isNull();
            assertThat(unknown.getString("items[0].explanation")).isNotBlank();
            it.has(new InvoiceIssued(
                            invoice.customer(),
                            0,
                            invoice.invoiceNumber(),
                            java.util.List.of("SO-7"),
                            invoice.issueDate(),
                            invoice.dueDate(),
                            java.util.List.of(),
                            invoice.currency(),
                            invoice.netAmount(),
                            invoice.taxAmount(),
                            null,
                            invoice.payableAmount(),
                            null,
                            invoice.lines()))
                    .hears(
                            new ServiceFailureDetected(
                                    it.account(),
                                    "SO-7",
                                    "1",
                                    ServiceFailureKind.LATE,
                                    LocalDate.parse("2026-02-20"),
                                    6,
                                    null,
                                    null),
                            new ServiceFailureDetected(
                                    it.account(),
                                    "SO-7",
                                    "1",
                                    ServiceFailureKind.SHORT,
                                    LocalDate.parse("2026-02-20"),
                                    null,
                                    java.math.BigDecimal.TEN,
                                    null));
            it.has(it.erp().payment("P", "2026-04-05", "800", "1"), it.erp().creditNote("C", "2026-04-08", "150", "1"));
            DisputeOpened opened = probe.await(
                            DisputeOpened.class, event -> event.accountId().equals(it.account()))
                    .getLast();
            assertThat(opened.ownerDepartment()).isEqualTo(OwnerDepartment.LOGISTICS);
            assertThat(opened.amount().toString()).isEqualTo("300.00 EUR");

            JsonPath dispute = Scenario.get("/v1/disputes?accountId=" + it.account() + "&asOf=2026-04-20&overdue=true");
            assertThat(dispute.getList("items[0].causes.kind")).containsExactly("LATE");
            assertThat(dispute.getString("items[0].paid.amount")).isEqualTo("100.00");
            assertThat(dispute.getString("items[0].credited.amount")).isEqualTo("150.00");
            assertThat(dispute.getString("items[0].currentDisputed.amount")).isEqualTo("50.00");

            it.has(it.erp().resolved("D", "1", "300", "2026-04-22"));
            DisputeSettled settled = probe.await(
                            DisputeSettled.class, event -> event.accountId().equals(it.account()))
                    .getLast();
            assertThat(settled.daysToResolve()).isEqualTo(20);
            assertThat(settled.credited().toString()).isEqualTo("150.00 EUR");

            JsonPath metrics =
                    Scenario.get("/v1/disputes/metrics?accountId=" + it.account() + "&from=2026-03-01&to=2026-04-30");
            assertThat(metrics.getDouble("disputeRate")).isEqualTo(1);
            assertThat(metrics.getInt("all.valid")).isEqualTo(1);
            assertThat(metrics.getDouble("all.explainedShare")).isEqualTo(1);
            assertThat(metrics.getDouble("all.medianDaysToResolve")).isEqualTo(20);
            assertThat(metrics.getString("byOwner[0].key")).isEqualTo("LOGISTICS");
            assertThat(metrics.getString("byCurrency[0].withdrawn.amount")).isEqualTo("50.00");
            // 50 of 1000 open, 61 days
            assertThat(metrics.getDouble("byCurrency[0].dso")).isEqualTo(3.05);
            JsonPath then =
                    Scenario.get("/v1/disputes/metrics?accountId=" + it.account() + "&from=2026-03-01&to=2026-04-04");
            assertThat(then.getDouble("byCurrency[0].disputedShareOfOverdue")).isEqualTo(0.3);
            assertThat(then.getDouble("byCurrency[0].dsoWithoutDisputed")).isEqualTo(24.5);
        }
    }

    @Test
    void pagesAndTables() {
        Scenario it = Scenario.of("dispute-pages", "EUR");
        it.has(it.erp().invoice("1", "2026-03-01", "2026-03-31", "1000"));
        it.has(
                it.erp().disputed("A", "1", "10", "2026-04-01"),
                it.erp().disputed("B", "1", "20", "2026-04-02"),
                it.erp().disputed("C", "1", "30", "2026-04-02"));
        String path = "/v1/disputes?limit=2&scope=group&accountId=" + it.account();
        JsonPath first = Scenario.get(path);
        JsonPath second = Scenario.get(path + "&cursor=" + first.getString("nextCursor"));
        assertThat(first.getList("items")).hasSize(2);
        assertThat(second.<String>getList("items.number")).containsExactly(it.number("A"));
        assertThat(Scenario.as("anna", Roles.VIEWER)
                        .accept("text/csv")
                        .get("/v1/disputes?accountId=" + it.account())
                        .asString())
                .startsWith("disputeId,number")
                .contains(it.number("A") + "," + it.account() + ",sap-feature,dispute-pages")
                .contains("EUR,10.00,10.00,0.00");
        Scenario.as("anna", Roles.VIEWER)
                .get("/v1/disputes/metrics")
                .then()
                .statusCode(200)
                .body("all.opened", notNullValue());
    }

    @ParameterizedTest
    @CsvSource({
        "?status=CLOSED",
        "?reason=XYZ",
        "?limit=501",
        "?cursor=nonsense",
        "?cursor=MjAyNi0wMi0zMR8wMTk5YWFhYS0wMDAwLTcwMDAtODAwMC0wMDAwMDAwMDAwMDA",
        "/not-a-uuid",
        "/metrics?from=2026-02-01&to=2026-01-01"
    })
    void badParametersAreNamed(String query) {
        Scenario.as("anna", Roles.VIEWER).get("/v1/disputes" + query).then().statusCode(400);
    }

    @Test
    void whoMayDoWhat() {
        Scenario it = Scenario.of("dispute-roles", "EUR");
        it.has(it.erp().invoice("1", "2026-03-01", "2026-03-31", "1000"));
        String path = "/v1/disputes/" + UUID.randomUUID();
        given().get("/v1/disputes").then().statusCode(401);
        Scenario.as("eve", "stranger").get("/v1/disputes").then().statusCode(403);
        Scenario.as("anna", Roles.VIEWER)
                .body(body(it, "1", "1", "EUR"))
                .put(path)
                .then()
                .statusCode(403);
        Scenario.as("lee", Roles.KEY_ACCOUNT_MANAGER)
                .body(body(it, "1", "1", "EUR"))
                .put(path)
                .then()
                .statusCode(403);
        Scenario.finance().body(body(it, "9", "1", "EUR")).put(path).then().statusCode(422);
        Scenario.finance().body(body(it, "1", "1", "USD")).put(path).then().statusCode(422);
        Scenario.finance().body(body(it, "1", "0", "EUR")).put(path).then().statusCode(400);
        Scenario.finance()
                .body(body(it, "1", "1", "EUR").replace("PRI", "XXX"))
                .put(path)
                .then()
                .statusCode(400);
        Scenario.finance().body("{}").put(path).then().statusCode(400);
        Scenario.finance().get(path).then().statusCode(404);
        Scenario.finance()
                .body("{\"outcome\":\"ACCEPTED\"}")
                .put(path + "/resolution")
                .then()
                .statusCode(404);
    }
}
