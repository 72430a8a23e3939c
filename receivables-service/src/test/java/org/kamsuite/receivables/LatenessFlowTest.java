package org.kamsuite.receivables;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.account.AccountClass;
import org.kamsuite.contracts.account.AccountKind;
import org.kamsuite.contracts.account.AccountRegistered;
import org.kamsuite.contracts.account.AccountState;
import org.kamsuite.contracts.erp.ErpEvent;
import org.kamsuite.platform.rest.Roles;
import org.kamsuite.test.EventProbe;
import org.kamsuite.test.Tokens;

/// The late-payment model and the cash forecast over Kafka and REST.
@QuarkusTest
class LatenessFlowTest {

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private static RequestSpecification as(String role) {
        return given().auth().oauth2(Tokens.of("anna", role));
    }

    private static JsonPath get(String path) {
        return as(Roles.VIEWER).get(path).then().statusCode(200).extract().jsonPath();
    }

    private static UUID register(EventProbe probe, Documents documents) {
        UUID account = UUID.randomUUID();
        probe.send(new AccountRegistered(new AccountState(
                account,
                1,
                "Account " + documents.customer().number(),
                AccountKind.CUSTOMER,
                AccountClass.KEY,
                null,
                documents.currency(),
                "DE",
                null,
                null,
                null,
                List.of(documents.customer()),
                List.of(),
                List.of(),
                null,
                null)));
        await().untilAsserted(() ->
                as(Roles.VIEWER).get("/v1/receivables/" + account).then().statusCode(200));
        return account;
    }

    @Test
    void trainsPublishesAndJudges() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
        Random random = new Random(4);
        LocalDate start = LocalDate.of(2019, 1, 1);
        try (EventProbe probe = new EventProbe(bootstrapServers)) {
            Documents late = new Documents(new CustomerRef("sap-late", "late"), "CHF");
            UUID account = register(probe, late);
            for (int payer = 0; payer < 6; payer++) {
                Documents erp = payer == 0 ? late : new Documents(new CustomerRef("sap-late", "p" + payer), "CHF");
                List<ErpEvent> events = new ArrayList<>();
                for (int i = 0; i < 60; i++) {
                    LocalDate issued = start.plusDays(10L * i);
                    boolean isLate = random.nextDouble() < (payer < 2 ? 0.8 : 0.1);
                    events.add(erp.invoice(
                            "I" + i, issued.toString(), issued.plusDays(30).toString(), "100.00"));
                    events.add(erp.payment(
                            "P" + i, issued.plusDays(isLate ? 40 : 25).toString(), "100.00", "I" + i));
                }
                events.add(erp.invoice("O", "2020-09-10", "2020-10-10", "100.00"));
                probe.send(events);
            }
            String risks = "/v1/receivables/" + account + "/late-payment-risks?asOf=2020-10-05";
            await().untilAsserted(() -> {
                assertThat(get(risks).getList("invoices")).hasSize(1);
                assertThat(get("/v1/receivables/" + account + "?asOf=2020-10-05")
                                .getString("openAmount.amount"))
                        .isEqualTo("100.00");
            });
            String train = "/v1/late-payment-models/2020-09-15";
            Instant before = Instant.now();
            assertThat(given().put(train).statusCode()).isEqualTo(401);
            assertThat(as(Roles.VIEWER).put(train).statusCode()).isEqualTo(403);
            assertThat(as(Roles.FINANCE)
                            .put("/v1/late-payment-models/2999-01-01")
                            .statusCode())
                    .isEqualTo(422);
            assertThat(as(Roles.FINANCE)
                            .put("/v1/late-payment-models/1950-01-01")
                            .statusCode())
                    .isEqualTo(422);
            assertThat(as(Roles.FINANCE).put("/v1/late-payment-models/x").statusCode())
                    .isEqualTo(400);
            await().untilAsserted(() -> assertThat(as(Roles.FINANCE)
                            .put(train)
                            .then()
                            .statusCode(200)
                            .extract()
                            .jsonPath()
                            .getInt("invoices"))
                    .isGreaterThanOrEqualTo(330));
            JsonPath model = get("/v1/late-payment-model?asOf=2020-09-30");
            assertThat(model.getString("trainedOn")).isEqualTo("2020-09-15");
            assertThat(model.getInt("evaluation.invoices")).isPositive();
            assertThat(model.getDouble("evaluation.baseline.auc")).isBetween(0.5, 1.0);
            assertThat(model.getDouble("evaluation.model.brier")).isBetween(0.0, 0.25);
            // Trained anew, the first is still the one that was known then.
            Instant trained = Instant.now();
            assertThat(as(Roles.FINANCE).put(train).statusCode()).isEqualTo(200);
            JsonPath again = get("/v1/late-payment-model?asOf=2020-09-30");
            assertThat(again.getString("trainedAt")).isNotEqualTo(model.getString("trainedAt"));
            assertThat(get("/v1/late-payment-model?asOf=2020-09-30&knownAt=" + trained)
                            .getString("trainedAt"))
                    .isEqualTo(model.getString("trainedAt"));
            assertThat(get("/v1/late-payment-model?asOf=2020-09-30&knownAt=" + Instant.now())
                            .getString("trainedAt"))
                    .isEqualTo(again.getString("trainedAt"));
            assertThat(get("/v1/late-payment-model?asOf=2020-09-30&knownAt=" + before)
                            .getString("method"))
                    .isEqualTo("NONE");
            assertThat(get(risks + "&knownAt=" + before).getString("trainedOn")).isNull();
            assertThat(get(risks + "&knownAt=" + trained).getString("trainedOn"))
                    .isEqualTo("2020-09-15");
            assertThat(get("/v1/late-payment-model?asOf=1960-01-01").getString("method"))
                    .isEqualTo("NONE");
            JsonPath risk = get(risks);
            assertThat(risk.getString("trainedOn")).isEqualTo("2020-09-15");
            assertThat(risk.getDouble("invoices[0].probability")).isBetween(0.6, 1.0);
            assertThat(risk.getDouble("invoices[0].baselineProbability")).isBetween(0.6, 1.0);
            assertThat(get("/v1/receivables/" + account + "/late-payment-risks?asOf=2020-12-01")
                            .getDouble("invoices[0].probability"))
                    .isEqualTo(1);
            assertThat(as(Roles.VIEWER).accept("text/csv").get(risks).asString())
                    .startsWith("invoiceNumber,");
        }
    }
}
