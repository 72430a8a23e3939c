package org.kamsuite.platform.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.kamsuite.contracts.account.AccountClass;
import org.kamsuite.contracts.account.AccountKind;
import org.kamsuite.contracts.account.AccountState;
import org.kamsuite.platform.account.AccountDirectory;

@QuarkusTest
public class SnapshotPublisherTest {

    /// Stands for a service's snapshots: counts how often each account was published.
    @ApplicationScoped
    public static class Published implements AccountSnapshots {

        private final Map<UUID, Integer> times = new ConcurrentHashMap<>();
        private final Set<UUID> failing = ConcurrentHashMap.newKeySet();

        @Override
        public void publish(List<UUID> accountIds) {
            if (!Collections.disjoint(accountIds, failing)) {
                failing.clear();
                throw new IllegalStateException("once, on purpose");
            }
            accountIds.forEach(account -> times.merge(account, 1, Integer::sum));
        }

        public int of(UUID account) {
            return times.getOrDefault(account, 0);
        }

        void failOnceOn(UUID account) {
            failing.add(account);
        }
    }

    @Inject
    TouchedAccounts touched;

    @Inject
    Published published;

    @Inject
    IntakePace pace;

    @Inject
    DayChange days;

    @Inject
    AccountDirectory directory;

    @Inject
    Jdbi jdbi;

    private final UUID account = UUID.randomUUID();

    @Test
    void aTouchedAccountIsPublishedAndThenLeftAlone() {
        mark();
        await().until(() -> published.of(account) == 1);
        mark();
        await().until(() -> published.of(account) == 2);
    }

    @Test
    void figuresWaitWhileTheIntakeIsBehindButNotForEver() {
        UUID other = UUID.randomUUID();
        pace.begins(2000);
        try {
            mark();
            // At most the patience of these tests, and not because the intake has caught up.
            await().until(() -> published.of(account) == 1);
        } finally {
            pace.begins(0);
            pace.ends();
        }
        QuarkusTransaction.requiringNew().run(() -> touched.markAccounts(List.of(other)));
        await().until(() -> published.of(other) == 1);
    }

    @Test
    void aRoundGoesOnAfterTheLastAccountAndDoesNotComeBack() {
        List<UUID> three = Stream.generate(UUID::randomUUID)
                .limit(3)
                .sorted(Comparator.comparing(UUID::toString))
                .toList();
        QuarkusTransaction.begin();
        try {
            touched.markAccounts(three);
            assertThat(touched.take(three.getFirst(), 1000))
                    .containsSubsequence(three.get(1), three.getLast())
                    .doesNotContain(three.getFirst());
            assertThat(touched.take(null, 1000)).contains(three.getFirst());
        } finally {
            QuarkusTransaction.rollback();
        }
    }

    @Test
    void aFailedPublicationIsTriedAgain() {
        published.failOnceOn(account);
        mark();
        await().until(() -> published.of(account) == 1);
    }

    @Test
    void aMarkOnAnAccountThatIsMarkedAlreadyWaitsForItsOwnFacts() throws Exception {
        CountDownLatch marked = new CountDownLatch(1);
        CountDownLatch commit = new CountDownLatch(1);
        Thread writer = Thread.ofPlatform()
                .start(() -> QuarkusTransaction.requiringNew().run(() -> {
                    touched.markAccounts(List.of(account));
                    marked.countDown();
                    awaitQuietly(commit);
                }));
        assertThat(marked.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(published.of(account)).isZero();
        commit.countDown();
        writer.join();
        await().until(() -> published.of(account) == 1);
    }

    @Test
    void aNewDayTouchesAllAccountsOnce() {
        QuarkusTransaction.requiringNew()
                .run(() -> directory.apply(List.of(new AccountState(
                        account,
                        1,
                        "Day",
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
                        null))));
        jdbi.useHandle(handle -> handle.execute("update snapshot_day set day = '2020-01-01'"));
        days.check();
        await().until(() -> published.of(account) == 1);
        days.check();
        mark();
        await().until(() -> published.of(account) == 2);
    }

    private void mark() {
        QuarkusTransaction.requiringNew().run(() -> touched.markAccounts(List.of(account)));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
