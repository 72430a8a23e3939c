package org.kamsuite.receivables;

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
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.account.AccountClass;
import org.kamsuite.contracts.account.AccountKind;
import org.kamsuite.contracts.account.AccountRegistered;
import org.kamsuite.contracts.account.AccountState;
import org.kamsuite.contracts.servicelevel.ServiceFailureDetected;
import org.kamsuite.contracts.servicelevel.ServiceFailureKind;
import org.kamsuite.platform.rest.Roles;
import org.kamsuite.test.EventProbe;
import org.kamsuite.test.Rebuilds;
import org.kamsuite.test.Tokens;

/// Damage is reported, mended, and the answers are again what they were.
@QuarkusTest
class RebuildTest {

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    Jdbi jdbi;

    private final CustomerRef customer =
            new CustomerRef("sap-rebuild", UUID.randomUUID().toString());

    @Test
    void ledgerOrdersAndServiceFailuresAreMadeAnew() {
        UUID account = UUID.randomUUID();
        Documents documents = new Documents(customer, "EUR");
        Orders orders = new Orders(customer, "EUR");
        try (EventProbe probe = new EventProbe(bootstrapServers)) {
            probe.send(new AccountRegistered(new AccountState(
                    account,
                    1,
                    "Rebuild AG",
                    AccountKind.CUSTOMER,
                    AccountClass.KEY,
                    null,
                    "EUR",
                    "DE",
                    null,
                    null,
                    null,
                    List.of(customer),
                    List.of(),
                    List.of(),
                    null,
                    null)));
            probe.send(List.of(
                    documents.invoice("RB-1", "2026-01-02", "2026-02-01", "100.00"),
                    documents.invoice("RB-2", "2026-01-05", "2026-02-04", "50.00"),
                    documents.payment("RB-P", "2026-01-20", "120.00", "RB-1"),
                    documents.creditNote("RB-C", "2026-01-21", "5.00", "RB-2"),
                    documents.disputed("RB-D", "RB-2", "10.00", "2026-01-22"),
                    orders.placed("RB-O", "70.00", LocalDate.parse("2026-03-01")),
                    orders.shipped("RB-S", "RB-O")));
            probe.send(new ServiceFailureDetected(
                    account,
                    "RB-O",
                    "1",
                    ServiceFailureKind.SHORT,
                    LocalDate.parse("2026-03-02"),
                    null,
                    new BigDecimal("2"),
                    "RB-S"));
        }
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(rows("item")).hasSizeGreaterThanOrEqualTo(4);
            assertThat(rows("order_line")).hasSize(1);
            assertThat(failures(account)).hasSize(1);
        });
        for (String projection : List.of("ledger", "open-orders", "service-failures")) {
            JsonPath sound = Rebuilds.run(projection, "CHECK");
            assertThat(Rebuilds.differences(sound)).as(sound.prettify()).isZero();
        }
        String before = answer(account);
        List<String> entries = rows("entry");
        List<String> items = rows("item");
        List<String> lines = rows("order_line");
        List<String> failed = failures(account);

        update("delete from entry where amount < 0 and side = 'OPEN' and " + ours());
        update("update item set open_amount = 999 where side = 'OPEN' and " + ours());
        update("update order_line set unbilled = 12345 where " + ours());
        update("delete from service_failure where account_id = '" + account + "'");
        JsonPath checked = Rebuilds.run("ledger", "CHECK");
        assertThat(checked.getLong("missing")).isGreaterThanOrEqualTo(3);
        assertThat(rows("entry")).isNotEqualTo(entries);
        assertThat(Rebuilds.differences(Rebuilds.run("open-orders", "CHECK"))).isEqualTo(2);

        Rebuilds.run("ledger", "REBUILD");
        Rebuilds.run("open-orders", "REBUILD");
        assertThat(Rebuilds.run("service-failures", "REBUILD").getLong("missing"))
                .isEqualTo(1);
        assertThat(rows("entry")).isEqualTo(entries);
        assertThat(rows("item")).isEqualTo(items);
        assertThat(rows("order_line")).isEqualTo(lines);
        assertThat(failures(account)).isEqualTo(failed);
        assertThat(answer(account)).isEqualTo(before);
        for (String projection : List.of("ledger", "open-orders", "service-failures")) {
            assertThat(Rebuilds.differences(Rebuilds.run(projection, "CHECK"))).isZero();
        }
    }

    private static String answer(UUID account) {
        return given().auth()
                .oauth2(Tokens.of("anna", Roles.VIEWER))
                .get("/v1/receivables/" + account + "?asOf=2026-03-31")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getString("positions");
    }

    private String ours() {
        return "customer_id in (select customer_id from erp_customer where number = '" + customer.number() + "')";
    }

    private List<String> rows(String table) {
        return select("select cast(r as text) from %s r where %s order by 1".formatted(table, ours()));
    }

    private List<String> failures(UUID account) {
        return select("select cast(r as text) from service_failure r where account_id = '" + account + "'");
    }

    private List<String> select(String sql) {
        return jdbi.withHandle(
                handle -> handle.createQuery(sql).mapTo(String.class).list());
    }

    private void update(String statement) {
        jdbi.useHandle(handle -> handle.execute(statement));
    }
}
