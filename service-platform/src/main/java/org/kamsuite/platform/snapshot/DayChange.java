package org.kamsuite.platform.snapshot;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import org.jdbi.v3.core.Jdbi;

/// A new day changes figures without any event: items become overdue, windows move on. Once a day, in whichever replica
/// notices first, all accounts count as touched.
@ApplicationScoped
class DayChange {

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    @Inject
    Instance<AccountSnapshots> snapshots;

    @Scheduled(every = "1m", delayed = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @Transactional
    void check() {
        if (!snapshots.isResolvable()) {
            return;
        }
        jdbi.useHandle(handle -> {
            int changed = handle.createUpdate("update snapshot_day set day = :today where day < :today")
                    .bind("today", LocalDate.ofInstant(clock.instant(), clock.getZone()))
                    .execute();
            if (changed > 0) {
                handle.execute("""
                        insert into touched_account (account_id)
                        select account_id from account_directory order by account_id
                        on conflict (account_id) do update set account_id = excluded.account_id""");
            }
        });
    }
}
