package org.kamsuite.receivables.rates;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kamsuite.platform.rest.Roles;
import org.kamsuite.test.KamServers;
import org.kamsuite.test.Tokens;

@QuarkusTest
@QuarkusTestResource(KamServers.class)
class ExchangeRatesTest {

    private static final String PATH = "/v1/exchange-rates/";

    @Inject
    ExchangeRates rates;

    private static RequestSpecification as(String role) {
        return given().auth().oauth2(Tokens.of("fiona", role)).contentType("application/json");
    }

    @Test
    void ratesAreEnteredCorrectedAndFoundFromTheirDayOn() {
        as(Roles.FINANCE)
                .body("{\"rates\":{\"CZK\":\"25\",\"PLN\":\"4.0\"}}")
                .put(PATH + "2001-03-02")
                .then()
                .statusCode(201)
                .body("rates.CZK", equalTo("25"));
        as(Roles.FINANCE)
                .body("{\"rates\":{\"CZK\":\"25\"}}")
                .put(PATH + "2001-03-02")
                .then()
                .statusCode(200)
                .body("rates.PLN", equalTo("4.0"));
        String before = as(Roles.VIEWER).get(PATH + "2001-03-02").jsonPath().getString("knownAt");
        as(Roles.FINANCE)
                .body("{\"rates\":{\"CZK\":\"20\"}}")
                .put(PATH + "2001-03-02")
                .then()
                .statusCode(200)
                .body("rates.CZK", equalTo("20"));
        as(Roles.VIEWER)
                .get(PATH + "2001-03-05")
                .then()
                .statusCode(200)
                .body("base", equalTo("EUR"))
                .body("rates.CZK", equalTo("20"))
                .body("rateDates.CZK", equalTo("2001-03-02"));
        as(Roles.VIEWER).get(PATH + "2001-03-05?knownAt=" + before).then().body("rates.CZK", equalTo("25"));
        given().auth()
                .oauth2(Tokens.of("op", Roles.ADMIN))
                .get("/ops/audit?subject=exchange-rates:2001-03-02")
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(2));

        LocalDate later = LocalDate.parse("2001-04-01");
        assertThat(rates.find("CZK", "EUR", later).orElseThrow().factor()).isEqualByComparingTo("0.05");
        assertThat(rates.find("EUR", "CZK", later).orElseThrow())
                .isEqualTo(new ExchangeRates.Rate(new BigDecimal("20"), LocalDate.parse("2001-03-02")));
        assertThat(rates.find("CZK", "PLN", later).orElseThrow().factor()).isEqualByComparingTo("0.2");
        assertThat(rates.find("CZK", "CZK", later).orElseThrow())
                .isEqualTo(new ExchangeRates.Rate(BigDecimal.ONE, later));
        assertThat(rates.find("CZK", "EUR", LocalDate.parse("2001-03-01"))).isEmpty();

        ExchangeRates.Converted sum = rates.sum(
                Map.of("EUR", new BigDecimal("10"), "PLN", new BigDecimal("0.14"), "ISK", new BigDecimal("5")),
                later,
                null);
        assertThat(sum.total().toString()).isEqualTo("10.04 EUR");
        assertThat(sum.unconverted()).containsOnlyKeys("ISK");
    }

    @Test
    void aTableIsImportedOnceAndItsFaultsReported() {
        String table = "Date,HUF,RON,\n2002-01-03,250.5,3.1,\n2002-01-02,N/A,3.0,\nsoon,1,1,\n";
        for (int added : new int[] {3, 0}) {
            given().auth()
                    .oauth2(Tokens.of("erp", Roles.INTEGRATION))
                    .contentType("text/csv")
                    .body(table)
                    .put("/v1/exchange-rates")
                    .then()
                    .statusCode(200)
                    .body("rows", equalTo(3))
                    .body("days", equalTo(2))
                    .body("added", equalTo(added))
                    .body("corrected", equalTo(0))
                    .body("rejected", equalTo(1))
                    .body("rejects[0].line", equalTo(4));
        }
        assertThat(rates.find("EUR", "HUF", LocalDate.parse("2002-01-02"))).isEmpty();
        given().auth()
                .oauth2(Tokens.of("erp", Roles.INTEGRATION))
                .contentType("text/csv")
                .body("a,b\n")
                .put("/v1/exchange-rates")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"rates\":{}}",
                "{\"rates\":{\"EUR\":\"1\"}}",
                "{\"rates\":{\"USD\":\"0\"}}",
                "{\"rates\":{\"USD\":\"1e9\"}}",
                "{\"rates\":{\"USD\":null}}",
                "{\"rates\":{\"DOLLAR\":\"1\"}}",
                "{\"base\":\"USD\",\"rates\":{\"EUR\":\"1\"}}",
                "null",
                "["
            })
    void whatIsNoRateIsRefused(String body) {
        as(Roles.FINANCE).body(body).put(PATH + "2001-01-02").then().statusCode(400);
    }

    @Test
    void onlyFinanceAndSystemsEnterRates() {
        given().get(PATH + "2001-01-02").then().statusCode(401);
        as(Roles.KEY_ACCOUNT_MANAGER)
                .body("{\"rates\":{\"USD\":\"1\"}}")
                .put(PATH + "2001-01-02")
                .then()
                .statusCode(403);
    }
}
