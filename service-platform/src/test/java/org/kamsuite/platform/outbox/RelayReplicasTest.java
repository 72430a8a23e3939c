package org.kamsuite.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kamsuite.contracts.account.AccountChanged;
import org.kamsuite.contracts.account.AccountClass;
import org.kamsuite.contracts.account.AccountKind;
import org.kamsuite.contracts.account.AccountState;
import org.kamsuite.platform.database.Schema;
import org.kamsuite.test.EventProbe;

/// Three relays on one database, as three replicas of a service have: each event is published once, in its order,
/// whichever of them works.
@QuarkusTest
class RelayReplicasTest {

    private static final int WRITERS = 4;
    private static final int EVENTS = 250;

    @Inject
    Outbox outbox;

    @Inject
    Jdbi jdbi;

    @Inject
    AgroalDataSource dataSource;

    @Inject
    Clock clock;

    @Inject
    Schema schema;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private final List<OutboxRelay> others = new ArrayList<>();

    @BeforeEach
    void startTwoMore() {
        for (int i = 0; i < 2; i++) {
            OutboxRelay relay = new OutboxRelay();
            relay.dataSource = dataSource;
            relay.clock = clock;
            relay.schema = schema;
            relay.bootstrapServers = bootstrapServers;
            relay.service = "platform-test";
            // Small, so that there are many hand-overs.
            relay.batchSize = 20;
            relay.start(null, new SimpleMeterRegistry());
            others.add(relay);
        }
    }

    @AfterEach
    void stopThem() throws InterruptedException {
        for (OutboxRelay relay : others) {
            relay.stop(null);
        }
    }

    @Test
    void eachEventIsPublishedOnceInItsOrderWhoeverWorks() throws Exception {
        List<UUID> accounts =
                IntStream.range(0, WRITERS).mapToObj(_ -> UUID.randomUUID()).toList();
        append(accounts, 1);
        awaitEmpty();
        // Another one takes over: nothing was under way.
        int worker = worker();
        jdbi.useHandle(handle -> handle.execute("select pg_terminate_backend(?)", worker));
        append(accounts, EVENTS + 1);
        assertThat(worker()).isNotEqualTo(worker);
        awaitEmpty();
        try (EventProbe probe = new EventProbe(bootstrapServers)) {
            for (UUID account : accounts) {
                var seen = probe.await(AccountChanged.class, event -> version(event, account) == 2 * EVENTS);
                assertThat(seen)
                        .extracting(event -> (int) event.account().version())
                        .isEqualTo(IntStream.rangeClosed(1, 2 * EVENTS).boxed().toList());
                assertThat(logged(account))
                        .isEqualTo(IntStream.rangeClosed(1, 2 * EVENTS).boxed().toList());
            }
        }
    }

    /// Each account by a writer of its own, an event per transaction.
    private void append(List<UUID> accounts, int from) throws Exception {
        try (var writers = Executors.newFixedThreadPool(WRITERS)) {
            List<Future<?>> done = new ArrayList<>();
            for (UUID account : accounts) {
                done.add(writers.submit(() -> {
                    for (int version = from; version < from + EVENTS; version++) {
                        AccountChanged event = changed(account, version);
                        QuarkusTransaction.requiringNew().run(() -> outbox.append(List.of(event)));
                    }
                }));
            }
            for (Future<?> each : done) {
                each.get();
            }
        }
    }

    /// The server process of the relay that works.
    private int worker() {
        await().until(() -> workers().size() == 1);
        return workers().getFirst();
    }

    private List<Integer> workers() {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select pid from pg_locks where locktype = 'advisory' and granted and objid = :key
                            and classid = :space""")
                .bind("key", 0x6b616d_6f7574L & 0xffffffffL)
                .bind("space", 0x6b616d_6f7574L >> 32)
                .mapTo(Integer.class)
                .list());
    }

    private void awaitEmpty() {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> jdbi.withHandle(handle -> handle.createQuery("select count(*) from outbox")
                                .mapTo(Integer.class)
                                .one())
                        == 0);
    }

    private List<Integer> logged(UUID account) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select cast(cast(payload as jsonb) -> 'account' ->> 'version' as int) from published_event
                        where account_id = ? order by position""")
                .bind(0, account.toString())
                .mapTo(Integer.class)
                .list());
    }

    private static long version(AccountChanged event, UUID account) {
        return event.accountId().equals(account) ? event.account().version() : 0;
    }

    private static AccountChanged changed(UUID account, int version) {
        return new AccountChanged(new AccountState(
                account,
                version,
                "Relay test",
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
                null));
    }
}
