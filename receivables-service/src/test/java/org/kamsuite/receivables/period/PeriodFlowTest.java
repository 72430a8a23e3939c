package org.kamsuite.receivables.period;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
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
import org.kamsuite.platform.rest.Roles;
import org.kamsuite.receivables.Documents;
import org.kamsuite.test.EventProbe;
import org.kamsuite.test.Tokens;

/// In a currency and in years of its own: a period is of all accounts.
@QuarkusTest
class PeriodFlowTest {

    private static final String TOTALS = "totals.find { it.currency == 'ISK' }.";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private static RequestSpecification as(String role) {
        return given().auth().oauth2(Tokens.of("fiona", role));
    }

    @Test
    void aClosedPeriodStaysAndLaterFactsRestateIt() {
        Documents debtor = new Documents(new CustomerRef("sap-test", "period-1"), "ISK");
        UUID account = UUID.randomUUID();
        try (EventProbe probe = new EventProbe(bootstrapServers)) {
            probe.send(new AccountRegistered(new AccountState(
                    account,
                    1,
                    "Period account",
                    AccountKind.CUSTOMER,
                    AccountClass.KEY,
                    null,
                    "ISK",
                    "IS",
                    null,
                    null,
                    null,
                    List.of(debtor.customer()),
                    List.of(),
                    List.of(),
                    null,
                    null)));
            probe.send(debtor.invoice("1", "1999-02-01", "1999-02-20", "400"));
            probe.send(debtor.invoice("2", "1999-03-01", "1999-04-15", "1000"));
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> as(Roles.VIEWER)
                            .get("/v1/receivables/" + account + "?asOf=1999-03-31")
                            .then()
                            .body("balance.amount", equalTo("1400")));

            String hash = as(Roles.FINANCE)
                    .put("/v1/period-closes/1999-03")
                    .then()
                    .statusCode(201)
                    .body("verified", equalTo(true))
                    .body("figures." + TOTALS + "balance.amount", equalTo("1400"))
                    .body("figures." + TOTALS + "d31To60.amount", equalTo("400"))
                    .body("figures." + TOTALS + "dso", equalTo(43.4f))
                    .extract()
                    .path("hash");
            as(Roles.FINANCE)
                    .put("/v1/period-closes/1999-03")
                    .then()
                    .statusCode(200)
                    .body("hash", equalTo(hash));
            as(Roles.FINANCE).put("/v1/period-closes/1999-05").then().statusCode(409);
            as(Roles.FINANCE).put("/v1/period-closes/1999-02").then().statusCode(409);
            as(Roles.VIEWER)
                    .get("/v1/period-closes/1999-03/restatement")
                    .then()
                    .statusCode(200)
                    .body("restated", equalTo(false));

            probe.send(debtor.payment("p1", "1999-03-20", "400", "1"));
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> as(Roles.VIEWER)
                            .get("/v1/period-closes/1999-03/restatement")
                            .then()
                            .statusCode(200)
                            .body("restated", equalTo(true))
                            .body("accounts[0].accountId", equalTo(account.toString()))
                            .body("accounts[0].delta.balance.amount", equalTo("-400"))
                            .body("documents.number", hasItem("period-1-p1")));
            as(Roles.VIEWER)
                    .get("/v1/period-closes/1999-03")
                    .then()
                    .statusCode(200)
                    .body("hash", equalTo(hash))
                    .body("verified", equalTo(true))
                    .body("figures." + TOTALS + "balance.amount", equalTo("1400"));
            as(Roles.VIEWER)
                    .get("/v1/reports/receivables?period=1999-03")
                    .then()
                    .statusCode(200)
                    .body("status", equalTo("CLOSED"))
                    .body("restated", equalTo(true))
                    .body("dsoBridges.find { it.currency == 'ISK' }.before", equalTo(28))
                    .body("dsoBridges.find { it.currency == 'ISK' }.after", equalTo(43.4f));
            as(Roles.VIEWER)
                    .get("/v1/reports/receivables?period=1999-04")
                    .then()
                    .statusCode(200)
                    .body("status", equalTo("OPEN"))
                    .body("figures.concentration", notNullValue())
                    .body("figures." + TOTALS + "balance.amount", equalTo("1000"));
            as(Roles.VIEWER)
                    .accept("text/csv")
                    .get("/v1/reports/receivables?period=1999-03")
                    .then()
                    .statusCode(200)
                    .body(containsString("1999-03,ISK,1400"));
        }
    }

    @ParameterizedTest
    @CsvSource({"2026-3,400", "march,400", "2026-13,400", "2198-01,422"})
    void onlyAMonthThatIsOverIsClosed(String period, int status) {
        as(Roles.FINANCE).put("/v1/period-closes/" + period).then().statusCode(status);
    }

    @Test
    void onlyFinanceCloses() {
        as(Roles.KAM_DIRECTOR).put("/v1/period-closes/1999-03").then().statusCode(403);
        given().put("/v1/period-closes/1999-03").then().statusCode(401);
        as(Roles.VIEWER).get("/v1/period-closes/1998-01").then().statusCode(404);
        as(Roles.VIEWER).get("/v1/reports/receivables").then().statusCode(400);
    }
}
