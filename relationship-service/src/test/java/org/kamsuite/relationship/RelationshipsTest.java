package org.kamsuite.relationship;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.JsonConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.path.json.config.JsonPathConfig;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kamsuite.contracts.account.AccountClass;
import org.kamsuite.contracts.account.AccountKind;
import org.kamsuite.contracts.account.AccountRegistered;
import org.kamsuite.contracts.account.AccountState;
import org.kamsuite.contracts.account.ParentRef;
import org.kamsuite.contracts.account.ParentType;
import org.kamsuite.contracts.relationship.CoverageChanged;
import org.kamsuite.platform.Ids;
import org.kamsuite.platform.rest.Roles;
import org.kamsuite.platform.rest.Scope;
import org.kamsuite.platform.snapshot.AccountSnapshots;
import org.kamsuite.relationship.coverage.Coverages;
import org.kamsuite.relationship.interaction.Direction;
import org.kamsuite.relationship.interaction.InteractionBatch;
import org.kamsuite.relationship.interaction.InteractionKind;
import org.kamsuite.relationship.interaction.InteractionRequest;
import org.kamsuite.relationship.interaction.Interactions;
import org.kamsuite.test.EventProbe;
import org.kamsuite.test.KamServers;
import org.kamsuite.test.RoundTrips;
import org.kamsuite.test.Tokens;

@QuarkusTest
@QuarkusTestResource(KamServers.class)
class RelationshipsTest {

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrap;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    @Inject
    Coverages coverages;

    @Inject
    AccountSnapshots snapshots;

    @Inject
    Interactions interactions;

    private EventProbe probe;
    private UUID account;

    @BeforeEach
    void anAccount() {
        probe = new EventProbe(bootstrap);
        account = register(ids.next(), List.of());
    }

    @AfterEach
    void close() {
        probe.close();
    }

