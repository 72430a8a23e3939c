package org.kamsuite.receivables.interest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kamsuite.platform.rest.Roles;
import org.kamsuite.receivables.Scenario;

@QuarkusTest
class InterestFlowTest {

    private static final String REQUEST = """
            {"amount":{"amount":"1000","currency":"EUR"},"dueDate":"2024-07-31","until":"2024-11-08",
            "rates":[{"halfYear":"2024-H2","ratePercent":4.25}]}""";

    @Test
    void anAccountsLateInvoicesBearInterest() {
        String rate = "/v1/reference-rates/2024-H2";
        given().get(rate).then().statusCode(401);
        Scenario.as("kim", Roles.KEY_ACCOUNT_MANAGER)
                .body("{\"ratePercent\":4.25}")
                .put(rate)
                .then()
                .statusCode(403);
        Scenario.finance()
                .body("{\"ratePercent\":4.2}")
                .put(rate)
                .then()
                .statusCode(201)
                .header("ETag", "\"1\"");
        Scenario.finance().body("{\"ratePercent\":4.25}").put(rate).then().statusCode(428);
        Scenario.finance()
                .header("If-Match", "\"1\"")
                .body("{\"ratePercent\":4.25}")
                .put(rate)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"");
        Scenario.finance().body("{\"ratePercent\":4.25}").put(rate).then().statusCode(200);
        Scenario.finance().body("{\"ratePercent\":400}").put(rate).then().statusCode(400);
        assertThat(Scenario.get(rate).getString("halfYear")).isEqualTo("2024-H2");
        assertThat(Scenario.get("/v1/reference-rates").<String>getList("halfYear"))
                .contains("2024-H2");

        Scenario it = Scenario.of("interest", "EUR");
        it.has(
                it.erp().invoice("1", "2024-07-01", "2024-07-31", "1000"),
                it.erp().invoice("2", "2024-07-01", "2024-07-31", "2000"),
                it.erp().invoice("3", "2024-07-01", "2024-07-31", "500"),
                it.erp().disputed("D", "1", "100", "2024-08-05"),
                it.erp().payment("P2", "2024-08-10", "1500", "2"),
                it.erp().payment("P3", "2024-08-10", "500", "3"));
        String path = "/v1/receivables/" + it.account() + "/late-interest?asOf=2024-11-08";
        JsonPath interest = Scenario.get(path);
        assertThat(interest.<String>getList("invoices.number")).containsExactly(it.number("1"), it.number("2"));
        assertThat(interest.getList("invoices.interest.amount"))
                // 2000 for 10 days, 500 for 90
                .containsExactly("33.56", "21.82");
        assertThat(interest.getString("invoices[0].interestOnDisputed.amount")).isEqualTo("3.36");
        assertThat(interest.getString("totals[0].interest.amount")).isEqualTo("55.38");
        assertThat(interest.getString("totals[0].interestUndisputed.amount")).isEqualTo("52.02");
        assertThat(interest.getString("compensation.amount")).isEqualTo("80.00");
        assertThat(interest.getDouble("invoices[0].spans[0].ratePercent")).isEqualTo(12.25);
        assertThat(Scenario.get(path + "&from=2024-08-01").<String>getList("invoices.number"))
                .containsExactly(it.number("1"), it.number("2"), it.number("3"));
        assertThat(Scenario.as("anna", Roles.VIEWER)
                        .accept("text/csv")
                        .get(path)
                        .asString())
                .contains("sap-feature,interest,interest-1,2024-07-31,EUR,1000.00,33.56,3.36,40.00");
        JsonPath unknown = Scenario.get("/v1/receivables/" + it.account() + "/late-interest?asOf=2099-11-08");
        assertThat(unknown.getMap("invoices[0]")).containsKey("interest");
        assertThat(unknown.getString("invoices[0].interest")).isNull();
        assertThat(unknown.<String>getList("reasons").getFirst()).contains("2099-H2");
        assertThat(Scenario.get("/v1/receivables/"
                                + Scenario.of("interest-none", "EUR").account() + "/late-interest")
                        .getList("invoices"))
                .isEmpty();
    }

    @Test
    void givenNumbers() {
        Scenario.as("anna", Roles.VIEWER)
                .body(REQUEST)
                .post("/v1/late-interest-calculations")
                .then()
                .statusCode(200)
                .body("interest.amount", equalTo("33.56"))
                .body("compensation.amount", equalTo("40.00"))
                .body("spans[0].days", equalTo(100));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"1000\"|\"0\"|400",
                "EUR|EURO|400",
                "2024-07-31|2024-07-32|400",
                "2024-H2|2024-H3|400",
                "2024-H2|2023-H2|422",
                "2024-11-08|2199-11-08|422",
                "4.25|1e400|400",
                "\"rates\"|\"payments\":[{\"date\":\"2024-08-01\",\"amount\":{\"amount\":\"1001\",\"currency\":\"EUR\"}}],\"rates\"|422",
                "\"rates\"|\"payments\":[null],\"rates\"|400"
            })
    void badNumbersAreNamed(String what, String with, int status) {
        Scenario.as("anna", Roles.VIEWER)
                .body(REQUEST.replace(what, with))
                .post("/v1/late-interest-calculations")
                .then()
                .statusCode(status);
    }

    @ParameterizedTest
    @CsvSource({"/v1/reference-rates/2024-H3,400", "/v1/reference-rates/2101-H1,404", "/v1/reference-rates/x,400"})
    void noSuchRate(String path, int status) {
        Scenario.as("anna", Roles.VIEWER).get(path).then().statusCode(status);
    }
}
