package org.kamsuite.platform.rebuild;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.All;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.platform.Ids;
import org.kamsuite.platform.audit.Audit;
import org.kamsuite.platform.rest.Cursor;
import org.kamsuite.platform.rest.Page;
import org.kamsuite.platform.rest.Problem;

/// The rebuilds that were asked for, with their progress, and what can be rebuilt.
@ApplicationScoped
class Rebuilds {

    private static final int SAMPLES = 20;
    private static final int SAMPLE_LENGTH = 2_000;

    @Schema(name = "Projection", description = "Tables that can be checked and made anew.")
    record ProjectionView(
            @Schema(examples = "accounts") String name,

            @Schema(examples = "the latest state of each account in kam.account.events")
            String madeFrom,

            @Schema(description = "Whether it is read again from Kafka; else from facts that this service keeps.")
            boolean fromKafka,

            List<TableView> tables) {}

    @Schema(name = "ProjectionTable")
    record TableView(@Schema(examples = "account_directory") String table, long rows) {}

    /// One that is under way.
    record Open(
            UUID id,
            Rebuildable projection,
            RebuildView.Mode mode,
            RebuildView.State state,
            String offsets,
            String lastKey) {}

    @Inject
    @All
    List<Rebuildable> known;

    @Inject
    Jdbi jdbi;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    @Inject
    ObjectMapper json;

    @Inject
    Audit audit;

    @Inject
    SecurityIdentity caller;

    @ConfigProperty(name = "mp.messaging.incoming.events.topics")
    Optional<Set<String>> topics;

    /// Without copies of what this service does not read.
    private List<Rebuildable> projections() {
        return known.stream()
                .filter(each -> !(each instanceof Rebuildable.Copied copy)
                        || topics.orElse(Set.of()).containsAll(copy.topics()))
                .sorted(Comparator.comparing(Rebuildable::name))
                .toList();
    }

    private Optional<Rebuildable> projection(String name) {
        return projections().stream().filter(each -> each.name().equals(name)).findFirst();
    }

    List<ProjectionView> describe() {
        return projections().stream()
                .map(each -> new ProjectionView(
                        each.name(),
                        each.madeFrom(),
                        each instanceof Rebuildable.Copied,
                        each.rows().stream()
                                .map(rows -> new TableView(rows.table(), count(rows.table())))
                                .toList()))
                .toList();
    }

    private long count(String table) {
        return jdbi.withHandle(handle -> handle.createQuery("select count(*) from " + table)
                .mapTo(Long.class)
                .one());
    }

    @Transactional
    RebuildView request(String projection, RebuildView.Mode mode) {
        if (this.projection(projection).isEmpty()) {
            throw Problem.unprocessable(
                    "unknown-projection",
                    "projection",
                    "this service has "
                            + projections().stream().map(Rebuildable::name).toList());
        }
        UUID id = ids.next();
        int made = jdbi.withHandle(handle -> handle.createUpdate("""
                        insert into rebuild (rebuild_id, projection, mode, state, requested_by, requested_at)
                        values (:id, :projection, :mode, 'WAITING', :by, :now)
                        on conflict ((true)) where state in ('WAITING', 'READING', 'COMPARING') do nothing""")
                .bind("id", id)
                .bind("projection", projection)
                .bind("mode", mode)
                .bind("by", caller.getPrincipal().getName())
                .bind("now", clock.instant())
                .execute());
        if (made == 0) {
            throw Problem.conflict("rebuild-under-way", "Another check or rebuild of this service is under way.");
        }
        RebuildView view = get(id);
        audit.record("rebuild:" + id, "rebuild.requested", null, view);
        return view;
    }

