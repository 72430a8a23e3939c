package org.kamsuite.receivables.position;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.kamsuite.contracts.receivables.CurrencyPosition;
import org.kamsuite.contracts.receivables.ReceivablesPositionChanged;
import org.kamsuite.receivables.Scenario;
import org.kamsuite.test.EventProbe;

@QuarkusTest
class PositionSnapshotsTest {

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    PositionSnapshots snapshots;

    /// An account's events of one type keep their order: what was told in between would stand in between.
    @Test
    void whatIsTheSameIsNotToldAgain() {
        try (EventProbe probe = new EventProbe(bootstrapServers)) {
            Scenario it = Scenario.of("position-told", "EUR");
            it.has(it.erp().invoice("1", "2026-03-01", "2026-03-31", "1000"));
            assertThat(told(probe, it.account(), 1000)).containsExactly(1000);
            touch(it.account());

            it.has(it.erp().payment("P", "2026-04-05", "400", "1"));
            assertThat(told(probe, it.account(), 600)).containsExactly(1000, 600);

            // The amount that it was before, with other zeros behind the point.
            it.has(it.erp().payment("Q", "2026-04-06", "0.50", "1"), it.erp().reversed("Q", "2026-04-06"));
            touch(it.account());
            it.has(it.erp().payment("R", "2026-04-07", "100", "1"));
            assertThat(told(probe, it.account(), 500)).containsExactly(1000, 600, 500);
        }
    }

    private void touch(UUID account) {
        QuarkusTransaction.requiringNew().run(() -> snapshots.publish(List.of(account)));
    }

    /// What was told of the account up to a balance.
    private static List<Integer> told(EventProbe probe, UUID account, int balance) {
        return probe
                .await(
                        ReceivablesPositionChanged.class,
                        event -> event.accountId().equals(account)
                                && balances(event).contains(balance))
                .stream()
                .flatMap(event -> balances(event).stream())
                .toList();
    }

    private static List<Integer> balances(ReceivablesPositionChanged event) {
        return event.positions().stream()
                .map(CurrencyPosition::balance)
                .map(balance -> balance.intValue())
                .toList();
    }
}
