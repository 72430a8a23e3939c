package org.kamsuite.receivables.collection;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.receivables.snapshot.SnapshotPart;

/// Leaves touched accounts, and all of them on a new day, to [FollowUp].
@ApplicationScoped
class FollowUpMarks implements SnapshotPart {

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    @Override
    public void publish(List<UUID> accountIds) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into follow_up (account_id, marked_at, since)
                        select id, :now, :now from unnest(:ids) as given(id) order by id
                        on conflict (account_id) do update set marked_at = excluded.marked_at""")
                .bind("now", clock.instant())
                .bindArray("ids", UUID.class, accountIds)
                .execute());
    }
}
