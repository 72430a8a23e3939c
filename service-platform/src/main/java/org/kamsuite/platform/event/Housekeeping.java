package org.kamsuite.platform.event;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;

/// Forgets what cannot come again: events older than the topics keep them, idempotency keys older than a day.
@ApplicationScoped
class Housekeeping {

    private static final Duration IDEMPOTENCY_KEYS = Duration.ofDays(1);

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    @ConfigProperty(name = "kam.inbox.retention")
    Duration inboxRetention;

    @Scheduled(every = "1h", delayed = "5m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @Transactional
    void prune() {
        jdbi.useHandle(handle -> {
            handle.createUpdate("delete from inbox where received_at < :limit")
                    .bind("limit", clock.instant().minus(inboxRetention))
                    .execute();
            handle.createUpdate("delete from idempotency_key where created_at < :limit")
                    .bind("limit", clock.instant().minus(IDEMPOTENCY_KEYS))
                    .execute();
        });
    }
}
