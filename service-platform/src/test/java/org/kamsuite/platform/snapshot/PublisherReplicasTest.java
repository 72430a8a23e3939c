package org.kamsuite.platform.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kamsuite.contracts.account.AccountClass;
import org.kamsuite.contracts.account.AccountKind;
import org.kamsuite.contracts.account.AccountState;
import org.kamsuite.platform.account.AccountDirectory;
import org.kamsuite.platform.database.Schema;

/// Three publishers on one database, as three replicas of a service have: they share the accounts, and each mark of
/// an account is published once.
@QuarkusTest
class PublisherReplicasTest {

    private static final int ACCOUNTS = 500;
    private static final int REPLICAS = 8;

    @Inject
    TouchedAccounts touched;

    @Inject
    Schema schema;

    @Inject
    Instance<AccountSnapshots> snapshots;

    @Inject
    IntakePace intake;

    @Inject
    SnapshotPublisherTest.Published published;

    @Inject
    DayChange days;

    @Inject
    AccountDirectory directory;

    @Inject
    Jdbi jdbi;

    private final List<UUID> accounts =
            IntStream.range(0, ACCOUNTS).mapToObj(_ -> UUID.randomUUID()).toList();
    private final List<SnapshotPublisher> others = new ArrayList<>();

    @BeforeEach
    void startTwoMore() {
        for (int i = 0; i < 2; i++) {
            SnapshotPublisher publisher = new SnapshotPublisher();
            publisher.schema = schema;
            publisher.touched = touched;
            publisher.snapshots = snapshots;
            publisher.intake = intake;
            publisher.patience = Duration.ZERO;
            publisher.every = Duration.ofMillis(5);
            // Small, so that all of them take some.
            publisher.batch = 10;
            publisher.start(null);
            others.add(publisher);
        }
    }

    @AfterEach
    void stopThem() throws InterruptedException {
        for (SnapshotPublisher publisher : others) {
            publisher.stop(null);
        }
    }

    @Test
    void eachMarkIsPublishedOnce() {
        for (int round = 1; round <= 5; round++) {
            QuarkusTransaction.requiringNew().run(() -> touched.markAccounts(accounts));
            awaitNothingTouched();
            assertThat(accounts).extracting(published::of).containsOnly(round);
        }
    }

    @Test
    void aNewDayIsNoticedByOneReplica() throws Exception {
        QuarkusTransaction.requiringNew()
                .run(() -> directory.apply(
                        accounts.stream().map(PublisherReplicasTest::state).toList()));
        jdbi.useHandle(handle -> handle.execute("update snapshot_day set day = '2020-01-01'"));
        CyclicBarrier together = new CyclicBarrier(REPLICAS);
        try (var replicas = Executors.newFixedThreadPool(REPLICAS)) {
            List<Future<?>> checks = IntStream.range(0, REPLICAS)
                    .<Future<?>>mapToObj(_ -> replicas.submit(() -> {
                        together.await();
                        days.check();
                        return null;
                    }))
                    .toList();
            for (Future<?> check : checks) {
                check.get();
            }
        }
        awaitNothingTouched();
        assertThat(accounts).extracting(published::of).containsOnly(1);
    }

    /// Also waits for those that a publisher holds: their rows are gone only when it commits.
    private void awaitNothingTouched() {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> jdbi.withHandle(handle -> handle.createQuery("select count(*) from touched_account")
                                .mapTo(Integer.class)
                                .one())
                        == 0);
    }

    private static AccountState state(UUID account) {
        return new AccountState(
                account,
                1,
                "Replicas",
                AccountKind.CUSTOMER,
                AccountClass.REGULAR,
                null,
                "EUR",
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                null,
                null);
    }
}
