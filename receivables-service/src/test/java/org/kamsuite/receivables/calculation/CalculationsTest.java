package org.kamsuite.receivables.calculation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kamsuite.platform.rest.Roles;
import org.kamsuite.test.KamServers;
import org.kamsuite.test.Tokens;

/// Worked examples W5, W6, W9 and W10 as they are published.
@QuarkusTest
@QuarkusTestResource(KamServers.class)
class CalculationsTest {

    private static ValidatableResponse post(String path, String body) {
        return given().auth()
                .oauth2(Tokens.of("anna", Roles.VIEWER))
                .contentType("application/json")
                .body(body)
                .post(path)
                .then();
    }

    private static JsonPath ok(String path, String body) {
        return post(path, body).statusCode(200).extract().jsonPath();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"212000\" | COUNTBACK | 100000/30 80000/30 70000/30 | 73.714286 | true | false",
                "2100000 | COUNTBACK | 900000/31 800000/28 700000/31 | 76.714286 | true | false",
                "{\"amount\":\"2100000\",\"currency\":\"EUR\"} | COUNTBACK | 900000/31 800000/28 700000/31 | 76.714286 | true | false",
                "500000 | SIMPLE | 750000/30 | 20 | true | false",
                "100 | ROLLING | 100/31 100/28 100/31 1000/31 | 30 | true | false",
                "500 | COUNTBACK | 100/31 100/28 | 59 | false | false",
                "500 | COUNTBACK | 100/31 0/28 1000/31 | 31 | false | true",
                "0 | COUNTBACK | 100/31 | 0 | true | false"
            })
    void daysSalesOutstanding(
            String receivables, String method, String sales, double days, boolean exhausted, boolean truncated) {
        String periods = java.util.Arrays.stream(sales.split(" "))
                .map(each -> "{\"amount\":\"%s\",\"days\":%s}".formatted((Object[]) each.split("/")))
                .collect(java.util.stream.Collectors.joining(","));
        JsonPath result = ok(
                "/v1/dso-calculations",
                "{\"receivables\":%s,\"method\":\"%s\",\"sales\":[%s]}".formatted(receivables, method, periods));
        assertThat(result.getString("method")).isEqualTo(method);
        assertThat(result.getDouble("days")).isCloseTo(days, within(1e-4));
        assertThat(result.getBoolean("exhausted")).isEqualTo(exhausted);
        assertThat(result.getBoolean("truncated")).isEqualTo(truncated);
    }

    @ParameterizedTest
    @CsvSource({
        "2, 10, 30, 36.73, 37.24, 44.59",
        "2, 20, 45, 29.39, 29.80, 34.31",
    })
    void earlyPaymentDiscounts(String percent, int days, int net, double a, double b, double c) {
        JsonPath result = ok(
                "/v1/discount-calculations",
                "{\"discountPercent\":\"%s\",\"discountDays\":%d,\"netDays\":%d,\"costOfCapitalPercent\":8,\"amount\":{\"amount\":\"1000\",\"currency\":\"EUR\"}}"
                        .formatted(percent, days, net));
        assertThat(result.getDouble("simple360Percent")).isCloseTo(a, within(0.005));
        assertThat(result.getDouble("simple365Percent")).isCloseTo(b, within(0.005));
        assertThat(result.getDouble("effective365Percent")).isCloseTo(c, within(0.005));
        assertThat(result.getBoolean("buyer.worthwhile")).isTrue();
        assertThat(result.getBoolean("seller.worthwhile")).isFalse();
    }

    /// 20 gained on 980 for 20 days at 8 %: 20 - 980 × 8 % × 20 / 365.
    @Test
    void theBuyersGainIsTheDiscountLessItsFinancing() {
        JsonPath result = ok(
                "/v1/discount-calculations",
                "{\"discountPercent\":2,\"discountDays\":10,\"netDays\":30,\"costOfCapitalPercent\":8,\"amount\":{\"amount\":\"1000\",\"currency\":\"EUR\"}}");
        assertThat(result.getString("buyer.advantage.amount")).isEqualTo("15.70");
    }

    @ParameterizedTest
    @CsvSource({
        "2019-01-01, '\"type\":\"DAYS_END_OF_MONTH\",\"days\":45', 2019-03-17",
        "2019-01-15, '\"type\":\"DAYS_END_OF_MONTH\",\"days\":45', 2019-03-17",
        "2019-01-31, '\"type\":\"DAYS_END_OF_MONTH\",\"days\":45', 2019-03-17",
        "2019-01-01, '\"type\":\"DAY_OF_MONTH\",\"dayOfMonth\":15,\"minimumDays\":31', 2019-02-15",
        "2019-01-15, '\"type\":\"DAY_OF_MONTH\",\"dayOfMonth\":15,\"minimumDays\":31', 2019-02-15",
        "2019-01-31, '\"type\":\"DAY_OF_MONTH\",\"dayOfMonth\":15,\"minimumDays\":31', 2019-03-15",
        "2019-02-01, '\"type\":\"DAY_OF_MONTH\",\"dayOfMonth\":31', 2019-02-28",
        "2019-01-31, '\"type\":\"NET_MONTHS\",\"months\":1', 2019-02-28",
        "2020-01-31, '\"type\":\"NET_DAYS\",\"days\":30', 2020-03-01",
        "2019-01-10, '\"type\":\"END_OF_MONTH_DAYS\",\"days\":30', 2019-02-28"
    })
    void dueDates(String issued, String terms, String due) {
        JsonPath result =
                ok("/v1/due-date-calculations", "{\"issueDate\":\"%s\",\"terms\":{%s}}".formatted(issued, terms));
        assertThat(result.getString("dueDate")).isEqualTo(due);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/dso-calculations | {} | 400",
                "/v1/dso-calculations | {\"receivables\":\"1\",\"sales\":[]} | 400",
                "/v1/dso-calculations | {\"receivables\":\"1\",\"sales\":[null]} | 400",
                "/v1/dso-calculations | {\"receivables\":1e999999999,\"sales\":[{\"amount\":1,\"days\":30}]} | 400",
                "/v1/dso-calculations | {\"receivables\":{\"currency\":\"EUR\"},\"sales\":[{\"amount\":1,\"days\":30}]} | 400",
                "/v1/dso-calculations | {\"receivables\":[],\"sales\":[{\"amount\":1,\"days\":30}]} | 400",
                "/v1/dso-calculations | {\"receivables\":1,\"sales\":[{\"amount\":1,\"days\":0}]} | 400",
                "/v1/due-date-calculations | {\"issueDate\":\"2019-01-01\",\"terms\":{\"type\":\"NET_DAYS\"}} | 400",
                "/v1/due-date-calculations | {\"issueDate\":\"9999-12-31\",\"terms\":{\"type\":\"NET_DAYS\",\"days\":9}} | 400",
                "/v1/due-date-calculations | {\"issueDate\":20190101,\"terms\":{\"type\":\"NET_DAYS\",\"days\":9}} | 400",
                "/v1/discount-calculations | {\"discountPercent\":100,\"discountDays\":1,\"netDays\":2} | 400",
                "/v1/discount-calculations | {\"discountPercent\":2,\"discountDays\":30,\"netDays\":30} | 422",
                "/v1/discount-calculations | {\"discountPercent\":99.99,\"discountDays\":0,\"netDays\":1} | 200"
            })
    void whatCannotBeCalculatedIsRefused(String path, String body, int status) {
        post(path, body).statusCode(status);
    }

    @Test
    void nobodyCalculatesWithoutARole() {
        given().contentType("application/json")
                .body("{}")
                .post("/v1/dso-calculations")
                .then()
                .statusCode(401);
        given().auth()
                .oauth2(Tokens.of("eve", "stranger"))
                .contentType("application/json")
                .body("{}")
                .post("/v1/dso-calculations")
                .then()
                .statusCode(403);
    }
}