    // ---- who may ----

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/contacts",
                "/v1/decision-units",
                "/v1/interactions",
                "/v1/coverage",
                "/v1/coverage/0199a1b2-0000-7000-8000-000000000001",
                "/v1/relationships/0199a1b2-0000-7000-8000-000000000001/strengths"
            })
    void withoutATokenNothingIsAnswered(String path) {
        given().get(path).then().statusCode(401).contentType("application/problem+json");
    }

    @Test
    void aRoleThatMayNotWriteIsTurnedAway() {
        for (String role : List.of(Roles.VIEWER, Roles.FINANCE)) {
            as("vera", role)
                    .body(contact("Maria Keller"))
                    .put("/v1/contacts/" + ids.next())
                    .then()
                    .statusCode(403)
                    .contentType("application/problem+json");
        }
    }

    @Test
    void aKeyAccountManagerWritesOnlyOnAccountsOfHisTeam() {
        as("anna", Roles.KEY_ACCOUNT_MANAGER)
                .body(contact("Maria Keller"))
                .put("/v1/contacts/" + ids.next())
                .then()
                .statusCode(201);
        as("bert", Roles.KEY_ACCOUNT_MANAGER)
                .body(contact("Maria Keller"))
                .put("/v1/contacts/" + ids.next())
                .then()
                .statusCode(403)
                .body("detail", containsString("team"));
    }

    // ---- contacts ----

    @Test
    void aContactIsCreatedOnceChangedByVersionAndAudited() {
        UUID id = ids.next();
        String first = contact("Maria Keller");
        String etag = director()
                .body(first)
                .put("/v1/contacts/" + id)
                .then()
                .statusCode(201)
                .body("name", equalTo("Maria Keller"))
                .body("status", equalTo("ACTIVE"))
                .body("version", equalTo(1))
                .extract()
                .header("ETag");
        assertThat(etag).isEqualTo("\"1\"");
        director().body(first).put("/v1/contacts/" + id).then().statusCode(200).header("ETag", etag);
        String second = contact("Maria Keller-Weiss");
        director().body(second).put("/v1/contacts/" + id).then().statusCode(428);
        director()
                .header("If-Match", "\"7\"")
                .body(second)
                .put("/v1/contacts/" + id)
                .then()
                .statusCode(412);
        director()
                .header("If-Match", etag)
                .body(second)
                .put("/v1/contacts/" + id)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"");
        director().get("/v1/contacts/" + id).then().body("name", equalTo("Maria Keller-Weiss"));
        as("admin", Roles.ADMIN)
                .get("/ops/audit?subject=contact:" + id)
                .then()
                .body("items.action", equalTo(List.of("contact.updated", "contact.created")))
                .body("items[0].before.name", equalTo("Maria Keller"));
    }

    @Test
    void aContactStaysWithItsAccount() {
        UUID id = contactOf(account, "Maria Keller", "DE");
        UUID other = register(ids.next(), List.of());
        director()
                .header("If-Match", "\"1\"")
                .body(contact("Maria Keller").replace(account.toString(), other.toString()))
                .put("/v1/contacts/" + id)
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:kam:problem:account-is-fixed"));
    }

    @Test
    void anUnknownAccountIsExplained() {
        director()
                .body(contact("Maria Keller")
                        .replace(account.toString(), ids.next().toString()))
                .put("/v1/contacts/" + ids.next())
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:kam:problem:unknown-account"))
                .body("detail", containsString("try again"));
        director().get("/v1/coverage/" + ids.next()).then().statusCode(404);
        director().get("/v1/relationships/" + ids.next() + "/strengths").then().statusCode(404);
        director().get("/v1/contacts/" + ids.next()).then().statusCode(404);
        director().get("/v1/contacts?accountId=" + ids.next()).then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "name": "Maria Keller"  | "name": ""                     | 400 | name
            "name": "Maria Keller"  | "name": "Mar\\u0000ia"         | 400 | name
            "name": "Maria Keller"  | "nam": "Maria"                 | 400 | nam
            "PROCUREMENT"           | "JANITOR"                      | 400 | function
            "DE"                    | "XX"                           | 400 | site.country
            "DE"                    | "Germany"                      | 400 | site.country
            "2020-01-01"            | "01.01.2020"                   | 400 | from
            "2020-01-01"            | "+999999999-01-01"             | 400 | from
            "2020-01-01"            | "2020-01-01","to":"2019-01-01" | 422 | to
            "2020-01-01"            | "2020-01-01","email":"x"       | 400 | email
            "accountId"             | "accountid"                    | 400 | accountid
            """)
    void aBadContactIsRefusedNamingTheField(String part, String bad, int status, String field) {
        director()
                .body(contact("Maria Keller").replace(part, bad))
                .put("/v1/contacts/" + ids.next())
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("violations[0].field", equalTo(field));
    }

    @Test
    void contactsAreListedByNamePageByPageAndAsCsv() {
        for (String name : List.of("Cara", "Abel", "Bea")) {
            contactOf(account, name, "DE");
        }
        String cursor = director()
                .get("/v1/contacts?limit=2&accountId=" + account)
                .then()
                .statusCode(200)
                .body("items.name", equalTo(List.of("Abel", "Bea")))
                .extract()
                .path("nextCursor");
        director()
                .get("/v1/contacts?limit=2&accountId=" + account + "&cursor=" + cursor)
                .then()
                .body("items.name", equalTo(List.of("Cara")))
                .body("nextCursor", nullValue());
        String csv = director()
                .accept("text/csv")
                .get("/v1/contacts?accountId=" + account)
                .asString();
        assertThat(csv).startsWith("id,accountId,name,").contains("Abel");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/contacts?status=GONE",
                "/v1/contacts?acountId=1",
                "/v1/contacts?accountId=1",
                "/v1/contacts?cursor=%21",
                "/v1/interactions?from=yesterday",
                "/v1/interactions?cursor=KzEwMDAwMDAwMDAtMTItMzFUMjM6NTk6NTlaHzE",
                "/v1/interactions?limit=0",
                "/v1/interactions?kind=FAX",
                "/v1/coverage?singleThreaded=perhaps",
                "/v1/decision-units?limit=501",
                "/v1/coverage/0199a1b2-0000-7000-8000-000000000001?asOf=2026-02-30",
                "/v1/coverage/0199a1b2-0000-7000-8000-000000000001?scope=all",
                "/v1/coverage/not-an-id"
            })
    void parametersThatCannotBeReadAreRefused(String path) {
        director().get(path).then().statusCode(400).contentType("application/problem+json");
    }

    // ---- decision units ----

    @Test
    void aDecisionUnitIsStatedWithItsMembers() {
        UUID maria = contactOf(account, "Maria", "DE");
        UUID id = ids.next();
        String body = unit(account, member(maria, "8.50", "DECIDER", "BUYER"));
        director()
                .body(body)
                .put("/v1/decision-units/" + id)
                .then()
                .statusCode(201)
                .body("members[0].influence", equalTo(8.5))
                .body("requiredRoles", hasSize(6));
        director()
                .body(body)
                .put("/v1/decision-units/" + id)
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"");
        String changed = unit(account, member(maria, "9", "BUYER"));
        director().body(changed).put("/v1/decision-units/" + id).then().statusCode(428);
        director()
                .header("If-Match", "\"1\"")
                .body(changed)
                .put("/v1/decision-units/" + id)
                .then()
                .statusCode(200);
        director()
                .get("/v1/decision-units?accountId=" + account)
                .then()
                .body("items.id", equalTo(List.of(id.toString())))
                .body("items[0].members[0].roles", equalTo(List.of("BUYER")))
                .body("items[0].version", equalTo(2));
    }

    @Test
    void membersAreCheckedPrecisely() {
        UUID maria = contactOf(account, "Maria", "DE");
        UUID stranger = contactOf(register(ids.next(), List.of()), "Stranger", "DE");
        refused(unit(account, member(stranger, "1", "USER")), 422, "members[0].contactId");
        refused(unit(account, member(maria, "1", "USER"), member(maria, "2", "BUYER")), 422, "members[1].contactId");
        refused(unit(account, member(maria, "11", "USER")), 400, "members[0].influence");
        refused(unit(account, member(maria, "1.234", "USER")), 400, "members[0].influence");
        refused(unit(account, member(maria, "1", "BOSS")), 400, "members[0].roles[0]");
        refused(unit(account, member(maria, "1")), 400, "members[0].roles");
        refused(unit(account, member(maria, "1", "USER").replace("}", ",\"support\":1.5}")), 400, "members[0].support");
    }

    private void refused(String body, int status, String field) {
        director()
                .body(body)
                .put("/v1/decision-units/" + ids.next())
                .then()
                .statusCode(status)
                .body("violations[0].field", equalTo(field));
    }

    // ---- interactions ----

    @Test
    void anInteractionIsRecordedOnceAndCorrectedByVersion() {
        UUID maria = contactOf(account, "Maria", "DE");
        UUID id = ids.next();
        String body = interaction(account, "MEETING", today().minusDays(1), maria);
        director()
                .body(body)
                .put("/v1/interactions/" + id)
                .then()
                .statusCode(201)
                .body("direction", equalTo("TWO_WAY"));
        director()
                .body(body)
                .put("/v1/interactions/" + id)
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"");
        String call = body.replace("MEETING", "CALL");
        director().body(call).put("/v1/interactions/" + id).then().statusCode(428);
        director()
                .header("If-Match", "\"1\"")
                .body(call)
                .put("/v1/interactions/" + id)
                .then()
                .statusCode(200);
        director()
                .get("/v1/interactions/" + id)
                .then()
                .body("kind", equalTo("CALL"))
                .header("ETag", "\"2\"");
        strengths(account, today().minusDays(1)).body("items[0].raw", closeTo(2.0, 1e-6));
    }

    @Test
    void aRepeatedKeyGetsTheFirstAnswer() {
        UUID maria = contactOf(account, "Maria", "DE");
        String key = ids.next().toString();
        String body = interaction(account, "CALL", today().minusDays(1), maria);
        String first = director()
                .header("Idempotency-Key", key)
                .body(body)
                .post("/v1/interactions")
                .then()
                .statusCode(201)
                .header("Location", containsString("/v1/interactions/"))
                .extract()
                .path("id");
        director()
                .header("Idempotency-Key", key)
                .body(body)
                .post("/v1/interactions")
                .then()
                .statusCode(201)
                .body("id", equalTo(first));
        director()
                .header("Idempotency-Key", key)
                .body(body.replace("CALL", "VISIT"))
                .post("/v1/interactions")
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:kam:problem:idempotency-key-reused"));
        director().get("/v1/interactions?contactId=" + maria).then().body("items", hasSize(1));
    }

    @Test
    void interactionsThatCannotBeAreRefused() {
        UUID maria = contactOf(account, "Maria", "DE");
        String future = interaction(account, "CALL", today().plusDays(2), maria);
        String stranger = interaction(account, "CALL", today(), ids.next());
        director()
                .body(future)
                .post("/v1/interactions")
                .then()
                .statusCode(422)
                .body("type", equalTo("urn:kam:problem:in-the-future"));
        director()
                .body(stranger)
                .post("/v1/interactions")
                .then()
                .statusCode(422)
                .body("violations[0].field", equalTo("contactIds[0]"));
        for (String at : List.of(
                "\"1e400\"",
                "1e400",
                "1772442900",
                "\"yesterday\"",
                "\"+1000000000-12-31T23:59:59Z\"",
                "\"0001-01-01T00:00:00Z\"")) {
            int status = director()
                    .body(interaction(account, "CALL", today(), maria)
                            .replaceFirst("\"at\": \"[^\"]*\"", "\"at\": " + at))
                    .post("/v1/interactions")
                    .statusCode();
            assertThat(status).as(at).isBetween(400, 422);
        }
    }

    @Test
    void aBatchHasAnOutcomeForEachItem() {
        UUID maria = contactOf(account, "Maria", "DE");
        String good = withId(ids.next(), interaction(account, "EMAIL", today().minusDays(3), maria));
        String other = withId(ids.next(), interaction(account, "CALL", today().minusDays(2), maria));
        String bad = withId(ids.next(), interaction(account, "CALL", today(), ids.next()));
        String invalid = interaction(account, "CALL", today(), maria).replaceFirst("\"kind\": \"CALL\",", "");
        String conflicting = good.replace("EMAIL", "VISIT");
        batch(good, other, bad, invalid, conflicting, good)
                .statusCode(200)
                .body("created", equalTo(2))
                .body("unchanged", equalTo(1))
                .body("refused", equalTo(3))
                .body(
                        "items.status",
                        equalTo(List.of("CREATED", "CREATED", "REFUSED", "REFUSED", "REFUSED", "UNCHANGED")))
                .body("items[2].problem", equalTo("unknown-contact"))
                .body("items[3].field", equalTo("kind"))
                .body("items[4].problem", equalTo("different-content"));
        batch(good, other).body("unchanged", equalTo(2));
        director()
                .get("/v1/interactions?accountId=" + account)
                .then()
                .body("items.kind", equalTo(List.of("CALL", "EMAIL")));
        director()
                .get("/v1/interactions?accountId=" + account + "&to=" + today().minusDays(2) + "T00:00:00Z")
                .then()
                .body("items.kind", equalTo(List.of("EMAIL")));
        as("admin", Roles.ADMIN)
                .get("/ops/audit?subject=interaction:" + good.substring(8, 44))
                .then()
                .body("items", hasSize(1));
    }

    @Test
    void interactionsArePagedTheLatestFirst() {
        UUID maria = contactOf(account, "Maria", "DE");
        batch(IntStream.range(1, 6)
                        .mapToObj(day -> interaction(account, "CALL", today().minusDays(day), maria))
                        .toArray(String[]::new))
                .body("created", equalTo(5));
        for (String filter : List.of("accountId=" + account, "contactId=" + maria)) {
            String cursor = director()
                    .get("/v1/interactions?limit=3&" + filter)
                    .then()
                    .body("items.at[0]", startsWith(today().minusDays(1).toString()))
                    .body("items", hasSize(3))
                    .extract()
                    .path("nextCursor");
            director()
                    .get("/v1/interactions?limit=3&" + filter + "&cursor=" + cursor)
                    .then()
                    .body("items", hasSize(2))
                    .body("items.at[1]", startsWith(today().minusDays(5).toString()));
        }
    }

    // ---- strength and coverage ----

    @Test
    void strengthFollowsTheWorkedExample() {
        UUID maria = contactOf(account, "Maria", "DE");
        batch(
                interaction(account, "MEETING", today(), maria),
                interaction(account, "EMAIL", today().minusDays(30), maria),
                interaction(account, "CALL", today().minusDays(60), maria));

        strengths(account, today())
                .body("asOf", equalTo(today().toString()))
                .body("items[0].raw", closeTo(4.0, 1e-6))
                .body("items[0].strength", closeTo(73.64, 0.005))
                .body("items[0].interactions", equalTo(3))
                .body("items[0].threads", equalTo(1))
                .body("items[0].silence.silent", equalTo(false));
        // as it was: the call and the email of that day only
        strengths(account, today().minusDays(30)).body("items[0].raw", closeTo(2.0, 1e-6));
        strengths(account, today().minusDays(61))
                .body("items[0].raw", closeTo(0.0, 1e-9))
                .body("items[0].lastInteractionAt", nullValue());
        // 30 days between contacts: silent after more than 240
        strengths(account, today().plusDays(240)).body("items[0].silence.silent", equalTo(false));
        strengths(account, today().plusDays(241)).body("items[0].silence.silent", equalTo(true));
        strengths(account, today().plusDays(3000)).body("items[0].silence.gapDays", equalTo(3000));
    }

    @Test
    void coverageFollowsTheWorkedExample() {
        UUID a = contactOf(account, "Anton", "DE");
        UUID b = contactOf(account, "Berta", "DE");
        UUID c = contactOf(account, "Carl", "FR");
        UUID d = contactOf(account, "Dora", "IT");
        UUID unit = ids.next();
        director()
                .body(unit(
                        account,
                        member(a, "10", "DECIDER", "APPROVER"),
                        member(b, "8", "BUYER"),
                        member(c, "6", "USER"),
                        member(d, "4", "INFLUENCER")))
                .put("/v1/decision-units/" + unit)
                .then()
                .statusCode(201);
        batch(interaction(account, "MEETING", today(), a, c), interaction(account, "EMAIL", today(), b));

        coverage(account, "")
                .body("coverage", closeTo(0.5714, 0.00005))
                .body("members", equalTo(4))
                .body("coveredMembers", equalTo(2))
                .body("influence", equalTo(28))
                .body("threads", equalTo(2))
                .body("singleThreaded", equalTo(false))
                .body("completeness", closeTo(5.0 / 6, 1e-9))
                .body("decisionUnits[0].id", equalTo(unit.toString()))
                .body("decisionUnits[0].missingRoles", equalTo(List.of("GATEKEEPER")))
                .body("gaps.name", equalTo(List.of("Berta", "Dora")))
                .body("gaps[1].gap", closeTo(4.0, 1e-9))
                .body("dispersion.countries", equalTo(3))
                .body("theta", notNullValue())
                .body("items.covered", equalTo(List.of(true, false, true, false)));
        coverage(account, "?asOf=" + today().minusDays(1))
                .body("coverage", equalTo(0))
                .body("threads", equalTo(0))
                .body("lastInteractionAt", nullValue());
        String csv =
                director().accept("text/csv").get("/v1/coverage/" + account).asString();
        assertThat(csv.lines()).hasSize(5);
    }

    @Test
    void anAccountWithoutMembersHasNoCoverageButAReason() {
        coverage(account, "")
                .body("coverage", nullValue())
                .body("reason", containsString("No decision unit"))
                .body("completeness", nullValue())
                .body("items", hasSize(0));
        strengths(account, today()).body("items", hasSize(0)).body("contacts", equalTo(0));
    }

    @Test
    void whoHasLeftIsNoMemberAnyMore() {
        UUID maria = contactOf(account, "Maria", "DE");
        director()
                .body(unit(account, member(maria, "10", "DECIDER")))
                .put("/v1/decision-units/" + ids.next())
                .then()
                .statusCode(201);
        batch(interaction(account, "MEETING", today().minusDays(2), maria));
        coverage(account, "").body("singleThreaded", equalTo(true)).body("coverage", equalTo(1));

        director()
                .header("If-Match", "\"1\"")
                .body(contactBody(account, "Maria", "DE").replace("}}", "},\"status\": \"LEFT\"}"))
                .put("/v1/contacts/" + maria)
                .then()
                .statusCode(200)
                .body("to", equalTo(today().toString()));

        coverage(account, "").body("members", equalTo(0)).body("threads", equalTo(0));
        coverage(account, "?asOf=" + today().minusDays(1)).body("members", equalTo(1));
    }

    @Test
    void aGroupHasTheUnitsOfItsSubsidiaries() {
        UUID subsidiary =
                register(ids.next(), List.of(new ParentRef(ParentType.LEGAL, account, today().minusDays(100), null)));
        UUID maria = contactOf(subsidiary, "Maria", "DE");
        UUID paul = contactOf(account, "Paul", "FR");
        // a person of the subsidiary may sit in a unit of the parent, but not the other way round
        director()
                .body(unit(account, member(maria, "5", "USER"), member(paul, "5", "DECIDER")))
                .put("/v1/decision-units/" + ids.next())
                .then()
                .statusCode(201);
        director()
                .body(unit(subsidiary, member(paul, "5", "USER")))
                .put("/v1/decision-units/" + ids.next())
                .then()
                .statusCode(422);
        director()
                .body(unit(subsidiary, member(maria, "10", "DECIDER")))
                .put("/v1/decision-units/" + ids.next())
                .then()
                .statusCode(201);
        batch(interaction(subsidiary, "MEETING", today(), maria));

        coverage(account, "?scope=account").body("members", equalTo(2)).body("coverage", closeTo(0.5, 1e-9));
        coverage(account, "?scope=group")
                .body("scope", equalTo("group"))
                .body("members", equalTo(3))
                .body("people", equalTo(2))
                .body("threads", equalTo(1))
                .body("coverage", closeTo(0.75, 1e-9));
        coverage(account, "?scope=group&asOf=" + today().minusDays(101)).body("members", equalTo(2));
        director()
                .get("/v1/relationships/" + account + "/strengths?scope=group")
                .then()
                .body("items.name", equalTo(List.of("Maria", "Paul")));
    }

    // ---- what others are told ----

    @Test
    void othersAreToldWhenCoverageChangesAndOnlyThen() {
        UUID maria = contactOf(account, "Maria", "DE");
        director()
                .body(unit(account, member(maria, "10", "DECIDER")))
                .put("/v1/decision-units/" + ids.next())
                .then()
                .statusCode(201);
        probe.await(CoverageChanged.class, event -> event.accountId().equals(account) && event.members() == 1);
        Instant at = today().minusDays(1).atTime(9, 0).atZone(clock.getZone()).toInstant();
        batch(interaction(account, "MEETING", today().minusDays(1), maria));

        List<CoverageChanged> told = probe.await(
                CoverageChanged.class, event -> event.accountId().equals(account) && event.coveredMembers() == 1);

        CoverageChanged last = told.getLast();
        assertThat(last.coverage()).isEqualByComparingTo("1");
        assertThat(last.threads()).isEqualTo(1);
        assertThat(last.singleThreaded()).isTrue();
        assertThat(last.lastInteractionAt()).isEqualTo(at);
        director()
                .get("/v1/coverage?limit=500&singleThreaded=true")
                .then()
                .statusCode(200)
                .body("items.accountId", hasItem(account.toString()));
        // the account event touches the account, but nothing has changed
        register(account, List.of(), 2);
        UUID marker = ids.next();
        UUID other = register(ids.next(), List.of());
        director()
                .body(unit(other, member(contactOf(other, "Paul", "FR"), "1", "USER")))
                .put("/v1/decision-units/" + marker)
                .then()
                .statusCode(201);
        probe.await(CoverageChanged.class, event -> event.accountId().equals(other));
        long events = probe.await(
                        CoverageChanged.class,
                        event -> event.accountId().equals(account) && event.coveredMembers() == 1)
                .size();
        assertThat(events).isEqualTo(told.size());
    }

    // ---- cost ----

    @Test
    void readsAndSnapshotsCostTheSameHoweverMuchThereIs() {
        UUID small = register(ids.next(), List.of());
        fill(small, 1);
        fill(account, 40);
        coverages.of(small, null, Scope.ACCOUNT);

        long one = RoundTrips.of(() -> coverages.of(small, null, Scope.ACCOUNT));
        long many = RoundTrips.of(() -> coverages.of(account, null, Scope.GROUP));
        assertThat(many).isEqualTo(one).isBetween(1L, 10L);
        // Both were published before, whether by this or by the publisher in the background: neither has news to
        // append.
        snapshot(small, account);
        long snapshot = RoundTrips.of(() -> snapshot(small));
        long snapshotOfMany = RoundTrips.of(() -> snapshot(small, account));
        assertThat(snapshotOfMany).isEqualTo(snapshot).isBetween(1L, 10L);
    }

    private void snapshot(UUID... accounts) {
        QuarkusTransaction.requiringNew().run(() -> snapshots.publish(List.of(accounts)));
    }

    @Test
    void aBatchOfInteractionsCostsTheSameAtOneAndAtFiveHundred() {
        UUID maria = contactOf(account, "Maria", "DE");
        interactions.post(null, batchOf(1, maria));

        long one = RoundTrips.of(() -> interactions.post(null, batchOf(1, maria)));
        long many = RoundTrips.of(() -> interactions.post(null, batchOf(500, maria)));

        assertThat(many).isBetween(1L, one + 1);
        assertThat(one).isLessThanOrEqualTo(10);
        director()
                .get("/v1/interactions?limit=500&accountId=" + account)
                .then()
                .body("items", hasSize(500))
                .body("nextCursor", notNullValue());
    }

    private InteractionBatch.Request batchOf(int number, UUID contact) {
        return new InteractionBatch.Request(IntStream.range(0, number)
                .mapToObj(i -> new InteractionRequest(
                        null,
                        account,
                        InteractionKind.EMAIL,
                        Direction.OUTBOUND,
                        clock.instant().minus(i, ChronoUnit.HOURS),
                        List.of(contact),
                        List.of("anna"),
                        null,
                        null))
                .toList());
    }

    private void fill(UUID of, int number) {
        List<UUID> people = IntStream.range(0, number)
                .mapToObj(i -> contactOf(of, "Person " + i, "DE"))
                .toList();
        director()
                .body(unit(
                        of,
                        people.stream()
                                .map(person -> member(person, "5", "USER"))
                                .toArray(String[]::new)))
                .put("/v1/decision-units/" + ids.next())
                .then()
                .statusCode(201);
        batch(people.stream()
                .map(person -> interaction(of, "CALL", today().minusDays(1), person))
                .toArray(String[]::new));
    }

    // ---- words of these tests ----

    private UUID register(UUID id, List<ParentRef> parents) {
        return register(id, parents, 1);
    }

    private UUID register(UUID id, List<ParentRef> parents, long version) {
        probe.send(new AccountRegistered(new AccountState(
                id,
                version,
                "Account " + id,
                AccountKind.CUSTOMER,
                AccountClass.REGULAR,
                null,
                "EUR",
                "DE",
                null,
                null,
                null,
                List.of(),
                parents,
                List.of("anna"),
                null,
                null)));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> director().get("/v1/coverage/" + id).statusCode() == 200);
        return id;
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    private static RequestSpecification as(String subject, String... roles) {
        return given().config(RestAssuredConfig.config()
                        .jsonConfig(JsonConfig.jsonConfig().numberReturnType(JsonPathConfig.NumberReturnType.DOUBLE)))
                .auth()
                .oauth2(Tokens.of(subject, roles))
                .contentType("application/json");
    }

    private static RequestSpecification director() {
        return as("dora", Roles.KAM_DIRECTOR);
    }

    private String contact(String name) {
        return contactBody(account, name, "DE");
    }

    private static String contactBody(UUID account, String name, String country) {
        return """
                {"accountId": "%s", "name": "%s", "function": "PROCUREMENT", "from": "2020-01-01", "site": {"country": "%s"}}""".formatted(account, name, country);
    }

    private UUID contactOf(UUID of, String name, String country) {
        UUID id = ids.next();
        director()
                .body(contactBody(of, name, country))
                .put("/v1/contacts/" + id)
                .then()
                .statusCode(201);
        return id;
    }

    private static String member(UUID contact, String influence, String... roles) {
        return "{\"contactId\": \"%s\", \"influence\": %s, \"roles\": [%s]}"
                .formatted(
                        contact,
                        influence,
                        List.of(roles).stream().map(role -> "\"" + role + "\"").collect(Collectors.joining(",")));
    }

    private static String unit(UUID account, String... members) {
        return "{\"accountId\": \"%s\", \"subject\": \"Bearings\", \"members\": [%s]}"
                .formatted(account, String.join(",", members));
    }

    private String interaction(UUID of, String kind, LocalDate day, UUID... contacts) {
        // not in the future, whatever the hour
        Instant nine = day.atTime(9, 0).atZone(clock.getZone()).toInstant();
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant at = day.equals(today()) && nine.isAfter(now) ? now : nine;
        return "{\"accountId\": \"%s\", \"kind\": \"%s\", \"at\": \"%s\", \"contactIds\": [%s], \"ourParticipants\": [\"anna\"]}"
                .formatted(
                        of,
                        kind,
                        at,
                        List.of(contacts).stream().map(id -> "\"" + id + "\"").collect(Collectors.joining(",")));
    }

    private static String withId(UUID id, String interaction) {
        return "{\"id\": \"" + id + "\", " + interaction.substring(1);
    }

    private static ValidatableResponse batch(String... interactions) {
        return director()
                .body("{\"items\": [" + String.join(",", interactions) + "]}")
                .post("/v1/interactions/batch")
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse coverage(UUID of, String query) {
        return director().get("/v1/coverage/" + of + query).then().statusCode(200);
    }

    private static ValidatableResponse strengths(UUID of, LocalDate asOf) {
        return director()
                .get("/v1/relationships/" + of + "/strengths?asOf=" + asOf)
                .then()
                .statusCode(200);
    }
}
