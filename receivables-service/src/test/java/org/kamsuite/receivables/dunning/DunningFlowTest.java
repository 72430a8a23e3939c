package org.kamsuite.receivables.dunning;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.kamsuite.contracts.account.AccountClass;
import org.kamsuite.contracts.receivables.DunningChannel;
import org.kamsuite.contracts.receivables.DunningStepDue;
import org.kamsuite.platform.rest.Roles;
import org.kamsuite.receivables.Scenario;
import org.kamsuite.test.EventProbe;

@QuarkusTest
class DunningFlowTest {

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private static String daysAgo(int days) {
        return LocalDate.now(ZoneOffset.UTC).minusDays(days).toString();
    }

    private static JsonPath steps(Scenario it, String query) {
        return Scenario.get("/v1/dunning-steps?accountId=" + it.account() + query);
    }

    private static void awaitSteps(Scenario it, String query, int count) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(steps(it, query).getList("items")).hasSize(count));
    }

    @Test
    void whereDunningStoodIsShownAsItWasKnown() {
        Scenario it = Scenario.of("dunning-known", "EUR");
        Instant before = Instant.now();
        it.has(it.erp().invoice("1", daysAgo(70), daysAgo(40), "1000"));
        awaitSteps(it, "&open=true", 1);
        String step = steps(it, "").getString("items[0].stepId");
        Instant proposed = Instant.now();
        Scenario.finance()
                .header("If-Match", "\"1\"")
                .body("{\"status\":\"COMPLETED\"}")
                .put("/v1/dunning-steps/" + step)
                .then()
                .statusCode(200);
        // Disputed a month ago, told only now.
        it.has(it.erp().disputed("D", "1", "400", daysAgo(30)));
        Instant completed = Instant.now();
        it.has(it.erp().payment("P", daysAgo(5), "700", "1"));

        String path = "/v1/receivables/" + it.account() + "/dunning";
        assertThat(Scenario.get(path + "?knownAt=" + before).getList("invoices"))
                .isEmpty();
        JsonPath first = Scenario.get(path + "?knownAt=" + proposed);
        assertThat(first.getString("knownAt")).isEqualTo(proposed.toString());
        assertThat(first.getString("invoices[0].pendingStepId")).isEqualTo(step);
        assertThat(first.getInt("invoices[0].passedLevel")).isZero();
        assertThat(first.getString("invoices[0].dunnable.amount")).isEqualTo("1000.00");
        JsonPath second = Scenario.get(path + "?knownAt=" + completed);
        assertThat(second.getString("invoices[0].pendingStepId")).isNull();
        assertThat(second.getInt("invoices[0].passedLevel")).isEqualTo(1);
        assertThat(second.getString("invoices[0].dunnable.amount")).isEqualTo("600.00");
        assertThat(Scenario.get(path).getString("invoices[0].overdue.amount")).isEqualTo("300.00");
        // On that day nobody had been reminded of anything.
        JsonPath past = Scenario.get(path + "?asOf=" + daysAgo(20));
        assertThat(past.getString("invoices[0].daysPastDue")).isEqualTo("20");
        assertThat(past.getInt("invoices[0].passedLevel")).isZero();
        assertThat(past.getString("invoices[0].pendingStepId")).isNull();
        assertThat(past.getString("invoices[0].overdue.amount")).isEqualTo("1000.00");
        Object now = Scenario.get(path).get("invoices");
        assertThat(Scenario.get(path + "?knownAt=" + Instant.now()).<Object>get("invoices"))
                .isEqualTo(now);
        assertThat(Scenario.get(path + "?asOf=" + daysAgo(0)).<Object>get("invoices"))
                .isEqualTo(now);
    }

    @Test
    void aKeyAccountsManagerActsBeforeALetterIsDue() {
        try (EventProbe probe = new EventProbe(bootstrapServers)) {
            Scenario it = Scenario.of("dunning-key", "EUR");
            it.has(
                    it.erp().invoice("1", daysAgo(70), daysAgo(40), "1000"),
                    it.erp().invoice("2", daysAgo(70), daysAgo(40), "500"),
                    it.erp().invoice("3", daysAgo(70), daysAgo(40), "300"),
                    it.erp().disputed("D", "1", "400", daysAgo(30)),
                    it.erp().disputed("D2", "2", "500", daysAgo(30)),
                    it.erp()
                            .promise(
                                    "P",
                                    "3",
                                    "300",
                                    LocalDate.now(ZoneOffset.UTC).plusDays(5).toString(),
                                    daysAgo(1)));
            DunningStepDue due = probe.await(
                            DunningStepDue.class, event -> event.accountId().equals(it.account()))
                    .getLast();
            assertThat(due.channel()).isEqualTo(DunningChannel.TASK);
            assertThat(due.amount().toString()).isEqualTo("600.00 EUR");
            assertThat(due.documents()).containsExactly(it.number("1"));

            JsonPath state = Scenario.get("/v1/receivables/" + it.account() + "/dunning");
            assertThat(state.getString("policy")).isEqualTo("KEY");
            assertThat(state.<List<String>>getList("invoices.suppressedBy"))
                    .containsExactlyInAnyOrder(List.of("DISPUTE"), List.of("DISPUTE"), List.of("PROMISE"));

            String path = "/v1/dunning-steps/" + steps(it, "&open=true").getString("items[0].stepId");
            given().get(path).then().statusCode(401);
            Scenario.as("anna", Roles.VIEWER)
                    .body("{\"status\":\"SKIPPED\"}")
                    .put(path)
                    .then()
                    .statusCode(403);
            Scenario.as("lee", Roles.KEY_ACCOUNT_MANAGER)
                    .header("If-Match", "\"1\"")
                    .body("{\"status\":\"COMPLETED\"}")
                    .put(path)
                    .then()
                    .statusCode(403);
            Scenario.finance()
                    .body("{\"status\":\"COMPLETED\"}")
                    .put(path)
                    .then()
                    .statusCode(428);
            Scenario.finance()
                    .header("If-Match", "\"1\"")
                    .body("{\"status\":\"SKIPPED\"}")
                    .put(path)
                    .then()
                    .statusCode(422);
            Scenario.finance()
                    .header("If-Match", "\"1\"")
                    .body("{\"status\":\"OBSOLETE\"}")
                    .put(path)
                    .then()
                    .statusCode(400);
            Scenario.as("kim", Roles.KEY_ACCOUNT_MANAGER)
                    .header("If-Match", "\"1\"")
                    .body(
                            "{\"status\":\"COMPLETED\",\"reason\":\"called\",\"claimed\":{\"amount\":\"40\",\"currency\":\"EUR\"}}")
                    .put(path)
                    .then()
                    .statusCode(200)
                    .header("ETag", "\"2\"")
                    .body("decidedBy", equalTo("kim"))
                    .body("open", equalTo(true));

            // Paid, but what was claimed besides is open still.
            it.has(it.erp().payment("Z", daysAgo(0), "1000", "1"));
            assertThat(steps(it, "&open=true").getList("items")).hasSize(1);
            Scenario.finance()
                    .header("If-Match", "\"2\"")
                    .body(
                            "{\"status\":\"COMPLETED\",\"reason\":\"called\",\"claimed\":{\"amount\":\"40\",\"currency\":\"EUR\"},"
                                    + "\"claimSettledOn\":\"" + daysAgo(0) + "\"}")
                    .put(path)
                    .then()
                    .statusCode(200)
                    .body("open", equalTo(false));
            Scenario.finance()
                    .header("If-Match", "\"3\"")
                    .body("{\"status\":\"SKIPPED\",\"reason\":\"x\"}")
                    .put(path)
                    .then()
                    .statusCode(409);
            assertThat(Scenario.as("anna", Roles.VIEWER)
                            .accept("text/csv")
                            .get("/v1/dunning-steps?accountId=" + it.account())
                            .asString())
                    .contains("Account dunning-key,1,TASK")
                    .contains("EUR,600.00,dunning-key-1,COMPLETED,called,kim");
        }
    }

    @Test
    void aPaidStepBecomesObsoleteAndLettersAreForFinance() {
        Scenario it = Scenario.of("dunning-regular", "EUR", AccountClass.REGULAR);
        it.has(it.erp().invoice("1", daysAgo(40), daysAgo(10), "1000"));
        awaitSteps(it, "&status=PROPOSED&channel=REMINDER", 1);
        it.has(it.erp().payment("P", daysAgo(0), "1000", "1"));
        awaitSteps(it, "&status=OBSOLETE", 1);
        it.has(it.erp().reversed("P", daysAgo(0)));
        // What bounced is reminded of again.
        awaitSteps(it, "&status=PROPOSED", 1);
        JsonPath page = steps(it, "&limit=1");
        assertThat(steps(it, "&limit=1&cursor=" + page.getString("nextCursor")).getList("items"))
                .hasSize(1);
    }

    @Test
    void policiesAreOfTiersAndClasses() {
        assertThat(Scenario.get("/v1/dunning-policies").<String>getList("accountGroup"))
                .contains("KEY", "REGULAR");
        String path = "/v1/dunning-policies/STRATEGIC";
        String policy = """
                {"levels":[{"level":1,"channel":"TASK","daysPastDue":10},{"level":2,"channel":"TASK","daysPastDue":30}],
                "minimumGapDays":14}""";
        Scenario.as("kim", Roles.KEY_ACCOUNT_MANAGER)
                .body(policy)
                .put(path)
                .then()
                .statusCode(403);
        Scenario.finance().body(policy).put(path).then().statusCode(201);
        Scenario.finance().body(policy).put(path).then().statusCode(200).header("ETag", "\"1\"");
        Scenario.finance().body(policy.replace("14}", "7}")).put(path).then().statusCode(428);
        Scenario.finance()
                .header("If-Match", "\"1\"")
                .body(policy.replace("14}", "7}"))
                .put(path)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"");
        Scenario.finance().body(policy.replace("30", "10")).put(path).then().statusCode(422);
        Scenario.finance().body(policy.replace("TASK", "CALL")).put(path).then().statusCode(400);
        Scenario.finance()
                .body("{\"levels\":[],\"minimumGapDays\":1}")
                .put(path)
                .then()
                .statusCode(400);
        Scenario.as("anna", Roles.VIEWER)
                .get("/v1/dunning-policies/NONE")
                .then()
                .statusCode(404);
    }
}
