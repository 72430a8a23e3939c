package org.kamsuite.account.registry;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.kamsuite.contracts.account.AccountChanged;
import org.kamsuite.contracts.account.AccountRegistered;
import org.kamsuite.platform.rest.Roles;
import org.kamsuite.test.EventProbe;
import org.kamsuite.test.Tokens;

@QuarkusTest
class AccountResourceTest {

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private static RequestSpecification as(String subject, String role) {
        return given().auth().oauth2(Tokens.of(subject, role)).contentType(ContentType.JSON);
    }

    private static RequestSpecification director() {
        return as("dora", Roles.KAM_DIRECTOR);
    }

    private static RequestSpecification viewer() {
        return as("vera", Roles.VIEWER);
    }

    private static UUID created(String name, String more) {
        UUID id = UUID.randomUUID();
        director()
                .body("{\"legalName\":\"" + name + "\",\"currency\":\"EUR\"" + more + "}")
                .put("/v1/accounts/" + id)
                .then()
                .statusCode(201);
        return id;
    }

    @Test
    void nobodyIsAnsweredWithoutAToken() {
        given().get("/v1/accounts")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:kam:problem:unauthorized"));
        given().get("/v1/accounts/" + UUID.randomUUID() + "/tree").then().statusCode(401);
        given().get("/v1/accounts/" + UUID.randomUUID() + "/overview").then().statusCode(401);
        given().body("{}")
                .contentType(ContentType.JSON)
                .post("/v1/accounts")
                .then()
                .statusCode(401);
    }

    @Test
    void whoOnlyReadsMayNotWrite() {
        for (String role : List.of(Roles.VIEWER, Roles.FINANCE, Roles.SERVICE_DESK)) {
            as("x", role)
                    .body("{\"legalName\":\"X\",\"currency\":\"EUR\"}")
                    .put("/v1/accounts/" + UUID.randomUUID())
                    .then()
                    .statusCode(403)
                    .contentType("application/problem+json");
        }
        as("anna", Roles.KEY_ACCOUNT_MANAGER)
                .body("{\"legalName\":\"X\",\"currency\":\"EUR\"}")
                .put("/v1/accounts/" + UUID.randomUUID())
                .then()
                .statusCode(403);
    }

    @Test
    void theCallerMayChooseTheIdAndRepeatTheWrite() {
        UUID id = UUID.randomUUID();
        String body = """
                {"legalName":"Nordwind GmbH","currency":"EUR","country":"DE","city":"Hamburg",
                 "creditLimit":{"amount":"250000.5","currency":"EUR"},
                 "paymentTerms":{"netDays":30,"discountPercent":2,"discountDays":10},
                 "references":[{"system":"erp-%s","number":"1"}],"team":["anna"]}""".formatted(id);

        director()
                .body(body)
                .put("/v1/accounts/" + id)
                .then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .body("accountId", equalTo(id.toString()))
                .body("name", equalTo("Nordwind GmbH"))
                .body("kind", equalTo("CUSTOMER"))
                .body("class", equalTo("REGULAR"))
                .body("creditLimit.amount", equalTo("250000.50"));
        director().body(body).put("/v1/accounts/" + id).then().statusCode(200).header("ETag", "\"1\"");
        director()
                .body(body.replace("Hamburg", "Bremen"))
                .put("/v1/accounts/" + id)
                .then()
                .statusCode(428);
        director()
                .header("If-Match", "\"7\"")
                .body(body.replace("Hamburg", "Bremen"))
                .put("/v1/accounts/" + id)
                .then()
                .statusCode(412);
        director()
                .header("If-Match", "\"1\"")
                .body(body.replace("Hamburg", "Bremen"))
                .put("/v1/accounts/" + id)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("city", equalTo("Bremen"));

        viewer().get("/v1/accounts/" + id).then().statusCode(200).body("version", equalTo(2));
        viewer().get("/v1/accounts/by-reference/erp-" + id + "/1")
                .then()
                .statusCode(200)
                .body("accountId", equalTo(id.toString()));
    }

