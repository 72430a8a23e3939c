package org.kamsuite.platform.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/// Which events this service has already taken into account.
@ApplicationScoped
class Inbox {

    /// What makes an event the same event.
    record Key(String source, String id) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int bySource = source.compareTo(other.source);
            return bySource != 0 ? bySource : id.compareTo(other.id);
        }
    }

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    /// Claims the keys in the caller's transaction; returns those that nobody had claimed before.
    @Transactional(Transactional.TxType.MANDATORY)
    Set<Key> claim(Collection<Key> keys) {
        // Sorted, so that two batches with common keys wait for each other instead of deadlocking.
        List<Key> sorted = keys.stream().distinct().sorted().toList();
        // A batch uses a processor of the database already; to start more for its statements takes longer than they do.
        return jdbi.withHandle(handle -> handle.createQuery("""
                        insert into inbox (source, id, received_at)
                        select source, id, :now
                        from unnest(:sources, :ids) as claimed(source, id)
                        cross join set_config('max_parallel_workers_per_gather', '0', true)
                        on conflict do nothing
                        returning source, id""")
                .bind("now", clock.instant())
                .bindArray(
                        "sources",
                        String.class,
                        sorted.stream().map(Key::source).toList())
                .bindArray("ids", String.class, sorted.stream().map(Key::id).toList())
                .map((row, _) -> new Key(row.getString(1), row.getString(2)))
                .collect(Collectors.toUnmodifiableSet()));
    }
}
