package org.kamsuite.receivables.position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.kamsuite.receivables.Scenario;

@QuarkusTest
class PositionSnapshotsTest {

    @Inject
    PositionSnapshots snapshots;

    @Inject
    Jdbi jdbi;

    @Test
    void whatIsTheSameIsNotToldAgain() {
        Scenario it = Scenario.of("position-told", "EUR");
        it.has(it.erp().invoice("1", "2026-03-01", "2026-03-31", "1000"));
        awaitTold(it.account(), " 1000 1000 ");
        assertThat(eventsOfOneMore(it.account())).isZero();

        it.has(it.erp().payment("P", "2026-04-05", "400", "1"));
        awaitTold(it.account(), " 600 600 ");
        assertThat(eventsOfOneMore(it.account())).isZero();

        // The amount that it was before, with other zeros behind the point.
        it.has(it.erp().payment("Q", "2026-04-06", "0.50", "1"), it.erp().reversed("Q", "2026-04-06"));
        assertThat(eventsOfOneMore(it.account())).isZero();

        awaitQuiet(it.account());
        // Another day, or another service's table that was emptied: told anew.
        jdbi.useHandle(handle -> handle.createUpdate("update position_told set told = '' where account_id = :account")
                .bind("account", it.account())
                .execute());
        assertThat(eventsOfOneMore(it.account())).isEqualTo(1);
    }

    private void awaitTold(UUID account, String amount) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(told(account)).contains(amount));
    }

    // The service's own publisher is done with it.
    private void awaitQuiet(UUID account) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(jdbi.withHandle(handle -> handle.createQuery(
                                                "select count(*) from touched_account where account_id = :account")
                                        .bind("account", account)
                                        .mapTo(Long.class)
                                        .one())
                                .longValue())
                        .isZero());
    }

    private String told(UUID account) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select told from position_told where account_id = :account")
                        .bind("account", account)
                        .mapTo(String.class)
                        .findOne()
                        .orElse(""));
    }

    // Seen in the transaction that appends them: nobody has relayed them yet.
    private int eventsOfOneMore(UUID account) {
        return QuarkusTransaction.requiringNew().call(() -> {
            long before = jdbi.withHandle(handle -> handle.createQuery("select last_value from outbox_position_seq")
                    .mapTo(Long.class)
                    .one());
            snapshots.publish(List.of(account));
            return jdbi.withHandle(handle -> handle.createQuery(
                            "select count(*) from outbox where position > :before and subject = :account"
                                    + " and type like '%position-changed%'")
                    .bind("before", before)
                    .bind("account", account.toString())
                    .mapTo(Integer.class)
                    .one());
        });
    }
}