    @Test
    void changesAreToldToTheOtherServicesAndAudited() {
        UUID id = created("Told", ",\"team\":[\"anna\"]");
        director()
                .header("If-Match", "\"1\"")
                .body("{\"legalName\":\"Told again\",\"currency\":\"EUR\"}")
                .put("/v1/accounts/" + id)
                .then()
                .statusCode(200);

        try (EventProbe probe = new EventProbe(bootstrapServers)) {
            assertThat(probe.await(
                            AccountRegistered.class, event -> event.accountId().equals(id)))
                    .last()
                    .satisfies(event -> assertThat(event.account().team()).containsExactly("anna"));
            assertThat(probe.await(
                            AccountChanged.class, event -> event.accountId().equals(id)))
                    .last()
                    .satisfies(event -> assertThat(event.account().version()).isEqualTo(2));
        }
        as("adam", Roles.ADMIN)
                .get("/ops/audit?subject=account:" + id)
                .then()
                .statusCode(200)
                .body("items.action", contains("account.updated", "account.created"))
                .body("items.actor", contains("dora", "dora"))
                .body("items[0].before.legalName", equalTo("Told"))
                .body("items[0].after.legalName", equalTo("Told again"));
    }

    @Test
    void aRepeatedKeyReturnsTheFirstAnswer() {
        String key = UUID.randomUUID().toString();
        Response first = director()
                .header("Idempotency-Key", key)
                .body("{\"legalName\":\"Once\",\"currency\":\"EUR\"}")
                .post("/v1/accounts");
        first.then().statusCode(201).header("Location", containsString("/v1/accounts/" + first.path("accountId")));

        director()
                .header("Idempotency-Key", key)
                .body("{\"legalName\":\"Once\",\"currency\":\"EUR\"}")
                .post("/v1/accounts")
                .then()
                .statusCode(201)
                .body("accountId", equalTo(first.path("accountId")));
        director()
                .header("Idempotency-Key", key)
                .body("{\"legalName\":\"Other\",\"currency\":\"EUR\"}")
                .post("/v1/accounts")
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:kam:problem:idempotency-key-reused"));
    }

    @Test
    void aManagerChangesOnlyHisAccountsAndNotTheirTeam() {
        UUID id = created("Managed", ",\"team\":[\"anna\"]");
        String changed = "{\"legalName\":\"Managed well\",\"currency\":\"EUR\",\"team\":[\"anna\"]}";

        as("ben", Roles.KEY_ACCOUNT_MANAGER)
                .header("If-Match", "\"1\"")
                .body(changed)
                .put("/v1/accounts/" + id)
                .then()
                .statusCode(403);
        as("anna", Roles.KEY_ACCOUNT_MANAGER)
                .header("If-Match", "\"1\"")
                .body(changed.replace("[\"anna\"]", "[\"anna\",\"ben\"]"))
                .put("/v1/accounts/" + id)
                .then()
                .statusCode(403);
        as("anna", Roles.KEY_ACCOUNT_MANAGER)
                .header("If-Match", "\"1\"")
                .body(changed)
                .put("/v1/accounts/" + id)
                .then()
                .statusCode(200);
    }

    @Test
    void customerNumbersMayHaveSlashes() {
        String system = "erp-" + UUID.randomUUID();
        created("Slashed", ",\"references\":[{\"system\":\"" + system + "\",\"number\":\"10/4711\"}]");

        viewer().get("/v1/accounts/by-reference/" + system + "/10/4711").then().statusCode(200);
        viewer().get("/v1/accounts/by-reference/" + system + "/{number}", "10/4711")
                .then()
                .statusCode(200);
    }

    @Test
    void theClassIsNeverWritten() {
        director()
                .body("{\"legalName\":\"Key\",\"currency\":\"EUR\",\"class\":\"KEY\"}")
                .post("/v1/accounts")
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:kam:problem:class-by-designation-only"))
                .body("violations[0].field", equalTo("class"));
    }

