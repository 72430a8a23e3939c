package org.kamsuite.account;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.kamsuite.contracts.DomainEvent;
import org.kamsuite.contracts.Money;
import org.kamsuite.contracts.receivables.TermsChanged;
import org.kamsuite.contracts.scoring.AccountScored;
import org.kamsuite.contracts.scoring.ScoreClass;
import org.kamsuite.platform.rest.Roles;
import org.kamsuite.test.EventProbe;
import org.kamsuite.test.Rebuilds;
import org.kamsuite.test.Tokens;

/// Damage is reported and mended, without an event.
@QuarkusTest
class RebuildTest {

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    Jdbi jdbi;

    @Test
    void whatOthersPublishedIsReadAgainFromKafka() {
        UUID account = UUID.randomUUID();
        try (EventProbe probe = new EventProbe(bootstrapServers)) {
            probe.send(scored(account, "50.5"));
            probe.send(scored(account, "81.4"));
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> scores(account).equals(List.of("81.4")));
        Rebuilds.run("published-parts", "REBUILD");

        update("update published_part set data = jsonb_set(data, '{score}', '1') where account_id = '" + account + "'");
        JsonPath checked = Rebuilds.run("published-parts", "CHECK");
        assertThat(checked.getLong("missing")).isEqualTo(1);
        assertThat(checked.getLong("surplus")).isEqualTo(1);
        assertThat(scores(account)).containsExactly("1");
        assertThat(Rebuilds.run("published-parts", "REBUILD").getLong("missing"))
                .isEqualTo(1);
        assertThat(scores(account)).containsExactly("81.4");
        assertThat(Rebuilds.differences(Rebuilds.run("published-parts", "CHECK")))
                .isZero();
    }

    @Test
    void grantedTermsAreReadAgainFromKafkaEachByItsRequest() {
        UUID account = UUID.randomUUID();
        try (EventProbe probe = new EventProbe(bootstrapServers)) {
            for (int netDays : List.of(30, 45)) {
                probe.send((DomainEvent) new TermsChanged(
                        account, UUID.randomUUID(), netDays, null, null, LocalDate.parse("2026-05-01")));
            }
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> terms(account).equals(List.of("30", "45")));
        Rebuilds.run("published-parts", "REBUILD");

        update("delete from published_part where part = 'TERMS' and account_id = '" + account
                + "' and data ->> 'netDays' = '30'");
        assertThat(Rebuilds.run("published-parts", "CHECK").getLong("missing")).isEqualTo(1);
        assertThat(terms(account)).containsExactly("45");
        Rebuilds.run("published-parts", "REBUILD");
        assertThat(terms(account)).containsExactly("30", "45");
    }

    private List<String> terms(UUID account) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select data ->> 'netDays' from published_part where account_id = ? and part = 'TERMS' order by 1")
                .bind(0, account)
                .mapTo(String.class)
                .list());
    }

    @Test
    void referencesAndParentsAreMadeAnewFromTheAccounts() {
        UUID head = UUID.randomUUID();
        UUID unit = UUID.randomUUID();
        put(head, "\"references\":[]");
        put(
                unit,
                "\"references\":[{\"system\":\"rebuild\",\"number\":\"%s\"}],\"parents\":[{\"type\":\"LEGAL\",\"parentId\":\"%s\"}]"
                        .formatted(unit, head));
        Rebuilds.run("account-links", "REBUILD");
        long outbox = published(unit);

        update("update account_customer set account_id = '" + head + "' where number = '" + unit + "'");
        update("delete from account_link where account_id = '" + unit + "'");
        JsonPath checked = Rebuilds.run("account-links", "CHECK");
        assertThat(checked.getLong("missing")).isEqualTo(2);
        assertThat(checked.getLong("surplus")).isEqualTo(1);
        Rebuilds.run("account-links", "REBUILD");
        assertThat(Rebuilds.differences(Rebuilds.run("account-links", "CHECK"))).isZero();
        assertThat(published(unit)).isEqualTo(outbox);
        given().auth()
                .oauth2(Tokens.of("vera", Roles.VIEWER))
                .get("/v1/accounts/" + head + "/tree")
                .then()
                .statusCode(200)
                .body("tree.children.accountId", org.hamcrest.Matchers.contains(unit.toString()));
    }

    private static void put(UUID account, String more) {
        given().auth()
                .oauth2(Tokens.of("dora", Roles.KAM_DIRECTOR))
                .contentType("application/json")
                .body("{\"legalName\":\"Rebuild\",\"currency\":\"EUR\"," + more + "}")
                .put("/v1/accounts/" + account)
                .then()
                .statusCode(201);
    }

    private static AccountScored scored(UUID account, String score) {
        return new AccountScored(
                account,
                LocalDate.parse("2026-03-31"),
                "default/1",
                new BigDecimal(score),
                ScoreClass.A,
                2,
                60,
                BigDecimal.ONE,
                List.of(Money.of("1840200", "EUR")),
                List.of("Revenue"));
    }

    private List<String> scores(UUID account) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select data ->> 'score' from published_part where account_id = ?")
                        .bind(0, account)
                        .mapTo(String.class)
                        .list());
    }

    private long published(UUID account) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select (select count(*) from published_event where account_id = :id)
                            + (select count(*) from outbox where aggregateid = :id)""")
                .bind("id", account.toString())
                .mapTo(Long.class)
                .one());
    }

    private void update(String statement) {
        jdbi.useHandle(handle -> handle.execute(statement));
    }
}
