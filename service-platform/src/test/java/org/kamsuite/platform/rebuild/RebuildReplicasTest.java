package org.kamsuite.platform.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.ClientProxy;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kamsuite.platform.snapshot.AccountSnapshots;
import org.kamsuite.platform.snapshot.SnapshotPublisherTest;
import org.kamsuite.platform.snapshot.TouchedAccounts;
import org.kamsuite.test.Rebuilds;

/// Three runners on one database, as three replicas of a service have: they take turns, and each slice of a rebuild is
/// done and told once.
@QuarkusTest
class RebuildReplicasTest {

    private static final int CUSTOMERS = 400;

    @Inject
    Jdbi jdbi;

    @Inject
    RebuildRunner runner;

    @Inject
    org.kamsuite.platform.rebuild.Rebuilds rebuilds;

    @Inject
    EventLog log;

    @Inject
    ObjectMapper json;

    @Inject
    TouchedAccounts touched;

    @Inject
    Instance<AccountSnapshots> snapshots;

    @Inject
    SnapshotPublisherTest.Published published;

    private final List<UUID> accounts =
            IntStream.range(0, CUSTOMERS).mapToObj(_ -> UUID.randomUUID()).toList();
    private final List<RebuildRunner> others = new ArrayList<>();

    @BeforeEach
    void startTwoMore() {
        RebuildRunner own = ClientProxy.unwrap(runner);
        for (int i = 0; i < 2; i++) {
            RebuildRunner other = new RebuildRunner();
            other.rebuilds = rebuilds;
            other.log = log;
            other.jdbi = jdbi;
            other.json = json;
            other.touched = touched;
            other.snapshots = snapshots;
            other.every = Duration.ofMillis(5);
            other.groups = 20;
            other.records = own.records;
            other.resume();
            others.add(other);
        }
    }

    @AfterEach
    void stopThem() throws InterruptedException {
        for (RebuildRunner other : others) {
            other.halt();
        }
    }

    @Test
    void eachSliceIsDoneOnceAndItsAccountsArePublishedOnce() {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        with customers as (
                            insert into erp_customer (system, number, account_id)
                            select 'replicas', account, cast(account as uuid) from unnest(:accounts) as a(account)
                            returning customer_id)
                        insert into sample_fact (customer_id, amount)
                        select customer_id, amount from customers, generate_series(1, 3) as amount""")
                .bindArray(
                        "accounts",
                        String.class,
                        accounts.stream().map(UUID::toString).toList())
                .execute());
        JsonPath rebuilt = Rebuilds.run("sample", "REBUILD");
        assertThat(rebuilt.getLong("missing")).isGreaterThanOrEqualTo(CUSTOMERS);
        assertThat(rebuilt.getLong("done")).isEqualTo(rebuilt.getLong("total"));
        assertThat(sums()).hasSize(CUSTOMERS).containsOnly("6");
        await().atMost(Duration.ofSeconds(60)).until(() -> touchedAccounts() == 0);
        assertThat(accounts).extracting(published::of).containsOnly(1);
        assertThat(Rebuilds.differences(Rebuilds.run("sample", "CHECK"))).isZero();
    }

    private List<String> sums() {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select s.amount from sample_sum s join erp_customer c using (customer_id)
                        where c.account_id = any(:accounts)""")
                .bindArray("accounts", UUID.class, accounts)
                .mapTo(String.class)
                .list());
    }

    private int touchedAccounts() {
        return jdbi.withHandle(handle -> handle.createQuery("select count(*) from touched_account")
                .mapTo(Integer.class)
                .one());
    }
}