    @Test
    void aReferenceBelongsToOneAccount() {
        String reference = ",\"references\":[{\"system\":\"erp\",\"number\":\"" + UUID.randomUUID() + "\"}]";
        UUID owner = created("Owner", reference);

        director()
                .body("{\"legalName\":\"Thief\",\"currency\":\"EUR\"" + reference + "}")
                .post("/v1/accounts")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:kam:problem:reference-taken"))
                .body("detail", containsString(owner.toString()));
    }

    @Test
    void hierarchiesKeepTheirRules() {
        UUID head = created("Head", "");
        UUID middle = created("Middle", parents(link("LEGAL", head, null, null)));
        UUID leaf = created("Leaf", parents(link("LEGAL", middle, null, null)));

        refusedHead(head, parents(link("LEGAL", leaf, "2026-01-01", null)), "hierarchy-cycle");
        refusedHead(head, parents(link("LEGAL", head, null, null)), "hierarchy-cycle");
        refusedHead(head, parents(link("LEGAL", UUID.randomUUID(), null, null)), "unknown-parent");
        refusedHead(head, parents(link("BILLING", leaf, "2026-02-01", "2026-02-01")), "link-interval-empty");
        refusedHead(
                leaf,
                parents(link("LEGAL", middle, null, null) + "," + link("LEGAL", head, "2026-01-01", null)),
                "legal-parents-overlap");
        director()
                .header("If-Match", "\"1\"")
                .body("{\"legalName\":\"Head\",\"currency\":\"EUR\"" + parents(link("BUYING_GROUP", leaf, null, null))
                        + "}")
                .put("/v1/accounts/" + head)
                .then()
                .statusCode(200);
    }

    private static void refusedHead(UUID account, String parents, String rule) {
        director()
                .header("If-Match", "\"1\"")
                .body("{\"legalName\":\"Head\",\"currency\":\"EUR\"" + parents + "}")
                .put("/v1/accounts/" + account)
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:kam:problem:" + rule));
    }

    private static String parents(String links) {
        return ",\"parents\":[" + links + "]";
    }

    private static String link(String type, UUID parent, String from, String to) {
        return "{\"type\":\"" + type + "\",\"parentId\":\"" + parent + "\""
                + (from == null ? "" : ",\"validFrom\":\"" + from + "\"")
                + (to == null ? "" : ",\"validTo\":\"" + to + "\"") + "}";
    }

    @Test
    void aTreeIsReadAsOfADay() {
        UUID old = created("Old head " + UUID.randomUUID(), ",\"country\":\"DE\",\"city\":\"Bonn\"");
        UUID now = created("New head " + UUID.randomUUID(), ",\"country\":\"FR\",\"city\":\"Lyon\"");
        UUID unit = created(
                "Unit",
                ",\"country\":\"DE\",\"city\":\"Berlin\""
                        + parents(
                                link("LEGAL", old, null, "2026-07-01") + "," + link("LEGAL", now, "2026-07-01", null)));
        UUID deep = unit;
        for (int depth = 0; depth < 8; depth++) {
            deep = created("Deep", parents(link("LEGAL", deep, null, null)));
        }

        viewer().get("/v1/accounts/" + old + "/tree?asOf=2026-06-30")
                .then()
                .statusCode(200)
                .body("asOf", equalTo("2026-06-30"))
                .body("type", equalTo("LEGAL"))
                .body("accounts", equalTo(10))
                .body("depth", equalTo(9))
                .body("scope.spread", equalTo("NATIONAL"))
                .body("scope.withoutCountry", equalTo(8))
                .body("tree.children[0].accountId", equalTo(unit.toString()))
                .body("tree.children[0].children[0].children[0].legalName", equalTo("Deep"));
        viewer().get("/v1/accounts/" + old + "/tree?asOf=2026-07-01").then().body("accounts", equalTo(1));
        viewer().get("/v1/accounts/" + now + "/tree?asOf=2026-07-01")
                .then()
                .body("scope.spread", equalTo("GLOBAL"))
                .body("scope.countries", contains("DE", "FR"));
        viewer().get("/v1/accounts/" + deep + "/tree?asOf=2026-07-01")
                .then()
                .body("path", hasSize(10))
                .body("path[0].accountId", equalTo(now.toString()))
                .body("path[9].accountId", equalTo(deep.toString()))
                .body("tree.children", hasSize(0));
        assertThat(given().auth()
                        .oauth2(Tokens.of("vera", Roles.VIEWER))
                        .accept("text/csv")
                        .get("/v1/accounts/" + old + "/tree?asOf=2026-06-30")
                        .asString()
                        .lines())
                .hasSize(11)
                .first()
                .asString()
                .startsWith("depth,accountId,parentId");
        viewer().get("/v1/accounts/" + UUID.randomUUID() + "/tree").then().statusCode(404);
    }

