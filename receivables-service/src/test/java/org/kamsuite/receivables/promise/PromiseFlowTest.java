package org.kamsuite.receivables.promise;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.kamsuite.contracts.receivables.PromiseEvaluated;
import org.kamsuite.contracts.receivables.PromiseStatus;
import org.kamsuite.platform.rest.Roles;
import org.kamsuite.receivables.Scenario;
import org.kamsuite.test.EventProbe;

@QuarkusTest
class PromiseFlowTest {

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private static String body(Scenario it, String invoice, String amount) {
        return """
                {"system":"%s","invoiceNumbers":["%s"],"amount":{"amount":"%s","currency":"EUR"},
                "promisedDate":"2026-04-15","madeOn":"2026-04-02"}""".formatted(it.system(), it.number(invoice), amount);
    }

    @Test
    void promisesAreJudgedByPaymentsAndToldOnce() {
        try (EventProbe probe = new EventProbe(bootstrapServers)) {
            Scenario it = Scenario.of("promise", "EUR");
            it.has(
                    it.erp().invoice("1", "2026-03-01", "2026-03-31", "1000"),
                    it.erp().invoice("2", "2026-03-01", "2026-03-31", "500"),
                    it.erp().promise("A", "1", "400", "2026-04-10", "2026-04-01"),
                    it.erp().promise("B", "2", "500", "2026-04-10", "2026-04-01"),
                    it.erp().payment("P", "2026-04-13", "400", "1"));
            PromiseEvaluated kept = probe.await(
                            PromiseEvaluated.class,
                            event -> event.promiseNumber().equals(it.number("A")))
                    .getLast();
            assertThat(kept.status()).isEqualTo(PromiseStatus.KEPT);
            assertThat(kept.amount().toString()).isEqualTo("400.00 EUR");
            assertThat(probe.await(
                                    PromiseEvaluated.class,
                                    event -> event.promiseNumber().equals(it.number("B")))
                            .getLast()
                            .status())
                    .isEqualTo(PromiseStatus.BROKEN);

            String path = "/v1/promises?accountId=" + it.account();
            assertThat(Scenario.get(path + "&asOf=2026-04-12&status=OPEN").getList("items"))
                    .hasSize(2);
            JsonPath then = Scenario.get(path + "&asOf=2026-04-13&status=KEPT");
            assertThat(then.<String>getList("items.number")).containsExactly(it.number("A"));
            assertThat(then.getString("items[0].deadline")).isEqualTo("2026-04-13");
            assertThat(then.getString("items[0].evaluatedOn")).isEqualTo("2026-04-13");
            assertThat(then.<String>getList("items[0].invoiceNumbers")).containsExactly(it.number("1"));
            JsonPath first = Scenario.get(path + "&limit=1");
            assertThat(Scenario.get(path + "&limit=1&cursor=" + first.getString("nextCursor"))
                            .getList("items"))
                    .hasSize(1);
            assertThat(Scenario.as("anna", Roles.VIEWER)
                            .accept("text/csv")
                            .get(path)
                            .asString())
                    .contains("KEPT,2026-04-13,EUR,400.00,400.00,400.00");

            JsonPath credibility =
                    Scenario.get("/v1/receivables/" + it.account() + "/promise-credibility?asOf=2026-05-01");
            assertThat(credibility.getInt("judged")).isEqualTo(2);
            assertThat(credibility.getDouble("keptRatio")).isEqualTo(0.5);
            assertThat(credibility.getDouble("byCurrency[0].keptAmountRatio")).isCloseTo(400.0 / 900, within(1e-6));
            assertThat(credibility.getDouble("credibility")).isBetween(0.0, 1.0);

            // The payment bounces: what was told is corrected.
            it.has(it.erp().reversed("P", "2026-04-20"));
            assertThat(probe.await(
                            PromiseEvaluated.class,
                            event -> event.promiseNumber().equals(it.number("A"))
                                    && event.status() == PromiseStatus.BROKEN))
                    .filteredOn(event -> event.promiseNumber().equals(it.number("A")))
                    .extracting(PromiseEvaluated::status)
                    .containsExactly(PromiseStatus.KEPT, PromiseStatus.BROKEN);
        }
    }

    @Test
    void aPersonEntersAndCancelsAPromise() {
        Scenario it = Scenario.of("promise-rest", "EUR");
        it.has(it.erp().invoice("1", "2026-03-01", "2026-03-31", "1000"));
        String path = "/v1/promises/" + UUID.randomUUID();
        given().get(path).then().statusCode(401);
        Scenario.as("anna", Roles.VIEWER)
                .body(body(it, "1", "900"))
                .put(path)
                .then()
                .statusCode(403);
        Scenario.as("lee", Roles.KEY_ACCOUNT_MANAGER)
                .body(body(it, "1", "900"))
                .put(path)
                .then()
                .statusCode(403);
        Scenario.finance().body(body(it, "1", "1000.01")).put(path).then().statusCode(422);
        Scenario.finance().body(body(it, "2", "1")).put(path).then().statusCode(422);
        Scenario.finance().body(body(it, "1", "-1")).put(path).then().statusCode(400);
        Scenario.finance()
                .body(body(it, "1", "1").replace("04-15", "03-15"))
                .put(path)
                .then()
                .statusCode(422);
        Scenario.as("kim", Roles.KEY_ACCOUNT_MANAGER)
                .body(body(it, "1", "900"))
                .put(path)
                .then()
                .statusCode(201)
                .body("promised.amount", equalTo("900.00"));
        Scenario.finance().body(body(it, "1", "900")).put(path).then().statusCode(200);
        Scenario.finance().body(body(it, "1", "800")).put(path).then().statusCode(409);
        String reason = "{\"reason\":\"plan agreed\",\"cancelledOn\":\"2026-04-10\"}";
        Scenario.finance()
                .body(reason)
                .put(path + "/cancellation")
                .then()
                .statusCode(200)
                .body("status", equalTo("CANCELLED"))
                .body("cancelReason", equalTo("plan agreed"));
        Scenario.finance().body(reason).put(path + "/cancellation").then().statusCode(200);
        Scenario.finance()
                .body("{\"reason\":\"other\"}")
                .put(path + "/cancellation")
                .then()
                .statusCode(409);
        assertThat(Scenario.get(path + "?asOf=2026-04-09").getString("status")).isEqualTo("OPEN");
    }
}
