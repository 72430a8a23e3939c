package org.kamsuite.relationship;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsInAnyOrder;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.account.AccountChanged;
import org.kamsuite.contracts.account.AccountClass;
import org.kamsuite.contracts.account.AccountKind;
import org.kamsuite.contracts.account.AccountState;
import org.kamsuite.contracts.account.ParentRef;
import org.kamsuite.contracts.account.ParentType;
import org.kamsuite.platform.Ids;
import org.kamsuite.platform.rest.Roles;
import org.kamsuite.test.EventProbe;
import org.kamsuite.test.Rebuilds;
import org.kamsuite.test.Tokens;

/// Damage to what is derived or copied is reported and mended, the answers are again what they were, and nobody is
/// told what he knows.
@QuarkusTest
class RebuildTest {

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    Jdbi jdbi;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    private EventProbe probe;
    private UUID head;
    private UUID unit;

    @BeforeEach
    void aGroup() {
        probe = new EventProbe(bootstrapServers);
        head = ids.next();
        unit = ids.next();
        probe.send(new AccountChanged(state(head, 1, "Head", List.of())));
        probe.send(new AccountChanged(state(unit, 1, "Unit of old", List.of())));
        probe.send(
                new AccountChanged(state(unit, 2, "Unit", List.of(new ParentRef(ParentType.LEGAL, head, null, null)))));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> rows("account_directory", head).size() == 1
                        && rows("account_parent", unit).size() == 1);
    }

    @AfterEach
    void close() {
        probe.close();
    }

    @Test
    void everyProjectionIsListedWithItsSource() {
        given().auth()
                .oauth2(Tokens.of("otto", Roles.ADMIN))
                .get("/ops/projections")
                .then()
                .statusCode(200)
                .body("items.name", containsInAnyOrder("accounts", "interaction-contacts"));
    }

    @Test
    void theCopyOfAccountsIsMadeAnewFromKafka() {
        interaction(unit, contact(unit), 3);
        Rebuilds.run("accounts", "REBUILD");
        String answer = answer("/v1/coverage/" + head + "?scope=group");
        List<List<String>> before = copied();
        long told = told(unit);

        update("update account_directory set legal_name = 'Damaged', team = '{}' where account_id = '" + unit + "'");
        update("delete from account_parent where account_id = '" + unit + "'");
        update("insert into account_reference values ('rebuild', 'made-up-%s', '%s')".formatted(unit, unit));
        assertThat(answer("/v1/coverage/" + head + "?scope=group")).isNotEqualTo(answer);
        JsonPath checked = Rebuilds.run("accounts", "CHECK");
        assertThat(checked.getLong("missing")).as("the account, its parent").isEqualTo(2);
        assertThat(checked.getLong("surplus"))
                .as("the damaged account, a reference")
                .isEqualTo(2);
        assertThat(checked.getList("samples.row", String.class)).anyMatch(row -> row.contains("Damaged"));
        assertThat(copied()).as("a check changes nothing").isNotEqualTo(before);

        Rebuilds.run("accounts", "REBUILD");
        assertThat(copied()).isEqualTo(before);
        assertThat(answer("/v1/coverage/" + head + "?scope=group")).isEqualTo(answer);
        assertThat(Rebuilds.differences(Rebuilds.run("accounts", "CHECK"))).isZero();
        awaitNothingTouched();
        assertThat(told(unit)).isEqualTo(told);
    }

    @Test
    void whatStandsBesideTheContactsOfInteractionsIsMadeAnewFromThem() {
        UUID maria = contact(unit);
        UUID recent = interaction(unit, maria, 3);
        interaction(unit, maria, 40);
        Rebuilds.run("interaction-contacts", "REBUILD");
        String path = "/v1/relationships/" + unit + "/strengths?asOf=" + LocalDate.now(clock);
        String answer = answer(path);
        List<String> before = participations(unit);
        assertThat(before).hasSize(2);

        update("update interaction_contact set on_day = on_day - 300, kind = 'EMAIL' where interaction_id = '" + recent
                + "'");
        assertThat(answer(path)).isNotEqualTo(answer);
        JsonPath checked = Rebuilds.run("interaction-contacts", "CHECK");
        assertThat(checked.getLong("missing")).isEqualTo(1);
        assertThat(checked.getLong("surplus")).isEqualTo(1);
        assertThat(checked.getString("samples.find { it.kind == 'SURPLUS' }.row"))
                .contains(recent.toString())
                .contains("EMAIL");
        assertThat(participations(unit)).isNotEqualTo(before);

        JsonPath mended = Rebuilds.run("interaction-contacts", "REBUILD");
        assertThat(Rebuilds.differences(mended)).isEqualTo(2);
        assertThat(participations(unit)).isEqualTo(before);
        assertThat(answer(path)).isEqualTo(answer);
        assertThat(Rebuilds.differences(Rebuilds.run("interaction-contacts", "REBUILD")))
                .isZero();
    }

    private AccountState state(UUID account, int version, String name, List<ParentRef> parents) {
        return new AccountState(
                account,
                version,
                name,
                AccountKind.CUSTOMER,
                AccountClass.REGULAR,
                null,
                "EUR",
                "DE",
                null,
                null,
                null,
                List.of(new CustomerRef("rebuild", account.toString())),
                parents,
                List.of("anna"),
                null,
                null);
    }

    private UUID contact(UUID account) {
        UUID contact = ids.next();
        director()
                .body(
                        "{\"accountId\":\"%s\",\"name\":\"Maria\",\"function\":\"PROCUREMENT\",\"from\":\"2020-01-01\",\"site\":{\"country\":\"DE\"}}"
                                .formatted(account))
                .put("/v1/contacts/" + contact)
                .then()
                .statusCode(201);
        director()
                .body(
                        "{\"accountId\":\"%s\",\"subject\":\"Bearings\",\"members\":[{\"contactId\":\"%s\",\"influence\":8,\"roles\":[\"BUYER\"]}]}"
                                .formatted(account, contact))
                .put("/v1/decision-units/" + ids.next())
                .then()
                .statusCode(201);
        return contact;
    }

    private UUID interaction(UUID account, UUID contact, int daysAgo) {
        UUID interaction = ids.next();
        String at = LocalDate.now(clock)
                .minusDays(daysAgo)
                .atTime(9, 0)
                .atZone(clock.getZone())
                .toInstant()
                .toString();
        director()
                .body(
                        "{\"accountId\":\"%s\",\"kind\":\"MEETING\",\"at\":\"%s\",\"contactIds\":[\"%s\"],\"ourParticipants\":[\"anna\"]}"
                                .formatted(account, at, contact))
                .put("/v1/interactions/" + interaction)
                .then()
                .statusCode(201);
        return interaction;
    }

    private static String answer(String path) {
        return director().get(path).then().statusCode(200).extract().asString();
    }

    private static RequestSpecification director() {
        return given().auth().oauth2(Tokens.of("dora", Roles.KAM_DIRECTOR)).contentType("application/json");
    }

    private List<List<String>> copied() {
        return List.of(rows("account_directory", unit), rows("account_parent", unit), rows("account_reference", unit));
    }

    private List<String> rows(String table, UUID account) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select cast(to_jsonb(t) as text) from %s t where account_id = :id order by 1".formatted(table))
                .bind("id", account)
                .mapTo(String.class)
                .list());
    }

    private List<String> participations(UUID account) {
        return jdbi.withHandle(handle ->
                handle.createQuery("""
                        select cast(to_jsonb(c) as text) from interaction_contact c
                        join interaction i on i.id = c.interaction_id
                        where i.account_id = :id order by 1""").bind("id", account).mapTo(String.class).list());
    }

    /// What was published about it, or is about to be.
    private long told(UUID account) {
        awaitNothingTouched();
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select (select count(*) from published_event where account_id = :id)
                            + (select count(*) from outbox where aggregateid = :id)""")
                .bind("id", account.toString())
                .mapTo(Long.class)
                .one());
    }

    private void awaitNothingTouched() {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> jdbi.withHandle(handle -> handle.createQuery("select count(*) from touched_account")
                                .mapTo(Integer.class)
                                .one())
                        == 0);
    }

    private void update(String statement) {
        jdbi.useHandle(handle -> handle.execute(statement));
    }
}