    @Test
    void listsAreFilteredSortedAndPaged() {
        String word = "zq" + UUID.randomUUID().toString().substring(0, 8);
        created(word + " C%_x", ",\"country\":\"DE\",\"team\":[\"" + word + "\"]");
        created(word + " a", ",\"country\":\"FR\",\"kind\":\"PROSPECT\"");
        created(word + " B", ",\"country\":\"DE\",\"tier\":\"STAR\",\"name\":\"Bee " + word + "\"");

        List<String> names = new ArrayList<>();
        String cursor = null;
        do {
            Response page = viewer().queryParam("q", word.toUpperCase())
                    .queryParam("limit", 2)
                    .queryParam("sort", "name")
                    .queryParams(cursor == null ? java.util.Map.of() : java.util.Map.of("cursor", cursor))
                    .get("/v1/accounts");
            page.then().statusCode(200);
            names.addAll(page.path("items.legalName"));
            cursor = page.path("nextCursor");
            if (cursor == null) {
                assertThat(page.header("Link")).isNull();
            } else {
                assertThat(page.header("Link")).contains("cursor=" + cursor).contains("rel=\"next\"");
            }
        } while (cursor != null);
        assertThat(names).containsExactly(word + " a", word + " B", word + " C%_x");

        viewer().get("/v1/accounts?sort=-name&q=" + word).then().body("items[0].legalName", startsWith(word + " C"));
        viewer().get("/v1/accounts?country=DE&q=" + word).then().body("items", hasSize(2));
        viewer().get("/v1/accounts?kind=PROSPECT&q=" + word).then().body("items", hasSize(1));
        viewer().get("/v1/accounts?class=KEY&q=" + word).then().body("items", hasSize(0));
        viewer().get("/v1/accounts?tier=STAR&q=" + word).then().body("items.legalName", contains(word + " B"));
        viewer().get("/v1/accounts?q=Bee " + word).then().body("items", hasSize(1));
        viewer().queryParam("q", "C%_x")
                .queryParam("team", word)
                .get("/v1/accounts")
                .then()
                .body("items", hasSize(1));
        viewer().queryParam("q", "C_x")
                .queryParam("team", word)
                .get("/v1/accounts")
                .then()
                .body("items", hasSize(0));
        Response byChange = viewer().get("/v1/accounts?sort=-changedAt&limit=1&q=" + word);
        byChange.then().body("items[0].legalName", endsWith(" B"));
        viewer().get("/v1/accounts?sort=-changedAt&limit=1&q=" + word + "&cursor=" + byChange.path("nextCursor"))
                .then()
                .body("items[0].legalName", endsWith(" a"));

        String csv = given().auth()
                .oauth2(Tokens.of("vera", Roles.VIEWER))
                .accept("text/csv")
                .get("/v1/accounts?q=" + word)
                .then()
                .statusCode(200)
                .contentType(startsWith("text/csv"))
                .extract()
                .asString();
        assertThat(csv.lines()).hasSize(4).first().asString().startsWith("accountId,legalName,name,kind,class");
    }

