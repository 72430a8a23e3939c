package org.kamsuite.receivables.provision;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.account.AccountClass;
import org.kamsuite.contracts.account.AccountKind;
import org.kamsuite.contracts.account.AccountRegistered;
import org.kamsuite.contracts.account.AccountState;
import org.kamsuite.contracts.erp.ErpEvent;
import org.kamsuite.contracts.erp.WriteOffPosted;
import org.kamsuite.contracts.receivables.ProvisionChanged;
import org.kamsuite.platform.rest.Roles;
import org.kamsuite.receivables.Documents;
import org.kamsuite.test.EventProbe;
import org.kamsuite.test.Tokens;

/// Matrix, assessment, run, posting, write-off and the next run, over Kafka and REST. The test has a currency and a
/// segment of its own, as runs are over all accounts.
@QuarkusTest
class ProvisionFlowTest {

    private static final String CURRENCY = "SGD";
    private static final String RATES = """
            {"validFrom":"2026-01-01","reason":"IFRS 9 IE12","buckets":[{"name":"current","lossRate":0.003},
            {"name":"1-30","fromDays":1,"lossRate":0.016},{"name":"31-60","fromDays":31,"lossRate":0.036},
            {"name":"61-90","fromDays":61,"lossRate":0.066},{"name":"over 90","fromDays":91,"lossRate":0.106}]}""";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private static RequestSpecification as(String name, String role) {
        return given().auth().oauth2(Tokens.of(name, role)).contentType("application/json");
    }

    private static RequestSpecification finance() {
        return as("fiona", Roles.FINANCE);
    }

    private static ValidatableResponse put(RequestSpecification who, String path, String body) {
        return who.body(body).put(path).then();
    }

