package org.kamsuite.servicelevel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
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
import org.kamsuite.contracts.erp.DeliveryReceived;
import org.kamsuite.contracts.erp.InquiryKind;
import org.kamsuite.contracts.erp.InquiryOpened;
import org.kamsuite.contracts.erp.InquiryPriority;
import org.kamsuite.contracts.erp.OrderLine;
import org.kamsuite.contracts.erp.OrderPlaced;
import org.kamsuite.contracts.erp.ReceivedLine;
import org.kamsuite.contracts.servicelevel.ServiceFailureDetected;
import org.kamsuite.test.EventProbe;
import org.kamsuite.test.Rebuilds;

/// Damage is reported and mended; failures that were told are not told again.
@QuarkusTest
class RebuildTest {

    private static final Instant MARCH = Instant.parse("2024-03-01T12:00:00Z");

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    Jdbi jdbi;

    private final CustomerRef customer =
            new CustomerRef("erp-rebuild", UUID.randomUUID().toString());

    @Test
    void orderLinesFailuresAndInquiriesAreMadeAnewFromTheirFacts() {
        UUID account = UUID.randomUUID();
        try (EventProbe probe = new EventProbe(bootstrapServers)) {
            probe.send(new AccountRegistered(new AccountState(
                    account,
                    1,
                    "Rebuild Ltd",
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
                    order("RB-1"),
                    new DeliveryReceived(
                            customer,
                            0,
                            "RB-D",
                            "RB-1",
                            Instant.parse("2024-03-12T12:00:00Z"),
                            List.of(new ReceivedLine("1", BigDecimal.TEN, null, null, null))),
                    new InquiryOpened(
                            customer,
                            0,
                            "RB-I",
                            MARCH,
                            InquiryKind.COMPLAINT,
                            "phone",
                            "Damaged goods",
                            InquiryPriority.HIGH,
                            null,
                            null)));
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                assertThat(told()).isEqualTo(1);
                assertThat(rows("inquiry")).hasSize(1);
            });
            List<String> lines = rows("order_line");
            List<String> failures = rows("service_failure");
            List<String> inquiries = rows("inquiry");

            update("update order_line set delivered_on = null, accepted = 0 where " + ours());
            update("update service_failure set quantity = 1 where " + ours());
            update("delete from inquiry where " + ours());
            JsonPath checked = Rebuilds.run("order-lines", "CHECK");
            assertThat(checked.getLong("missing")).isEqualTo(2);
            assertThat(checked.getLong("surplus")).isEqualTo(2);
            assertThat(Rebuilds.run("inquiries", "CHECK").getLong("missing")).isEqualTo(1);
            assertThat(rows("inquiry")).isEmpty();

            assertThat(Rebuilds.run("order-lines", "REBUILD").getLong("missing"))
                    .isEqualTo(2);
            assertThat(Rebuilds.run("inquiries", "REBUILD").getLong("missing")).isEqualTo(1);
            assertThat(rows("order_line")).isEqualTo(lines);
            assertThat(rows("service_failure")).isEqualTo(failures);
            assertThat(rows("inquiry")).isEqualTo(inquiries);
            assertThat(Rebuilds.differences(Rebuilds.run("order-lines", "REBUILD")))
                    .isZero();
            assertThat(Rebuilds.differences(Rebuilds.run("inquiries", "REBUILD")))
                    .isZero();

            probe.send(List.of(order("RB-LAST")));
            assertThat(probe.await(
                            ServiceFailureDetected.class,
                            each -> each.accountId().equals(account)
                                    && each.orderNumber().equals("RB-LAST")))
                    .extracting(ServiceFailureDetected::orderNumber)
                    .containsExactly("RB-1", "RB-LAST");
        }
    }

    private OrderPlaced order(String number) {
        return new OrderPlaced(
                customer,
                0,
                number,
                MARCH,
                "EUR",
                null,
                LocalDate.parse("2024-03-10"),
                null,
                List.of(new OrderLine("1", "A-1", null, BigDecimal.TEN, "EA", BigDecimal.ONE, null, null)));
    }

    private String ours() {
        return "customer_id in (select customer_id from erp_customer where number = '" + customer.number() + "')";
    }

    private long told() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select count(*) from service_failure where published_at is not null and " + ours())
                .mapTo(Long.class)
                .one());
    }

    private List<String> rows(String table) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select cast(to_jsonb(r) - 'settles_at' as text) from %s r where %s order by 1"
                                .formatted(table, ours()))
                .mapTo(String.class)
                .list());
    }

    private void update(String statement) {
        jdbi.useHandle(handle -> handle.execute(statement));
    }
}
