package org.kamsuite.platform.rebuild;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.account.AccountChanged;
import org.kamsuite.contracts.account.AccountClass;
import org.kamsuite.contracts.account.AccountKind;
import org.kamsuite.contracts.account.AccountState;
import org.kamsuite.platform.account.AccountDirectory;
import org.kamsuite.platform.rest.Roles;
import org.kamsuite.platform.snapshot.SnapshotPublisherTest;
import org.kamsuite.test.EventProbe;
import org.kamsuite.test.Rebuilds;
import org.kamsuite.test.Tokens;

/// What differs from its source is reported and mended; what does not is left alone.
@QuarkusTest
class RebuildTest {

    @Inject
    Jdbi jdbi;

    @Inject
    RebuildRunner runner;

    @Inject
    AccountDirectory directory;

    @Inject
    SnapshotPublisherTest.Published published;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Test
    void aProjectionIsCheckedThenMendedAndOnlyAccountsOfChangedRowsArePublished() {
        UUID damaged = UUID.randomUUID();
        UUID sound = UUID.randomUUID();
        long first = customer(damaged);
        long second = customer(sound);
        add(first, 5);
        add(first, 7);
        add(second, 1);
        Rebuilds.run("sample", "REBUILD");
        await().until(() -> published.of(damaged) == 1 && published.of(sound) == 1);

        update("update sample_sum set amount = 99 where customer_id = " + first);
        update("insert into sample_sum values (999999999, 3)");
        JsonPath checked = Rebuilds.run("sample", "CHECK");
        assertThat(checked.getLong("missing")).isEqualTo(1);
        assertThat(checked.getLong("surplus")).isEqualTo(2);
        assertThat(checked.getString("samples.find { it.kind == 'MISSING' }.row"))
                .contains("\"amount\": 12");
        assertThat(sums(first)).containsExactly("99");

        JsonPath mended = Rebuilds.run("sample", "REBUILD");
        assertThat(mended.getLong("missing")).isEqualTo(1);
        assertThat(mended.getLong("surplus")).isEqualTo(2);
        assertThat(sums(first)).containsExactly("12");
        assertThat(sums(999999999)).isEmpty();
        await().until(() -> published.of(damaged) == 2);

        JsonPath again = Rebuilds.run("sample", "REBUILD");
        assertThat(Rebuilds.differences(again)).isZero();
        assertThat(touched()).isEmpty();
        assertThat(published.of(sound)).isEqualTo(1);
        assertThat(published.of(damaged)).isEqualTo(2);
    }

    @Test
    void anInterruptedRebuildGoesOnWhereItStoodAndOnlyOneIsUnderWay() throws Exception {
        long last = 0;
        for (int i = 0; i < 250; i++) {
            last = customer(UUID.randomUUID());
            add(last, i);
        }
        runner.halt();
        String location = Rebuilds.request("sample", "REBUILD");
        assertThat(runner.stepNow()).isTrue();
        assertThat(runner.stepNow()).isTrue();
        JsonPath half = Rebuilds.get(location);
        assertThat(half.getString("state")).isEqualTo("COMPARING");
        assertThat(half.getLong("done")).isEqualTo(100);
        assertThat(sums(last)).isEmpty();
        admin().contentType("application/json")
                .body("{\"projection\":\"accounts\"}")
                .post("/ops/rebuilds")
                .then()
                .statusCode(409)
                .body("type", endsWith("rebuild-under-way"));

        runner.resume();
        JsonPath done = Rebuilds.done(location);
        assertThat(done.getLong("missing")).isGreaterThanOrEqualTo(250);
        assertThat(done.getLong("surplus")).isZero();
        assertThat(done.getLong("done")).isEqualTo(done.getLong("total"));
        assertThat(sums(last)).containsExactly("249");
    }

