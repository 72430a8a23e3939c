package org.kamsuite.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.account.AccountChanged;
import org.kamsuite.contracts.account.AccountClass;
import org.kamsuite.contracts.account.AccountKind;
import org.kamsuite.contracts.account.AccountState;
import org.kamsuite.test.EventProbe;
import org.kamsuite.test.RoundTrips;

@QuarkusTest
class OutboxTest {

    @Inject
    Outbox outbox;

    @Inject
    Jdbi jdbi;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private final UUID account = UUID.randomUUID();

    @Test
    void eventsArePublishedInTheirOrderAndThenForgotten() {
        QuarkusTransaction.requiringNew()
                .run(() -> outbox.append(IntStream.rangeClosed(1, 600)
                        .mapToObj(version -> changed(version))
                        .toList()));
        assertThat(publishedUpTo(600))
                .isEqualTo(IntStream.rangeClosed(1, 600).boxed().toList());
        await().until(() -> waiting() == 0);
    }

    @Test
    void aRolledBackTransactionPublishesNothing() {
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    outbox.append(List.of(changed(1)));
                    throw new IllegalStateException("on purpose");
                }))
                .isInstanceOf(IllegalStateException.class);
        QuarkusTransaction.requiringNew().run(() -> outbox.append(List.of(changed(2))));
        assertThat(publishedUpTo(2)).containsExactly(2);
    }

    @Test
    void withoutATransactionNothingIsAppended() {
        assertThatThrownBy(() -> outbox.append(List.of(changed(1)))).hasMessageContaining("Transaction is required");
    }

    @Test
    void theRelayGoesOnAfterItsConnectionWasKilled() {
        jdbi.useHandle(handle -> handle.execute("""
                select pg_terminate_backend(pid) from pg_locks
                where locktype = 'advisory' and pid <> pg_backend_pid()"""));
        QuarkusTransaction.requiringNew().run(() -> outbox.append(List.of(changed(1), changed(2))));
        assertThat(publishedUpTo(2)).containsExactly(1, 2);
    }

    @Test
    void appendingIsOneRoundTripHoweverManyEvents() {
        assertThat(roundTrips(1)).isEqualTo(roundTrips(500));
    }

    private long roundTrips(int events) {
        long[] trips = new long[1];
        QuarkusTransaction.requiringNew()
                .run(() -> trips[0] = RoundTrips.of(() -> outbox.append(IntStream.rangeClosed(1, events)
                        .mapToObj(version -> changed(version))
                        .toList())));
        return trips[0];
    }

    private List<Integer> publishedUpTo(int version) {
        try (EventProbe probe = new EventProbe(bootstrapServers)) {
            return probe
                    .await(
                            AccountChanged.class,
                            event -> event.accountId().equals(account)
                                    && event.account().version() == version)
                    .stream()
                    .map(event -> (int) event.account().version())
                    .toList();
        }
    }

    private int waiting() {
        return jdbi.withHandle(handle -> handle.createQuery("select count(*) from outbox where aggregateid = ?")
                .bind(0, account.toString())
                .mapTo(Integer.class)
                .one());
    }

    private AccountChanged changed(int version) {
        return new AccountChanged(new AccountState(
                account,
                version,
                "Outbox test",
                AccountKind.CUSTOMER,
                AccountClass.REGULAR,
                null,
                "EUR",
                null,
                null,
                null,
                null,
                List.of(new CustomerRef("outbox", account.toString())),
                List.of(),
                List.of(),
                null,
                null));
    }
}
