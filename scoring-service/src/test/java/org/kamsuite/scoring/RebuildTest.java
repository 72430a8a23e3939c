package org.kamsuite.scoring;

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
import org.kamsuite.contracts.DomainEvent;
import org.kamsuite.contracts.receivables.PaymentBehaviourChanged;
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

    @Test
    void salesAndPaymentBehaviourAreMadeAnewFromFactsAndFromKafka() {
        UUID account = UUID.randomUUID();
        CustomerRef customer = Documents.customer("REBUILD");
        try (EventProbe probe = new EventProbe(bootstrapServers)) {
            probe.send(Documents.account(account, "Rebuild AG", "EUR", null, customer));
            probe.send((DomainEvent) new PaymentBehaviourChanged(
                    account, LocalDate.parse("2025-05-31"), 12, null, new BigDecimal("7.5"), null, false));
            probe.send(List.of(
                    Documents.invoice(customer, "RB-1", "2025-05-05", "EUR", "70.00"),
                    Documents.invoice(customer, "RB-2", "2025-05-06", "EUR", "30.00"),
                    Documents.creditNote(customer, "RB-3", "2025-05-07", "EUR", "10.00"),
                    Documents.order(customer, "RB-4", "2025-05-04", "EUR")));
        }
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(rows("sales_document", account)).hasSize(4);
            assertThat(behaviours(account)).isEqualTo(1);
        });
        assertThat(Rebuilds.differences(Rebuilds.run("sales", "CHECK"))).isZero();
        assertThat(Rebuilds.differences(Rebuilds.run("payment-behaviour", "CHECK")))
                .isZero();
        String before = answer(account);
        List<String> documents = rows("sales_document", account);
        List<String> days = rows("sales_day", account);

        update("update sales_document set revenue = 1000 where number = 'RB-1'");
        update("delete from sales_document where number = 'RB-2'");
        update("update sales_day set invoices = 9 where day = '2025-05-06' and customer_id in"
                + " (select customer_id from erp_customer where account_id = '" + account + "')");
        update("update payment_behaviour set days_beyond_terms = 99 where account_id = '" + account + "'");

        JsonPath checked = Rebuilds.run("sales", "CHECK");
        assertThat(checked.getLong("missing")).isEqualTo(3);
        assertThat(checked.getLong("surplus")).isEqualTo(2);
        assertThat(Rebuilds.run("sales", "REBUILD").getLong("missing")).isEqualTo(3);
        assertThat(rows("sales_document", account)).isEqualTo(documents);
        assertThat(rows("sales_day", account)).isEqualTo(days);
        assertThat(Rebuilds.run("payment-behaviour", "REBUILD").getLong("missing"))
                .isEqualTo(1);
        assertThat(answer(account)).isEqualTo(before);
        assertThat(Rebuilds.differences(Rebuilds.run("sales", "CHECK"))).isZero();
        assertThat(Rebuilds.differences(Rebuilds.run("payment-behaviour", "CHECK")))
                .isZero();
    }

    private static String answer(UUID account) {
        return given().auth()
                .oauth2(Tokens.of("vera", Roles.VIEWER))
                .get("/v1/sales/" + account + "?from=2025-05-01&to=2025-05-31")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getString("periods");
    }

    private long behaviours(UUID account) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select count(*) from payment_behaviour where account_id = ?")
                        .bind(0, account)
                        .mapTo(Long.class)
                        .one());
    }

    private List<String> rows(String table, UUID account) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select cast(r as text) from %s r join erp_customer c using (customer_id) where c.account_id = ? order by 1"
                                .formatted(table))
                .bind(0, account)
                .mapTo(String.class)
                .list());
    }

    private void update(String statement) {
        jdbi.useHandle(handle -> handle.execute(statement));
    }
}