    @Test
    void theCopyOfAccountsIsMendedFromKafkaAndNewerVersionsStay() {
        UUID account = UUID.randomUUID();
        UUID ahead = UUID.randomUUID();
        try (EventProbe probe = new EventProbe(bootstrapServers)) {
            probe.send(new AccountChanged(state(account, 1, "Old")));
            probe.send(new AccountChanged(state(account, 2, "New")));
            probe.send(new AccountChanged(state(ahead, 1, "Ahead")));
        }
        await().until(() -> directory
                        .find(account)
                        .filter(entry -> entry.legalName().equals("New"))
                        .isPresent()
                && directory.find(ahead).isPresent());
        long inbox = count("inbox");
        assertThat(Rebuilds.run("accounts", "REBUILD").getString("state")).isEqualTo("DONE");

        update("update account_directory set legal_name = 'Damaged' where account_id = '" + account + "'");
        update("delete from account_reference where account_id = '" + account + "'");
        update("update account_directory set version = 2, legal_name = 'Newer' where account_id = '" + ahead + "'");
        JsonPath checked = Rebuilds.run("accounts", "CHECK");
        assertThat(checked.getLong("missing")).isEqualTo(2);
        assertThat(checked.getLong("surplus")).isEqualTo(1);
        assertThat(directory.require(account).legalName()).isEqualTo("Damaged");

        Rebuilds.run("accounts", "REBUILD");
        assertThat(directory.require(account).legalName()).isEqualTo("New");
        assertThat(directory.require(ahead).legalName()).isEqualTo("Newer");
        JsonPath again = Rebuilds.run("accounts", "CHECK");
        assertThat(Rebuilds.differences(again)).isZero();
        assertThat(count("inbox")).isEqualTo(inbox);
        assertThat(count("rebuild_event")).isZero();
    }

    @Test
    void onlyAdminsAskForKnownProjections() {
        given().get("/ops/projections").then().statusCode(401);
        given().auth()
                .oauth2(Tokens.of("ida", Roles.INTEGRATION))
                .contentType("application/json")
                .body("{\"projection\":\"sample\"}")
                .post("/ops/rebuilds")
                .then()
                .statusCode(403);
        admin().contentType("application/json")
                .body("{\"projection\":\"nothing\"}")
                .post("/ops/rebuilds")
                .then()
                .statusCode(422)
                .body("type", endsWith("unknown-projection"));
        admin().contentType("application/json")
                .body("{\"projection\":\"sample\",\"mode\":\"SOMEHOW\"}")
                .post("/ops/rebuilds")
                .then()
                .statusCode(400);
        admin().get("/ops/rebuilds/" + UUID.randomUUID()).then().statusCode(404);
        admin().get("/ops/projections")
                .then()
                .statusCode(200)
                .body("items.name", hasItem("sample"))
                .body("items.find { it.name == 'accounts' }.fromKafka", equalTo(true))
                .body("items.find { it.name == 'accounts' }.tables", hasSize(4));
        Rebuilds.run("sample", "CHECK");
        admin().queryParam("limit", 1)
                .get("/ops/rebuilds")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].requestedBy", equalTo("otto"));
    }

    private static RequestSpecification admin() {
        return given().auth().oauth2(Tokens.of("otto", Roles.ADMIN));
    }

    private long customer(UUID account) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        insert into erp_customer (system, number, account_id) values ('sample', :number, :account)
                        returning customer_id""")
                .bind("number", account.toString())
                .bind("account", account)
                .mapTo(Long.class)
                .one());
    }

    private void add(long customer, int amount) {
        update("insert into sample_fact values (%d, %d)".formatted(customer, amount));
    }

    private void update(String statement) {
        jdbi.useHandle(handle -> handle.execute(statement));
    }

    private List<String> sums(long customer) {
        return jdbi.withHandle(handle -> handle.createQuery("select amount from sample_sum where customer_id = ?")
                .bind(0, customer)
                .mapTo(String.class)
                .list());
    }

    private List<UUID> touched() {
        return jdbi.withHandle(handle -> handle.createQuery("select account_id from touched_account")
                .mapTo(UUID.class)
                .list());
    }

    private long count(String table) {
        return jdbi.withHandle(handle -> handle.createQuery("select count(*) from " + table)
                .mapTo(Long.class)
                .one());
    }

    private static AccountState state(UUID account, int version, String name) {
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
                List.of(),
                List.of("anna"),
                null,
                null);
    }
}