    RebuildView get(UUID id) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from rebuild where rebuild_id = :id")
                        .bind("id", id)
                        .map((row, _) -> view(row))
                        .findOne())
                .orElseThrow(() -> Problem.notFound("There is no rebuild " + id + "."));
    }

    /// The latest first.
    Page<RebuildView> list(int limit, String cursor) {
        Cursor after = Cursor.parse(cursor, 1);
        List<RebuildView> rows = jdbi.withHandle(handle -> handle.createQuery("""
                        select * from rebuild where cast(:after as uuid) is null or rebuild_id < cast(:after as uuid)
                        order by rebuild_id desc limit :limit""")
                .bind("after", after == null ? null : after.lastId())
                .bind("limit", limit + 1)
                .map((row, _) -> view(row))
                .list());
        return Page.of(rows, limit, row -> Cursor.of(row.id()));
    }

    private RebuildView view(ResultSet row) throws SQLException {
        return new RebuildView(
                row.getObject("rebuild_id", UUID.class),
                row.getString("projection"),
                RebuildView.Mode.valueOf(row.getString("mode")),
                RebuildView.State.valueOf(row.getString("state")),
                row.getString("requested_by"),
                instant(row, "requested_at"),
                instant(row, "started_at"),
                instant(row, "finished_at"),
                row.getLong("done"),
                row.getLong("total"),
                row.getLong("missing"),
                row.getLong("surplus"),
                samples(row.getString("samples")),
                row.getString("detail"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    private List<RebuildView.Difference> samples(String text) {
        try {
            return json.readValue(text, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored samples cannot be read", e);
        }
    }

    /// The one that is under way, held until the end of the transaction; none while another replica is at it.
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<Open> open() {
        return jdbi.withHandle(handle -> handle.createQuery("""
                                select * from rebuild where state in ('WAITING', 'READING', 'COMPARING')
                                for update skip locked""")
                .map((row, _) -> {
                    String name = row.getString("projection");
                    return new Open(
                            row.getObject("rebuild_id", UUID.class),
                            projection(name).orElse(null),
                            RebuildView.Mode.valueOf(row.getString("mode")),
                            RebuildView.State.valueOf(row.getString("state")),
                            row.getString("offsets"),
                            row.getString("last_key"));
                })
                .findFirst());
    }

    /// Goes over to reading or comparing.
    ///
    /// @param offsets null when nothing is to be read
    @Transactional(Transactional.TxType.MANDATORY)
    void begin(Open rebuild, RebuildView.State state, long total, String offsets) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update rebuild set state = :state, started_at = coalesce(started_at, :now), done = 0,
                            total = :total, offsets = cast(:offsets as jsonb) where rebuild_id = :id""")
                .bind("id", rebuild.id())
                .bind("state", state)
                .bind("now", clock.instant())
                .bind("total", total)
                .bind("offsets", offsets)
                .execute());
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void read(Open rebuild, long done, String offsets) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update rebuild set done = :done, offsets = cast(:offsets as jsonb) where rebuild_id = :id""")
                .bind("id", rebuild.id())
                .bind("done", done)
                .bind("offsets", offsets)
                .execute());
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void compared(Open rebuild, List<String> keys, Differences found) {
        List<RebuildView.Difference> samples = new ArrayList<>(get(rebuild.id()).samples());
        found.rows().stream()
                .limit(Math.max(0, SAMPLES - samples.size()))
                .forEach(each ->
                        samples.add(new RebuildView.Difference(each.table(), each.kind(), shortened(each.row()))));
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update rebuild set done = done + :compared, total = greatest(total, done + :compared),
                            last_key = :last, missing = missing + :missing, surplus = surplus + :surplus,
                            samples = cast(:samples as jsonb)
                        where rebuild_id = :id""")
                .bind("id", rebuild.id())
                .bind("compared", keys.size())
                .bind("last", keys.getLast())
                .bind("missing", found.count(RebuildView.Difference.Kind.MISSING))
                .bind("surplus", found.count(RebuildView.Difference.Kind.SURPLUS))
                .bind("samples", text(samples))
                .execute());
    }

    private static String shortened(String row) {
        return row.length() <= SAMPLE_LENGTH ? row : row.substring(0, SAMPLE_LENGTH);
    }

    private String text(List<RebuildView.Difference> samples) {
        try {
            return json.writeValueAsString(samples);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("samples cannot be written as JSON", e);
        }
    }

    /// @param failure null when it is done
    @Transactional(Transactional.TxType.MANDATORY)
    void finish(UUID id, String failure) {
        jdbi.useHandle(handle -> {
            handle.createUpdate("""
                            update rebuild set state = :state, finished_at = :now, detail = :detail, offsets = null
                            where rebuild_id = :id""")
                    .bind("id", id)
                    .bind("state", failure == null ? RebuildView.State.DONE : RebuildView.State.FAILED)
                    .bind("now", clock.instant())
                    .bind("detail", failure)
                    .execute();
            handle.createUpdate("delete from rebuild_event where rebuild_id = :id")
                    .bind("id", id)
                    .execute();
        });
    }
}
