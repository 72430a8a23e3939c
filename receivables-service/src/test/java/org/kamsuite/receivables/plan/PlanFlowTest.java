package org.kamsuite.receivables.plan;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.kamsuite.contracts.receivables.PaymentPlanChanged;
import org.kamsuite.contracts.receivables.PaymentPlanStatus;
import org.kamsuite.platform.rest.Roles;
import org.kamsuite.receivables.Scenario;
import org.kamsuite.test.EventProbe;

@QuarkusTest
class PlanFlowTest {

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private static String body(Scenario it, String second) {
        return """
                {"accountId":"%s","invoices":[{"system":"%s","number":"%s"},{"system":"%s","number":"%s"}],
                "agreedOn":"2026-04-02","instalments":[
                {"dueOn":"2026-05-01","amount":{"amount":"300","currency":"EUR"}},
                {"dueOn":"2026-06-01","amount":{"amount":"%s","currency":"EUR"}}]}""".formatted(it.account(), it.system(), it.number("1"), it.system(), it.number("2"), second);
    }

    @Test
    void aPlanIsAgreedShownBothWaysAndBroken() {
        try (EventProbe probe = new EventProbe(bootstrapServers)) {
            Scenario it = Scenario.of("plan", "EUR");
            it.has(
                    it.erp().invoice("1", "2026-02-01", "2026-03-03", "700"),
                    it.erp().invoice("2", "2026-03-01", "2026-03-31", "500"),
                    it.erp().invoice("3", "2026-03-01", "2026-03-31", "50"),
                    it.erp().payment("P0", "2026-04-01", "300", "1"));
            String path = "/v1/payment-plans/" + UUID.randomUUID();
            given().get(path).then().statusCode(401);
            Scenario.as("anna", Roles.VIEWER)
                    .body(body(it, "600"))
                    .put(path)
                    .then()
                    .statusCode(403);
            Scenario.as("lee", Roles.KEY_ACCOUNT_MANAGER)
                    .body(body(it, "600"))
                    .put(path)
                    .then()
                    .statusCode(403);
            Scenario.finance()
                    .body(body(it, "600.01"))
                    .put(path)
                    .then()
                    .statusCode(422)
                    .body("type", equalTo("urn:kam:problem:plan-sum"));
            Scenario.finance().body(body(it, "-1")).put(path).then().statusCode(400);
            Scenario.finance()
                    .body(body(it, "600").replace("2026-06-01", "2026-05-01"))
                    .put(path)
                    .then()
                    .statusCode(422);
            Scenario.finance()
                    .body(body(it, "600").replace("EUR", "USD"))
                    .put(path)
                    .then()
                    .statusCode(422);
            Scenario.finance()
                    .body(body(it, "600").replace(it.number("2"), "nope"))
                    .put(path)
                    .then()
                    .statusCode(422);
            Scenario.as("kim", Roles.KEY_ACCOUNT_MANAGER)
                    .body(body(it, "600"))
                    .put(path)
                    .then()
                    .statusCode(201)
                    .header("ETag", "\"1\"")
                    .body("amount.amount", equalTo("900.00"));
            Scenario.finance().body(body(it, "600")).put(path).then().statusCode(200);
            Scenario.finance()
                    .body(body(it, "600").replace("2026-06-01", "2026-06-02"))
                    .put(path)
                    .then()
                    .statusCode(409);

            it.has(it.erp().payment("P1", "2026-04-30", "300", "1"));
            JsonPath plan = Scenario.get(path + "?asOf=2026-05-10");
            assertThat(plan.getString("status")).isEqualTo("AGREED");
            assertThat(plan.getList("instalments.open.amount")).containsExactly("0.00", "600.00");
            assertThat(plan.getLong("invoices[0].daysPastDue")).isEqualTo(68);
            assertThat(plan.getString("ageing.original.D61_TO_90.amount")).isEqualTo("100.00");
            assertThat(plan.getString("ageing.original.D31_TO_60.amount")).isEqualTo("550.00");
            assertThat(plan.getString("ageing.planned.CURRENT.amount")).isEqualTo("600.00");
            assertThat(plan.getString("ageing.planned.D31_TO_60.amount")).isEqualTo("50.00");

            // The second instalment is not paid: the original due dates count again.
            JsonPath broken = Scenario.get(path + "?asOf=2026-06-05");
            assertThat(broken.getString("status")).isEqualTo("BROKEN");
            assertThat(broken.getString("since")).isEqualTo("2026-06-05");
            assertThat(broken.getMap("ageing.planned")).isEqualTo(broken.getMap("ageing.original"));
            assertThat(probe.await(
                                    PaymentPlanChanged.class,
                                    event -> event.accountId().equals(it.account())
                                            && event.status() == PaymentPlanStatus.BROKEN)
                            .getLast()
                            .amount()
                            .toString())
                    .isEqualTo("900.00 EUR");
            Scenario.finance()
                    .header("If-Match", "\"1\"")
                    .body("{\"reason\":\"late\"}")
                    .put(path + "/cancellation")
                    .then()
                    .statusCode(409);
            assertThat(Scenario.get("/v1/payment-plans?status=BROKEN&accountId=" + it.account())
                            .getList("items"))
                    .hasSize(1);
            assertThat(Scenario.get("/v1/payment-plans?status=AGREED&accountId=" + it.account())
                            .getList("items"))
                    .isEmpty();
            assertThat(Scenario.as("anna", Roles.VIEWER)
                            .accept("text/csv")
                            .get("/v1/payment-plans?asOf=2026-05-10&accountId=" + it.account())
                            .asString())
                    .contains("AGREED,2026-04-02,EUR,900.00,300.00,2,2,2026-06-01");
        }
    }

    @Test
    void aPlanInForceIsCancelledOnce() {
        Scenario it = Scenario.of("plan-cancel", "EUR");
        it.has(
                it.erp().invoice("1", "2026-02-01", "2026-03-03", "400"),
                it.erp().invoice("2", "2026-03-01", "2026-03-31", "500"));
        String later = body(it, "600").replace("2026-05-01", "2199-05-01").replace("2026-06-01", "2199-06-01");
        String path = "/v1/payment-plans/" + UUID.randomUUID();
        Scenario.finance().body(later).put(path).then().statusCode(422);
        String soon = body(it, "600").replace("2026-05-01", "2040-05-01").replace("2026-06-01", "2040-06-01");
        Scenario.finance().body(soon).put(path).then().statusCode(201);
        Scenario.finance()
                .body(soon)
                .put("/v1/payment-plans/" + UUID.randomUUID())
                .then()
                .statusCode(409);
        String reason = "{\"reason\":\"pays at once\"}";
        Scenario.finance().body(reason).put(path + "/cancellation").then().statusCode(428);
        Scenario.finance()
                .header("If-Match", "\"9\"")
                .body(reason)
                .put(path + "/cancellation")
                .then()
                .statusCode(412);
        Scenario.finance()
                .header("If-Match", "\"1\"")
                .body(reason)
                .put(path + "/cancellation")
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("status", equalTo("CANCELLED"))
                .body("cancelReason", equalTo("pays at once"));
    }
}
