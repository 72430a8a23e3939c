package org.kamsuite.platform.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kamsuite.test.Tokens;

@QuarkusTest
class RestConventionsTest {

    @ParameterizedTest
    @ValueSource(strings = {"/v1/samples", "/ops/quarantine", "/ops/audit", "/v1/samples/1"})
    void withoutATokenNothingIsAnswered(String path) {
        given().get(path)
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", "Bearer");
        given().auth().oauth2("nonsense").get(path).then().statusCode(401).contentType("application/problem+json");
    }

    @Test
    void aRoleThatMayNotIsTurnedAway() {
        as("anna", Roles.VIEWER)
                .get("/ops/quarantine")
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:kam:problem:forbidden"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/health/live", "/q/metrics", "/q/openapi", "/q/swagger-ui"})
    void healthMetricsAndDocumentsAreOpen(String path) {
        given().get(path).then().statusCode(200);
    }

    @Test
    void aClientThatOffersHttp2InClearTextIsAnsweredWithoutIt() throws Exception {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            var answer = client.send(
                    HttpRequest.newBuilder(URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/q/openapi"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        }
    }

    @Test
    void everyOperationDocumentsItsProblems() {
        given().get("/q/openapi?format=JSON")
                .then()
                .body(
                        "paths.'/v1/samples'.get.responses.'401'.content.'application/problem+json'.schema.'$ref'",
                        equalTo("#/components/schemas/Problem"))
                .body("components.schemas.Problem.properties.violations", notNullValue())
                .body("paths.'/ops/quarantine/{id}'.get.responses.'404'.content", notNullValue());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            asof=2026-01-01  | unknown query parameter
            asOf=2026-02-30  | ISO date
            asOf=31.01.2026  | ISO date
            asOf=+99999-01-01 | ISO date
            limit=many       | whole number
            limit=0          | from 1 to 500
            limit=501        | from 1 to 500
            scope=everything | account or group
            """)
    void parametersThatCannotBeReadAreNamed(String query, String detail) {
        as("anna", Roles.VIEWER)
                .get("/v1/samples?" + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString(detail))
                .body("violations[0].field", notNullValue())
                .body("instance", equalTo("/v1/samples"));
    }

    @Test
    void goodParametersAreRead() {
        as("anna", Roles.VIEWER)
                .get("/v1/samples?asOf=2026-02-28&scope=group")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("asOf", equalTo("2026-02-28"))
                .body("limit", equalTo("10"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {                                   | body  | not valid JSON
            []                                  | body  | wrong type
            {"name":"x","colour":"red"}         | colour | not a known property
            {"name":" "}                        | name  | blank
            {"name":"x","price":{"amount":"1","currency":"XXQ"}} | price | currency
            {"name":"x","price":{"amount":1.5,"currency":"EUR"}} | price.amount | string
            {"name":"x","scope":"world"}        | scope | must be one of
            {"name":"x","day":[2026,1,1]}       | day   | not a valid LocalDate
            {"name":"x","day":20260101}         | day   | not a valid LocalDate
            {"name":"x","at":1e400}             | at    | not a valid Instant
            {"name":"x","at":"2026-01-01"}      | at    | not a valid Instant
            {"name":"x","scope":7}              | scope | must be one of
            """)
    void bodiesThatCannotBeReadAreNamed(String body, String field, String message) {
        as("anna", Roles.VIEWER)
                .contentType("application/json")
                .body(body)
                .post("/v1/samples")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("violations[0].field", containsString(field))
                .body("violations[0].message", containsString(message));
    }

    @Test
    void emptyBodiesOtherMediaTypesPathsAndMethodsAreProblems() {
        as("anna", Roles.VIEWER)
                .contentType("application/json")
                .post("/v1/samples")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
        as("anna", Roles.VIEWER)
                .contentType("text/plain")
                .body("x")
                .post("/v1/samples")
                .then()
                .statusCode(415)
                .contentType("application/problem+json");
        as("anna", Roles.VIEWER).delete("/v1/samples").then().statusCode(405).contentType("application/problem+json");
        as("anna", Roles.VIEWER).get("/v1/nothing").then().statusCode(404).contentType("application/problem+json");
        as("anna", Roles.VIEWER)
                .get("/v1/samples/not-an-id")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void jsonIsTheDefaultAndCsvIsForWhoAsksForIt() {
        as("anna", Roles.VIEWER).get("/v1/samples").then().statusCode(200).contentType("application/json");
        as("anna", Roles.VIEWER)
                .accept("text/csv")
                .get("/v1/samples")
                .then()
                .statusCode(200)
                .contentType("text/csv;charset=UTF-8");
        as("anna", Roles.VIEWER).get("/q/metrics").then().statusCode(200);
    }

    @Test
    void anInternalFailureTellsNothingButItsTrace() {
        as("anna", Roles.VIEWER)
                .get("/v1/samples/" + UUID.randomUUID())
                .then()
                .statusCode(500)
                .contentType("application/problem+json")
                .body("traceId", notNullValue())
                .body("detail", not(containsString("secret")));
    }

    @Test
    void aRepeatedIdempotencyKeyGivesTheFirstAnswer() {
        String key = UUID.randomUUID().toString();
        int first = create("anna", key, "x").statusCode(200).extract().path("number");
        int again = create("anna", key, "x").statusCode(200).extract().path("number");
        int elsewhere = create("otto", key, "x").statusCode(200).extract().path("number");
        assertThat(again).isEqualTo(first);
        assertThat(elsewhere).isNotEqualTo(first);
        create("anna", key, "y").statusCode(422).body("type", equalTo("urn:kam:problem:idempotency-key-reused"));
        create("anna", "k".repeat(129), "x").statusCode(400);
    }

    private static io.restassured.response.ValidatableResponse create(String who, String key, String name) {
        return as(who, Roles.VIEWER)
                .header("Idempotency-Key", key)
                .contentType("application/json")
                .body("{\"name\":\"" + name + "\"}")
                .post("/v1/samples")
                .then();
    }

    @Test
    void cursorsAndPagesTellWhereTheNextPageStarts() {
        Page<Integer> page = Page.of(List.of(1, 2, 3), 2, last -> Cursor.of(last, "a b"));
        assertThat(page.items()).containsExactly(1, 2);
        assertThat(Cursor.parse(page.nextCursor(), 2).keys()).containsExactly("2", "a b");
        assertThat(Page.of(List.of(1, 2), 2, last -> Cursor.of(last)).nextCursor())
                .isNull();
        assertThatThrownBy(() -> Cursor.parse("%%%", 1)).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> Cursor.parse(Cursor.of("a").text(), 2)).isInstanceOf(Problem.class);
    }

    @Test
    void writesNeedThePresentVersion() {
        assertThatCode(() -> ETags.require("\"3\"", 3)).doesNotThrowAnyException();
        assertThatThrownBy(() -> ETags.require(null, 3))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(428));
        assertThatThrownBy(() -> ETags.require("\"2\"", 3))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(412));
    }

    @Test
    void csvQuotesAndDisarmsFormulas() {
        String csv = Csv.of(
                List.of("name", "amount"), List.of("=1+1", "a,b"), name -> List.of(name, new BigDecimal("-1.50")));
        assertThat(csv.lines()).containsExactly("name,amount", "'=1+1,-1.50", "\"a,b\",-1.50");
    }

    private static RequestSpecification as(String who, String... roles) {
        return given().auth().oauth2(Tokens.of(who, roles));
    }
}