    @Test
    void whatCannotBeReadIsExplained() {
        List<String> wrong = List.of(
                "/v1/accounts?limit=0",
                "/v1/accounts?limit=501",
                "/v1/accounts?limit=x",
                "/v1/accounts?colour=red",
                "/v1/accounts?sort=colour",
                "/v1/accounts?class=GOLD",
                "/v1/accounts?kind=NONE",
                "/v1/accounts?country=XX",
                "/v1/accounts?q=%00",
                "/v1/accounts?cursor=rubbish",
                "/v1/accounts?sort=changedAt&cursor=bmFtZR94HzE",
                "/v1/accounts/not-an-id",
                "/v1/accounts/by-reference/a%00b/1",
                "/v1/accounts/" + UUID.randomUUID() + "/tree?type=FAMILY",
                "/v1/accounts/" + UUID.randomUUID() + "/tree?asOf=yesterday",
                "/v1/accounts/" + UUID.randomUUID() + "/overview?x=1");
        for (String path : wrong) {
            given().urlEncodingEnabled(false)
                    .auth()
                    .oauth2(Tokens.of("vera", Roles.VIEWER))
                    .get(path)
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("type", equalTo("urn:kam:problem:bad-request"))
                    .body("violations", hasSize(1));
        }
    }

    @Test
    void bodiesThatCannotBeReadAreExplained() {
        List<String> wrong = List.of(
                "",
                "{",
                "[]",
                "null",
                "{}",
                "{\"legalName\":\"X\"}",
                "{\"legalName\":\"X\",\"currency\":\"EURO\"}",
                "{\"legalName\":\"X\",\"currency\":\"EUR\",\"color\":\"red\"}",
                "{\"legalName\":\"a\\u0000b\",\"currency\":\"EUR\"}",
                "{\"legalName\":\"X\",\"currency\":\"EUR\",\"kind\":\"FRIEND\"}",
                "{\"legalName\":\"X\",\"currency\":\"EUR\",\"creditLimit\":{\"amount\":\"-1\",\"currency\":\"EUR\"}}",
                "{\"legalName\":\"X\",\"currency\":\"EUR\",\"paymentTerms\":{}}",
                "{\"legalName\":\"X\",\"currency\":\"EUR\",\"paymentTerms\":{\"netDays\":1e9}}",
                "{\"legalName\":\"X\",\"currency\":\"EUR\",\"references\":[null]}",
                "{\"legalName\":\"X\",\"currency\":\"EUR\",\"references\":[{\"system\":\"a b\",\"number\":\"1\"}]}",
                "{\"legalName\":\"X\",\"currency\":\"EUR\",\"parents\":[{\"type\":\"LEGAL\"}]}",
                "{\"legalName\":\"" + "x".repeat(201) + "\",\"currency\":\"EUR\"}");
        for (String body : wrong) {
            director()
                    .body(body)
                    .post("/v1/accounts")
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("type", equalTo("urn:kam:problem:bad-request"))
                    .body("title", notNullValue());
        }
        director()
                .contentType("text/plain")
                .body("x")
                .post("/v1/accounts")
                .then()
                .statusCode(415)
                .contentType("application/problem+json");
    }

    @Test
    void anAccountWithoutFiguresHasAnExplainedOverview() {
        UUID id = created("Quiet", "");

        viewer().get("/v1/accounts/" + id + "/overview")
                .then()
                .statusCode(200)
                .body("account.legalName", equalTo("Quiet"))
                .body("score", nullValue())
                .body("coverage", equalTo(0))
                .body("missing.part", contains("score", "relationship", "serviceLevel", "receivables"))
                .body("missing.reason", hasItem(containsString("scoring-service")));
        viewer().get("/v1/accounts/" + UUID.randomUUID() + "/overview")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
    }
}
