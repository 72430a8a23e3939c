package org.kamsuite.receivables.terms;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.PaymentTerms;
import org.kamsuite.contracts.account.AccountClass;
import org.kamsuite.contracts.account.AccountKind;
import org.kamsuite.contracts.account.AccountRegistered;
import org.kamsuite.contracts.account.AccountState;
import org.kamsuite.contracts.receivables.TermsChanged;
import org.kamsuite.platform.rest.Roles;
import org.kamsuite.receivables.Documents;
import org.kamsuite.test.EventProbe;
import org.kamsuite.test.Tokens;

@QuarkusTest
class TermsFlowTest {

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private static RequestSpecification as(String name, String role) {
        return given().auth().oauth2(Tokens.of(name, role)).contentType("application/json");
    }

    private static ValidatableResponse put(RequestSpecification who, String path, String body) {
        return who.body(body).put(path).then();
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
                "EUR",
                "DE",
                null,
                null,
                null,
                List.of(documents.customer()),
                List.of(),
                List.of("kim"),
                null,
                new PaymentTerms(30, null, null))));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> as("anna", Roles.VIEWER)
                        .get("/v1/receivables/" + account)
                        .then()
                        .statusCode(200));
        return account;
    }

    @Test
    void aRequestIsCostedSubmittedAndApprovedByItsBand() {
        try (EventProbe probe = new EventProbe(bootstrapServers)) {
            UUID account = register(probe, new Documents(new CustomerRef("sap-test", "terms-1"), "EUR"));
            String path = "/v1/terms-requests/" + UUID.randomUUID();
            String body = """
                    {"accountId":"%s","proposed":{"netDays":60},"requestedBy":"Purchasing","reason":"Competitor",
                    "annualSales":{"amount":"10000000","currency":"EUR"},"costOfCapital":0.08}""".formatted(account);
            RequestSpecification kim = as("kim", Roles.KEY_ACCOUNT_MANAGER);
            given().contentType("application/json").body(body).put(path).then().statusCode(401);
            put(as("anna", Roles.VIEWER), path, body).statusCode(403);
            put(as("kevin", Roles.KEY_ACCOUNT_MANAGER), path, body).statusCode(403);
            put(as("kim", Roles.KEY_ACCOUNT_MANAGER), path, body.replace("60}", "60,\"discountPercent\":2}"))
                    .statusCode(422);
            put(
                            as("kim", Roles.KEY_ACCOUNT_MANAGER),
                            path,
                            body.replace("\"reason\"", "\"validFrom\":\"2020-01-01\",\"reason\""))
                    .statusCode(422)
                    .body("type", equalTo("urn:kam:problem:not-retroactive"));
            put(kim, path, body)
                    .statusCode(201)
                    .body("current.netDays", equalTo(30))
                    .body("economics.fundingCost.amount", equalTo("65753.42"))
                    .body("economics.net", nullValue())
                    .body("requiredRole", equalTo("kam-director"));
            put(as("kim", Roles.KEY_ACCOUNT_MANAGER), path, body).statusCode(200);
            put(as("kim", Roles.KEY_ACCOUNT_MANAGER), path, body.replace("60}", "45}"))
                    .statusCode(428);
            put(as("kim", Roles.KEY_ACCOUNT_MANAGER).header("If-Match", "\"1\""), path, body.replace("60}", "45}"))
                    .statusCode(200)
                    .body("economics.fundingCost.amount", equalTo("32876.71"));

            String state = path + "/state";
            put(as("dora", Roles.KAM_DIRECTOR).header("If-Match", "\"2\""), state, "{\"state\":\"APPROVED\"}")
                    .statusCode(409);
            put(as("kim", Roles.KEY_ACCOUNT_MANAGER).header("If-Match", "\"2\""), state, "{\"state\":\"SUBMITTED\"}")
                    .statusCode(200);
            put(as("fiona", Roles.FINANCE).header("If-Match", "\"3\""), state, "{\"state\":\"APPROVED\"}")
                    .statusCode(403);
            put(as("dora", Roles.KAM_DIRECTOR).header("If-Match", "\"2\""), state, "{\"state\":\"APPROVED\"}")
                    .statusCode(412);
            put(as("dora", Roles.KAM_DIRECTOR).header("If-Match", "\"3\""), state, "{\"state\":\"APPROVED\"}")
                    .statusCode(200)
                    .body("decidedBy", equalTo("dora"));
            probe.await(TermsChanged.class, event -> event.accountId().equals(account) && event.netDays() == 45);
            put(as("kim", Roles.KEY_ACCOUNT_MANAGER).header("If-Match", "\"4\""), path, body)
                    .statusCode(409);

            // The approved terms are the current ones of the next request.
            put(as("kim", Roles.KEY_ACCOUNT_MANAGER), "/v1/terms-requests/" + UUID.randomUUID(), body)
                    .statusCode(201)
                    .body("current.netDays", equalTo(45));
            as("anna", Roles.VIEWER)
                    .get("/v1/terms-requests?accountId=" + account + "&state=APPROVED")
                    .then()
                    .statusCode(200)
                    .body("items.size()", equalTo(1));
        }
    }

    @Test
    void theBenchReplaysTheAccountsOwnHistory() {
        Documents debtor = new Documents(new CustomerRef("sap-test", "terms-2"), "EUR");
        try (EventProbe probe = new EventProbe(bootstrapServers)) {
            UUID account = register(probe, debtor);
            probe.send(debtor.invoice("1", "2025-03-01", "2025-03-31", "36500"));
            probe.send(debtor.payment("p1", "2025-04-05", "36500", "1"));
            String body = """
                    {"accountId":"%s","proposed":{"netDays":60},"from":"2025-01-01","to":"2025-12-31"}""".formatted(account);
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> as("anna", Roles.VIEWER)
                            .body(body)
                            .post("/v1/terms-simulations")
                            .then()
                            .statusCode(200)
                            .body("comparisons[0].actual.dso", equalTo(35))
                            .body("comparisons[0].proposed.dso", equalTo(65))
                            .body("comparisons[0].difference.fundingCost.amount", equalTo("240.00")));
            as("anna", Roles.VIEWER)
                    .body(body.replace("2025-01-01", "2026-01-01"))
                    .post("/v1/terms-simulations")
                    .then()
                    .statusCode(422);
            as("anna", Roles.VIEWER)
                    .body(body.replace(account.toString(), UUID.randomUUID().toString()))
                    .post("/v1/terms-simulations")
                    .then()
                    .statusCode(404);
        }
    }
}