    private UUID register(EventProbe probe, Documents documents, String segment) {
        UUID account = UUID.randomUUID();
        probe.send(new AccountRegistered(new AccountState(
                account,
                1,
                "Account " + documents.customer().number(),
                AccountKind.CUSTOMER,
                AccountClass.KEY,
                null,
                documents.currency(),
                "NO",
                null,
                null,
                segment,
                List.of(documents.customer()),
                List.of(),
                List.of("kim"),
                null,
                null)));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> finance().get("/v1/receivables/" + account).then().statusCode(200));
        return account;
    }

    private static void awaitOpen(UUID account, String asOf, String amount) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> finance()
                        .get("/v1/receivables/" + account + "?asOf=" + asOf)
                        .then()
                        .body("openAmount.amount", equalTo(amount)));
    }

    private static JsonPath run(String asOf) {
        return finance()
                .header("Idempotency-Key", UUID.randomUUID())
                .body("{\"asOf\":\"" + asOf + "\"}")
                .post("/v1/provision-runs")
                .then()
                .statusCode(201)
                .body("status", equalTo("CALCULATED"))
                .extract()
                .jsonPath();
    }

    private static void post(JsonPath run) {
        finance()
                .post("/v1/provision-runs/" + run.getString("runId") + "/posting")
                .then()
                .statusCode(200)
                .body("status", equalTo("POSTED"));
    }

    private static Map<String, Map<String, String>> rollForward(JsonPath run) {
        Map<String, Map<String, String>> parts =
                run.getMap("totals.find { it.currency == '" + CURRENCY + "' }.rollForward");
        BigDecimal sum = amount(parts, "opening")
                .add(amount(parts, "charge"))
                .subtract(amount(parts, "utilised"))
                .subtract(amount(parts, "released"))
                .add(amount(parts, "fx"));
        assertThat(sum).isEqualByComparingTo(amount(parts, "closing"));
        return parts;
    }

    private static BigDecimal amount(Map<String, Map<String, String>> parts, String part) {
        return new BigDecimal(parts.get(part).get("amount"));
    }

    @Test
    void aRunProvidesPostsAndRollsForward() {
        String segment = "industrial-" + UUID.randomUUID();
        Documents debtor = new Documents(new CustomerRef("sap-test", "prov-1"), CURRENCY);
        Documents judged = new Documents(new CustomerRef("sap-test", "prov-2"), CURRENCY);
        put(finance(), "/v1/provision-matrices/" + segment, RATES)
                .statusCode(201)
                .header("ETag", "\"1\"");
        put(finance(), "/v1/provision-matrices/" + segment, RATES)
                .statusCode(200)
                .header("ETag", "\"1\"");
        finance().body(RATES).put("/v1/provision-matrices/DEFAULT");

        try (EventProbe probe = new EventProbe(bootstrapServers)) {
            UUID account = register(probe, debtor, segment);
            UUID other = register(probe, judged, segment);
            probe.send(debtor.invoice("1", "2026-03-01", "2026-04-30", "15000000"));
            probe.send(debtor.invoice("2", "2026-02-01", "2026-03-10", "7500000"));
            probe.send(debtor.invoice("3", "2026-01-01", "2026-02-10", "4000000"));
            probe.send(debtor.invoice("4", "2025-12-01", "2026-01-10", "2500000"));
            probe.send(debtor.invoice("5", "2025-11-01", "2025-12-10", "1000000"));
            probe.send(judged.invoice("1", "2025-11-01", "2025-12-10", "1000.50"));
            awaitOpen(account, "2026-03-31", "30000000.00");
            awaitOpen(other, "2026-03-31", "1000.50");
            put(
                            finance(),
                            "/v1/provision-assessments/" + other,
                            "{\"rate\":0.5,\"reason\":\"Insolvency\",\"validFrom\":\"2026-03-01\"}")
                    .statusCode(201);

            JsonPath first = run("2026-03-31");
            Map<String, Map<String, String>> opened = rollForward(first);
            assertThat(amount(opened, "closing")).isEqualByComparingTo("580500.25");
            String totals = "totals.find { it.currency == 'SGD' }.";
            assertThat(first.getString(totals + "segments.find { it.method == 'MATRIX' }.allowance.amount"))
                    .isEqualTo("580000.00");
            assertThat(first.getString(totals + "segments.find { it.method == 'INDIVIDUAL' }.gross.amount"))
                    .isEqualTo("1000.50");
            assertThat(first.getList(
                            totals + "segments.find { it.method == 'MATRIX' }.buckets.allowance.amount", String.class))
                    .containsExactly("45000.00", "120000.00", "144000.00", "165000.00", "106000.00");
            post(first);
            post(first);
            probe.await(ProvisionChanged.class, event -> event.accountId().equals(account));

            String request = writeOff(account, debtor);
            awaitOpen(account, "2026-04-30", "29995000.00");

            JsonPath second = run("2026-04-30");
            Map<String, Map<String, String>> rolled = rollForward(second);
            assertThat(amount(rolled, "opening")).isEqualByComparingTo("580500.25");
            assertThat(amount(rolled, "utilised")).isEqualByComparingTo("5000");
            assertThat(second.getString("previousRunId")).isEqualTo(first.getString("runId"));

            // All of them add up to the totals.
            JsonPath rows = finance()
                    .get("/v1/provision-runs/" + second.getString("runId") + "/accounts?limit=500")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            List<String> closings =
                    rows.getList("items.findAll { it.currency == 'SGD' }.rollForward.closing.amount", String.class);
            assertThat(closings.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add))
                    .isEqualByComparingTo(amount(rolled, "closing"));
            finance()
                    .accept("text/csv")
                    .get("/v1/provision-runs/" + second.getString("runId") + "/accounts")
                    .then()
                    .statusCode(200)
                    .body(containsString(account.toString()));

            post(second);
            anythingIsProvidedForByItsBucket(probe, debtor, account);

            JsonPath derived = finance()
                    .get("/v1/provision-matrices/" + segment
                            + "/derived?from=2025-11-01&to=2026-03-31&unpaidAfterDays=30")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            assertThat(derived.getString("cohorts[0].sales.amount")).isEqualTo("30001000.50");
            assertThat(derived.getString("cohorts[0].neverPaid.amount")).isEqualTo("30001000.50");
            assertThat(derived.getString("cohorts[0].writtenOff.amount")).isEqualTo("5000.00");
            aWriteOffThatTheErpTakesBackIsOpenAgainAndGivesBackWhatItUsed(probe, debtor, request);
        }
    }

    private static void aWriteOffThatTheErpTakesBackIsOpenAgainAndGivesBackWhatItUsed(
            EventProbe probe, Documents debtor, String path) {
        JsonPath before = finance().get(path).jsonPath();
        assertThat(before.getString("request.posted.amount")).isEqualTo("5000.00");
        assertThat(before.getString("openAmount.amount")).isEqualTo("995000.00");
        probe.send(new WriteOffPosted(
                debtor.customer(),
                1,
                before.getString("request.documentNumber"),
                before.getString("request.invoiceNumber"),
                Instant.parse("2026-07-02T09:00:00Z"),
                BigDecimal.ZERO,
                "posted by mistake"));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> finance().get(path).then().body("openAmount.amount", equalTo("1000000.00")));
        JsonPath after = finance().get(path).jsonPath();
        // What was decided stays decided; what came of it is shown beside it.
        assertThat(after.getString("request.state")).isEqualTo("APPROVED");
        assertThat(after.getString("request.amount.amount")).isEqualTo("5000.00");
        assertThat(after.getString("request.posted.amount")).isEqualTo("0.00");
        assertThat(new BigDecimal(after.getString("allowance.rest.amount")))
                .isEqualByComparingTo(
                        new BigDecimal(before.getString("allowance.rest.amount")).add(new BigDecimal(5000)));
        // The run before had counted it.
        assertThat(amount(rollForward(run("2026-07-31")), "utilised")).isEqualByComparingTo("-5000");
        // It may be asked for anew.
        put(as("kim", Roles.KEY_ACCOUNT_MANAGER), "/v1/write-off-requests/" + UUID.randomUUID(), """
                        {"system":"sap-test","invoiceNumber":"%s","amount":{"amount":"1000000","currency":"SGD"},
                        "reason":"Quota paid","effectiveDate":"2026-07-03"}""".formatted(
                                before.getString("request.invoiceNumber")))
                .statusCode(201)
                .body("request.posted", nullValue());
    }

    /// Any documents: the account's allowance is that of its open items, and the movement closes.
    private static void anythingIsProvidedForByItsBucket(EventProbe probe, Documents debtor, UUID account) {
        Random random = new Random(7);
        List<ErpEvent> documents = new ArrayList<>();
        BigDecimal writtenOff = BigDecimal.ZERO;
        for (int i = 0; i < 40; i++) {
            String number = "r" + i;
            LocalDate issued = LocalDate.of(2026, 4, 1).plusDays(random.nextInt(70));
            BigDecimal amount = BigDecimal.valueOf(100 + random.nextInt(1_000_000), 2);
            BigDecimal part = BigDecimal.valueOf(1 + random.nextInt(100), 2);
            documents.add(debtor.invoice(
                    number,
                    issued.toString(),
                    issued.plusDays(random.nextInt(60)).toString(),
                    amount.toPlainString()));
            if (random.nextBoolean()) {
                documents.add(debtor.payment(
                        "p" + i, issued.plusDays(random.nextInt(90)).toString(), part.toPlainString(), number));
            }
            if (random.nextInt(4) == 0) {
                documents.add(debtor.writeOff(
                        "w" + i, number, "0.50", LocalDate.of(2026, 6, 20).toString()));
                writtenOff = writtenOff.add(new BigDecimal("0.50"));
            }
        }
        Collections.shuffle(documents, random);
        documents.add(debtor.payment("last", "2026-06-30", "0.01"));
        probe.send(documents);
        String items = "/v1/receivables/" + account + "/items?asOf=2026-06-30&limit=500";
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> finance()
                        .get(items)
                        .then()
                        .body("items.number", hasItem(debtor.customer().number() + "-last")));
        BigDecimal expected = BigDecimal.ZERO;
        for (Map<String, Object> item : finance().get(items).jsonPath().<Map<String, Object>>getList("items")) {
            if (item.get("dueDate") != null) {
                int late = (Integer) item.get("daysPastDue");
                String rate = late <= 0
                        ? "0.003"
                        : late <= 30 ? "0.016" : late <= 60 ? "0.036" : late <= 90 ? "0.066" : "0.106";
                expected = expected.add(new BigDecimal((String) ((Map<?, ?>) item.get("open")).get("amount"))
                        .multiply(new BigDecimal(rate)));
            }
        }
        JsonPath third = run("2026-06-30");
        Map<String, Map<String, String>> rolled = rollForward(third);
        assertThat(amount(rolled, "utilised")).isEqualByComparingTo(writtenOff);
        post(third);
        JsonPath allowance = finance()
                .get("/v1/receivables/" + account + "/allowance")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(new BigDecimal(allowance.getString("rows[0].allowance.amount")))
                .isEqualByComparingTo(expected);
        assertThat(allowance.getString("runId")).isEqualTo(third.getString("runId"));
        assertThat(allowance.getString("writtenOffSince[0].amount")).isEqualTo("0.00");
    }

    private static String writeOff(UUID account, Documents debtor) {
        String path = "/v1/write-off-requests/" + UUID.randomUUID();
        String body = """
                {"system":"sap-test","invoiceNumber":"%s-5","amount":{"amount":"5000","currency":"SGD"},
                "reason":"Quota paid","effectiveDate":"2026-04-15"}""".formatted(debtor.customer().number());
        put(as("kevin", Roles.KEY_ACCOUNT_MANAGER), path, body).statusCode(403);
        put(as("anna", Roles.VIEWER), path, body).statusCode(403);
        put(finance(), path, body.replace("5000\"", "1000000.01\"")).statusCode(422);
        put(finance(), path, body.replace("SGD", "EUR")).statusCode(422);
        put(as("kim", Roles.KEY_ACCOUNT_MANAGER), path, body)
                .statusCode(201)
                .body("request.state", equalTo("REQUESTED"))
                .body("openAmount.amount", equalTo("1000000.00"))
                .body("allowance.rest.amount", equalTo("580000.00"));
        put(as("kim", Roles.KEY_ACCOUNT_MANAGER), path, body).statusCode(200);

        String decision = "{\"decision\":\"APPROVED\"}";
        put(as("kim", Roles.KEY_ACCOUNT_MANAGER), path + "/decision", decision).statusCode(403);
        put(as("arne", Roles.ADMIN), path + "/decision", decision).statusCode(428);
        put(as("kim", Roles.ADMIN).header("If-Match", "\"1\""), path + "/decision", decision)
                .statusCode(403);
        put(as("arne", Roles.ADMIN).header("If-Match", "\"1\""), path + "/decision", decision)
                .statusCode(200)
                .body("request.documentNumber", notNullValue())
                .body("openAmount.amount", equalTo("995000.00"))
                .body("allowance.rest.amount", equalTo("575000.00"));
        put(as("arne", Roles.ADMIN), path + "/decision", "{\"decision\":\"REJECTED\"}")
                .statusCode(409);
        finance()
                .get("/v1/write-off-requests?accountId=" + account)
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(1))
                .body("items[0].state", equalTo("APPROVED"))
                .body("items[0].posted.amount", equalTo("5000.00"));
        return path;
    }

    @Test
    void aWriteOffWithoutAllowanceMustBeAskedForAsACharge() {
        Documents debtor = new Documents(new CustomerRef("sap-test", "prov-3"), "EUR");
        try (EventProbe probe = new EventProbe(bootstrapServers)) {
            UUID account = register(probe, debtor, null);
            probe.send(debtor.invoice("1", "2026-03-01", "2026-04-30", "100"));
            awaitOpen(account, "2026-05-01", "100.00");
            String path = "/v1/write-off-requests/" + UUID.randomUUID();
            String body = """
                    {"system":"sap-test","invoiceNumber":"prov-3-1","amount":{"amount":"60","currency":"EUR"},
                    "reason":"Quota paid","effectiveDate":"2026-05-01"}""";
            String decision = "{\"decision\":\"APPROVED\"}";
            put(as("kim", Roles.KEY_ACCOUNT_MANAGER), path, body)
                    .statusCode(201)
                    .body("request.requiredRole", equalTo("finance"));
            put(finance().header("If-Match", "\"1\""), path + "/decision", decision)
                    .statusCode(422)
                    .body("type", equalTo("urn:kam:problem:allowance-insufficient"));
            String charged = body.replace("}\n", "}").replace("\"reason\"", "\"chargeRest\":true,\"reason\"");
            put(as("kim", Roles.KEY_ACCOUNT_MANAGER).header("If-Match", "\"1\""), path, charged)
                    .statusCode(200)
                    .body("request.version", equalTo(2));
            put(finance().header("If-Match", "\"2\""), path + "/decision", decision)
                    .statusCode(200);
            awaitOpen(account, "2026-05-01", "40.00");
            // A later payment of the whole invoice is taken: what was written off is recovered, not a credit.
            probe.send(debtor.payment("p1", "2026-06-01", "100", "1"));
            awaitOpen(account, "2026-06-01", "0.00");
            finance()
                    .get("/v1/receivables/" + account + "?asOf=2026-06-01")
                    .then()
                    .body("balance.amount", equalTo("0.00"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/provision-matrices/x | {}",
                "/v1/provision-matrices/x | {\"validFrom\":\"2026-01-01\",\"reason\":\"r\",\"buckets\":[]}",
                "/v1/provision-matrices/x | {\"validFrom\":\"2026-01-01\",\"reason\":\"r\",\"buckets\":[{\"name\":\"a\",\"lossRate\":1.5}]}",
                "/v1/provision-matrices/x | {\"validFrom\":\"2026-01-01\",\"reason\":\"r\",\"forwardFactor\":2,\"buckets\":[{\"name\":\"a\",\"lossRate\":0.5}]}",
                "/v1/provision-matrices/x | {\"validFrom\":\"2026-01-01\",\"reason\":\"r\",\"buckets\":[{\"name\":\"a\",\"lossRate\":0.5},{\"name\":\"b\",\"lossRate\":0.5}]}"
            })
    void aMatrixThatBreaksARuleIsRefused(String path, String body) {
        put(finance(), path, body).statusCode(422);
        put(as("anna", Roles.VIEWER), path, body).statusCode(403);
        given().contentType("application/json").body(body).put(path).then().statusCode(401);
    }

    @Test
    void aRunIsGivenOncePerKeyAndNotForTomorrow() {
        String key = UUID.randomUUID().toString();
        String body = "{\"asOf\":\"2020-01-31\"}";
        String id = finance()
                .header("Idempotency-Key", key)
                .body(body)
                .post("/v1/provision-runs")
                .then()
                .statusCode(201)
                .extract()
                .path("runId");
        finance()
                .header("Idempotency-Key", key)
                .body(body)
                .post("/v1/provision-runs")
                .then()
                .statusCode(201)
                .body("runId", equalTo(id));
        finance()
                .body("{\"asOf\":\"2199-01-01\"}")
                .post("/v1/provision-runs")
                .then()
                .statusCode(422);
        as("anna", Roles.VIEWER).body(body).post("/v1/provision-runs").then().statusCode(403);
        finance().get("/v1/provision-runs/" + UUID.randomUUID()).then().statusCode(404);
        finance()
                .body(
                        "{\"buckets\":[{\"gross\":{\"amount\":\"15000000\",\"currency\":\"EUR\"},\"lossRate\":\"0.003\"}]}")
                .post("/v1/provision-calculations")
                .then()
                .statusCode(200)
                .body("total", equalTo(45000));
    }
}
