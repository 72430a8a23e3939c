package org.kamsuite.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
    OutboxRelay relay;

    @Inject
    Jdbi jdbi;

    @Inject
    AgroalDataSource dataSource;

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
    void aReplicaThatPublishesNoLongerDoesNotTellOfALag() throws Exception {
        try (Connection reader = dataSource.getConnection();
                Connection other = dataSource.getConnection();
                Statement read = reader.createStatement();
                Statement take = other.createStatement()) {
            // The relay sends and then waits here.
            reader.setAutoCommit(false);
            read.execute("lock table published_event in access exclusive mode");
            QuarkusTransaction.requiringNew().run(() -> outbox.append(List.of(changed(1))));
            await().until(() -> relay.lagSeconds() > 0);
            // Another replica's turn comes with the end of the relay's connection.
            Thread replica = Thread.ofVirtual().start(() -> execute(take, "select pg_advisory_lock(%d)"));
            await().until(() -> lockPids(false).size() == 1);
            int pid = lockPids(true).getFirst();
            jdbi.useHandle(handle -> handle.execute("select pg_terminate_backend(?)", pid));
            replica.join();
            await().until(() -> relay.lagSeconds() == 0);
            reader.rollback();
            assertThat(waiting()).isEqualTo(1);
            execute(take, "select pg_advisory_unlock(%d)");
        }
        await().until(() -> waiting() == 0);
    }

    private static void execute(Statement statement, String sql) {
        try {
            statement.execute(sql.formatted(OutboxRelay.ADVISORY_LOCK));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Integer> lockPids(boolean granted) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select pid from pg_locks
                        where locktype = 'advisory' and classid = :high and objid = :low and granted = :granted""")
                .bind("high", (int) (OutboxRelay.ADVISORY_LOCK >> 32))
                .bind("low", (int) OutboxRelay.ADVISORY_LOCK)
                .bind("granted", granted)
                .mapTo(Integer.class)
                .list());
    }

    @Test
    void eventsTakeTwoRoundTripsHoweverManyTheyAre() {
        long without = roundTrips(0);
        assertThat(roundTrips(1)).isEqualTo(without + 2);
        assertThat(roundTrips(500)).isEqualTo(without + 2);
    }

    /// Of a transaction that also does something else.
    private long roundTrips(int events) {
        Runnable transaction = () -> QuarkusTransaction.requiringNew().run(() -> {
            jdbi.useHandle(handle -> handle.execute("select 1"));
            outbox.append(IntStream.rangeClosed(1, events)
                    .mapToObj(version -> changed(version))
                    .toList());
        });
        // The driver learns and prepares the statements.
        IntStream.range(0, 10).forEach(_ -> transaction.run());
        return RoundTrips.of(transaction);
    }

    @Test
    void ofOneAccountTheOrderIsThatOfTheCommitsWhicheverThreadTells() throws Exception {
        int threads = 8;
        int each = 40;
        AtomicInteger version = new AtomicInteger();
        List<UUID> accounts = Stream.generate(UUID::randomUUID).limit(20).toList();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> told = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                // Each in an order of its own: locks that were taken as told would deadlock.
                List<UUID> order = new ArrayList<>(accounts);
                Collections.shuffle(order, new Random(thread));
                told.add(pool.submit(() -> IntStream.range(0, each)
                        .forEach(_ -> QuarkusTransaction.requiringNew()
                                .run(() -> order.forEach(
                                        one -> outbox.append(List.of(changed(one, version.incrementAndGet()))))))));
            }
            for (Future<?> one : told) {
                one.get();
            }
        }
        for (UUID one : accounts) {
            await().until(() -> publishedTimes(one).size() == threads * each);
            assertThat(publishedTimes(one)).isSorted();
        }
    }

    private List<Instant> publishedTimes(UUID one) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select time from published_event where account_id = ? order by position")
                        .bind(0, one.toString())
                        .mapTo(Instant.class)
                        .list());
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
        return changed(account, version);
    }

    private static AccountChanged changed(UUID account, int version) {
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
