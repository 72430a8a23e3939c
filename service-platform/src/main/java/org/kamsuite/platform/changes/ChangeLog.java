package org.kamsuite.platform.changes;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// The events that this service published lately, in the order in which it published them.
@ApplicationScoped
public class ChangeLog {

    /// A published event.
    ///
    /// @param position grows with each event; the place from which a stream is resumed
    /// @param data the event's data as JSON
    public record Change(long position, UUID id, String accountId, String type, Instant time, String data) {}

    /// Changes in their order.
    ///
    /// @param complete whether there are no more up to where it was looked
    public record Slice(List<Change> changes, boolean complete) {}

    /// What is known of the log: positions from `pruned + 1` to `latest`, not all of which need to be in
    /// use.
    public record Extent(long pruned, long latest) {
        /// Whether somebody who has seen everything up to this position can go on without having missed
        /// anything.
        public boolean continues(long position) {
            return position >= pruned && position <= latest;
        }
    }

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    @ConfigProperty(name = "kam.changes.retention")
    Duration retention;

    @ConfigProperty(name = "kam.changes.max-events")
    long maxEvents;

    @ConfigProperty(name = "kam.changes.read-bytes")
    MemorySize readBytes;

    /// How far the log reaches now.
    public Extent extent() {
        return jdbi.withHandle(ChangeLog::extent);
    }

    private static Extent extent(Handle handle) {
        return handle.createQuery("""
                        select position, greatest(position, (select max(position) from published_event))
                        from published_event_pruned""")
                .map((row, _) -> new Extent(row.getLong(1), row.getLong(2)))
                .one();
    }

    /// The next events behind a position: at most `limit`, and only as long as the earlier ones have less than
    /// `kam.changes.read-bytes` together, so that a slice is bounded by that and one event.
    ///
    /// @param upTo a position that was `latest` before
    /// @param accountId only of this account; null for all
    /// @param type only of this event type; null for all
    public Slice between(long after, long upTo, UUID accountId, String type, int limit) {
        record Row(Change change, int found) {}
        List<Row> rows = jdbi.withHandle(handle -> handle.createQuery("""
                        select position, id, account_id, type, time, payload, found from (
                            select n.*, count(*) over () as found,
                                sum(octet_length(payload)) over (order by position) - octet_length(payload) as earlier
                            from (
                                select position, id, account_id, type, time, payload from published_event
                                where position > :after and position <= :upTo
                                    and (cast(:account as text) is null or account_id = :account)
                                    and (cast(:type as text) is null or type = :type)
                                order by position limit :limit) n) s
                        where earlier < :bytes order by position""")
                .bind("after", after)
                .bind("upTo", upTo)
                .bind("account", accountId == null ? null : accountId.toString())
                .bind("type", type)
                .bind("limit", limit)
                .bind("bytes", readBytes.asLongValue())
                .map((row, _) -> new Row(
                        new Change(
                                row.getLong(1),
                                row.getObject(2, UUID.class),
                                row.getString(3),
                                row.getString(4),
                                row.getTimestamp(5).toInstant(),
                                row.getString(6)),
                        row.getInt(7)))
                .list());
        boolean complete = rows.isEmpty() || rows.size() == rows.getFirst().found() && rows.size() < limit;
        return new Slice(rows.stream().map(Row::change).toList(), complete);
    }

    /// Forgets what is too old or too much, and remembers up to where. Up to the first that is not too old, which is
    /// found at once: the last that is too old would be sought through all that are not.
    @Scheduled(every = "1m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @Transactional
    void prune() {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        with bound as (
                            select greatest(
                                coalesce(
                                    (select min(position) - 1 from published_event where published_at >= :oldest),
                                    (select max(position) from published_event), 0),
                                coalesce((select max(position) from published_event), 0) - :most) as position
                        ), gone as (
                            delete from published_event where position <= (select position from bound)
                            returning position
                        )
                        update published_event_pruned p set position = g.position
                        from (select max(position) as position from gone) g
                        where g.position > p.position""")
                .bind("oldest", clock.instant().minus(retention))
                .bind("most", maxEvents)
                .execute());
    }
}
