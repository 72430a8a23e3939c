package org.kamsuite.receivables;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.account.AccountClass;
import org.kamsuite.contracts.account.AccountKind;
import org.kamsuite.contracts.account.AccountRegistered;
import org.kamsuite.contracts.account.AccountState;
import org.kamsuite.contracts.erp.ErpEvent;
import org.kamsuite.platform.rest.Roles;
import org.kamsuite.test.EventProbe;
import org.kamsuite.test.Tokens;

/// The cash forecast over Kafka and REST.
@QuarkusTest
class ForecastFlowTest {

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private static RequestSpecification viewer() {
        return given().auth().oauth2(Tokens.of("anna", Roles.VIEWER));
    }

    private static JsonPath get(String path) {
        return viewer().get(path).then().statusCode(200).extract().jsonPath();
    }

    private static BigDecimal money(JsonPath json, String path) {
        return new BigDecimal(json.getString(path + ".amount"));
    }

    private static BigDecimal sum(JsonPath json, String path) {
        return json.getList(path, String.class).stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Test
    void forecastsWhatIsOpenAndTestsItself() {
        Documents erp = new Documents(new CustomerRef("sap-forecast", "cash"), "NOK");
        UUID account = UUID.randomUUID();
        LocalDate start = LocalDate.of(2022, 1, 3);
        try (EventProbe probe = new EventProbe(bootstrapServers)) {
            probe.send(new AccountRegistered(new AccountState(
                    account,
                    1,
                    "Cash",
                    AccountKind.CUSTOMER,
                    AccountClass.KEY,
                    null,
                    "NOK",
                    "DE",
                    null,
                    null,
                    null,
                    List.of(erp.customer()),
                    List.of(),
                    List.of(),
                    null,
                    null)));
            List<ErpEvent> events = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                LocalDate issued = start.plusDays(7L * i);
                events.add(erp.invoice(
                        "I" + i, issued.toString(), issued.plusDays(30).toString(), "1000.00"));
                events.add(erp.payment("P" + i, issued.plusDays(35).toString(), "1000.00", "I" + i));
            }
            events.add(erp.disputed("D", "I49", "400.00", "2022-12-15"));
            events.add(erp.promise("PR", "I46", "1000.00", "2022-12-23", "2022-12-18"));
            probe.send(events);
        }
        String forecast = "/v1/receivables/" + account + "/forecast?asOf=2022-12-19";
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            JsonPath json = get(forecast);
            assertThat(money(json, "openAmount")).isEqualByComparingTo("4000");
            assertThat(json.getInt("basis.payments")).isEqualTo(46);
            assertThat(json.getList("items.basis")).contains("PROMISE");
            assertThat(json.getList("items.disputed.amount")).contains("400.00");
        });
        JsonPath json = get(forecast);
        assertThat(json.getString("currency")).isEqualTo("NOK");
        assertThat(sum(json, "weeks.expected.amount")
                        .add(money(json, "beyondHorizon"))
                        .add(money(json, "expectedLoss")))
                .isEqualByComparingTo("4000");
        assertThat(json.getList("weeks")).hasSize(13);
        assertThat(json.getInt("basis.latenessP50")).isEqualTo(5);
        assertThat(json.getString("items[1].expectedOn")).isEqualTo("2023-01-02");
        assertThat(json.getString("items[1].invoiceNumber")).isEqualTo("cash-I47");
        assertThat(viewer().accept("text/csv").get(forecast).asString()).startsWith("currency,week,from,to,expected");

        JsonPath all = get("/v1/receivables-forecast?asOf=2022-12-19&weeks=4");
        String nok = "byCurrency.find { it.currency == 'NOK' }";
        assertThat(sum(all, nok + ".weeks.expected.amount")
                        .add(money(all, nok + ".beyondHorizon"))
                        .add(money(all, nok + ".expectedLoss")))
                .isEqualByComparingTo(money(all, nok + ".openAmount"));

        JsonPath test = get("/v1/receivables-forecast/back-test?from=2022-06-06&to=2022-11-30&horizonWeeks=6");
        assertThat(test.getList("origins")).isNotEmpty();
        assertThat(test.getList("origins.basis")).containsOnly("AS_OF");
        assertThat(test.getList(nok + ".weeks")).hasSize(6);
        // He always pays 5 days late.
        assertThat(test.getDouble(nok + ".horizon.wape")).isLessThan(0.1);
        assertThat(viewer().accept("text/csv")
                        .get("/v1/receivables-forecast/back-test?from=2022-06-06&to=2022-11-30")
                        .asString())
                .startsWith("currency,week,forecasts");
        // What is known by now is the same, whether it is read or folded.
        String past = "&knownAt=" + Instant.now().minusMillis(1);
        for (String path : List.of(
                forecast,
                "/v1/receivables-forecast?asOf=2022-12-19&weeks=4",
                "/v1/receivables-forecast/back-test?from=2022-06-06&to=2022-11-30&horizonWeeks=6")) {
            JsonPath read = get(path);
            JsonPath folded = get(path + past);
            for (String field : List.of("weeks", "byCurrency", "basis", "items", "origins")) {
                assertThat(folded.<Object>get(field)).as(path + " " + field).isEqualTo(read.get(field));
            }
        }
        assertThat(get(forecast + "&knownAt=2022-12-31T00:00:00Z").getString("reason"))
                .isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/receivables/00000000-0000-7000-8000-000000000000/forecast|404",
                "/v1/receivables-forecast?weeks=0|400",
                "/v1/receivables-forecast?weeks=54|400",
                "/v1/receivables-forecast?weeks=|200",
                "/v1/receivables-forecast?asOf=9999-12-31|200",
                "/v1/receivables-forecast?asOf=1900-01-01|200",
                "/v1/receivables-forecast?asOf=x|400",
                "/v1/receivables-forecast/back-test?from=2025-01-01&to=2024-01-01|400",
                "/v1/receivables-forecast/back-test?from=2024-01-01&to=2024-01-02|200",
                "/v1/receivables-forecast/back-test?horizonWeeks=99|400",
            })
    void oddRequestsAreAnswered(String call) {
        String[] parts = call.split("\\|");
        assertThat(viewer().get(parts[0]).statusCode()).as(parts[0]).isEqualTo(Integer.parseInt(parts[1]));
        assertThat(given().get(parts[0]).statusCode()).isEqualTo(401);
    }
}
