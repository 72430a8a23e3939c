package org.kamsuite.receivables.collection;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.platform.snapshot.IntakePace;
import org.kamsuite.receivables.dispute.Disputes;
import org.kamsuite.receivables.dunning.Dunning;
import org.kamsuite.receivables.plan.Plans;
import org.kamsuite.receivables.promise.Promises;

/// Looks at accounts whose figures may have changed, a batch in a transaction: tells of disputes, promises and
/// payment plans, and proposes dunning steps. Safe with many replicas: each takes other accounts, and keeps others
/// off them until it has committed.
@ApplicationScoped
class FollowUp {

    private static final Logger LOG = Logger.getLogger(FollowUp.class);

    private static final int BATCH = 100;

    private static final String READY = "(marked_at <= :quiet or since <= :patience)";

    @ConfigProperty(name = "kam.follow-up.quiet")
    Duration quiet;

    @ConfigProperty(name = "kam.follow-up.patience")
    Duration patience;

    @Inject
    Clock clock;

    @Inject
    IntakePace pace;

    @Inject
    Jdbi jdbi;

    @Inject
    Disputes disputes;

    @Inject
    Promises promises;

    @Inject
    Plans plans;

    @Inject
    Dunning dunning;

    @Scheduled(every = "{kam.follow-up.every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        UUID after = new UUID(0, 0);
        while (after != null) {
            Instant begun = clock.instant();
            after = next(after, BATCH);
            pace.giveWay(Duration.between(begun, clock.instant()));
        }
    }

    /// Follows up the accounts after one, in their order.
    ///
    /// @return the last one, or null when there are no more
    private UUID next(UUID after, int limit) {
        try {
            List<UUID> accounts = QuarkusTransaction.requiringNew().call(() -> batch(after, limit));
            return accounts.size() < limit
                    ? null
                    : accounts.stream().max(FollowUp::compare).orElseThrow();
        } catch (RuntimeException e) {
            if (limit > 1) {
                // One at a time, so that none keeps the others waiting.
                return eachAfter(after);
            }
            LOG.warn("Following up an account waits and is tried again", e);
            return null;
        }
    }

    private UUID eachAfter(UUID after) {
        List<UUID> waiting = jdbi.withHandle(
                handle -> handle.createQuery("select account_id from follow_up where account_id > :after and " + READY
                                + " order by account_id limit :limit")
                        .bind("after", after)
                        .bind("quiet", pace.leftInPeaceBefore(quiet))
                        .bind("patience", clock.instant().minus(patience))
                        .bind("limit", BATCH)
                        .mapTo(UUID.class)
                        .list());
        UUID before = after;
        for (UUID account : waiting) {
            next(before, 1);
            before = account;
        }
        return waiting.size() < BATCH ? null : before;
    }

    // As the database sorts them: unsigned.
    private static int compare(UUID a, UUID b) {
        int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
    }

    private List<UUID> batch(UUID after, int limit) {
        List<UUID> accounts = jdbi.withHandle(handle -> handle.createQuery("""
                        delete from follow_up where account_id in (
                            select account_id from follow_up where account_id > :after and %s
                            order by account_id limit :limit for update skip locked)
                        returning account_id""".formatted(READY))
                .bind("after", after)
                .bind("quiet", pace.leftInPeaceBefore(quiet))
                .bind("patience", clock.instant().minus(patience))
                .bind("limit", limit)
                .mapTo(UUID.class)
                .list());
        if (!accounts.isEmpty()) {
            disputes.tell(accounts);
            promises.tell(accounts);
            plans.tell(accounts);
            dunning.propose(accounts);
        }
        return accounts;
    }
}
