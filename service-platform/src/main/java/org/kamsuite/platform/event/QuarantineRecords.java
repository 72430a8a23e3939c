package org.kamsuite.platform.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.platform.event.ParkedRecord.Correction;
import org.kamsuite.platform.event.ParkedRecord.Status;
import org.kamsuite.platform.rest.Cursor;
import org.kamsuite.platform.rest.Page;
import org.kamsuite.platform.rest.Problem;

/// Parked records as people look at them: searched, grouped, one by one.
@ApplicationScoped
class QuarantineRecords {

    private static final int MOST_GROUPS = 100;
    private static final String COLUMNS = """
            id, topic, partition, record_offset, record_key, event_source, event_id, event_type, event_subject, reason,
            detail, parked_at, status, decided_by, decided_at, decision_reason, record_time, headers, payload,
            (select count(*) from quarantine_correction c where c.quarantine_id = quarantine.id) as corrections""";

    /// A record as people and as the intake see it.
    record Row(ParkedRecord view, RawRecord raw) {}

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    @Inject
    ObjectMapper json;

    @ConfigProperty(name = "quarkus.application.name")
    String service;

    Page<ParkedRecord> list(QuarantineFilter filter, int limit, String cursor) {
        Cursor after = Cursor.parse(cursor, 1);
        List<ParkedRecord> rows = jdbi.withHandle(handle -> filter.bind(handle.createQuery(
                        "select " + COLUMNS + " from quarantine where " + QuarantineFilter.CONDITION + """
                         and (cast(:after as uuid) is null or id > cast(:after as uuid))
                        order by id limit :limit"""))
                .bind("after", after == null ? null : after.lastId())
                .bind("limit", limit + 1)
                .map((row, _) -> row(row).view())
                .list());
        return Page.of(rows, limit, row -> Cursor.of(row.id()));
    }

    /// The ids of the records that are meant, oldest first, after `after`.
    List<UUID> ids(QuarantineFilter filter, UUID after, int limit) {
        return jdbi.withHandle(handle -> filter.bind(
                        handle.createQuery("select id from quarantine where " + QuarantineFilter.CONDITION + """
                         and (cast(:after as uuid) is null or id > cast(:after as uuid))
                        order by id limit :limit"""))
                .bind("after", after)
                .bind("limit", limit)
                .mapTo(UUID.class)
                .list());
    }

    QuarantineSummary summary() {
        return jdbi.withHandle(handle -> {
            Map<Status, Long> counts = new EnumMap<>(Status.class);
            handle.createQuery("select status, count(*) from quarantine group by status")
                    .map((row, _) -> counts.put(Status.valueOf(row.getString(1)), row.getLong(2)))
                    .list();
            Instant oldest = handle.createQuery("select min(parked_at) from quarantine where status = 'PARKED'")
                    .map((row, _) -> instant(row.getTimestamp(1)))
                    .findOne()
                    .orElse(null);
            return new QuarantineSummary(
                    service,
                    clock.instant(),
                    counts.getOrDefault(Status.PARKED, 0L),
                    counts.getOrDefault(Status.REPLAYED, 0L),
                    counts.getOrDefault(Status.DISCARDED, 0L),
                    oldest,
                    groups(handle));
        });
    }

    private static List<QuarantineSummary.Group> groups(Handle handle) {
        return handle.createQuery("""
                        with largest as (
                            select reason, event_type, count(*) as records, min(parked_at) as oldest,
                                max(parked_at) as newest
                            from quarantine where status = 'PARKED'
                            group by reason, event_type
                            order by records desc, reason, event_type limit :most)
                        select g.*, e.id, e.detail
                        from largest g
                        cross join lateral (
                            select q.id, q.detail from quarantine q
                            where q.status = 'PARKED' and q.reason = g.reason
                                and q.event_type is not distinct from g.event_type and q.parked_at = g.oldest
                            order by q.id limit 1) e
                        order by g.records desc, g.reason, g.event_type""")
                .bind("most", MOST_GROUPS)
                .map((row, _) -> new QuarantineSummary.Group(
                        ReasonCode.valueOf(row.getString("reason")),
                        row.getString("event_type"),
                        row.getLong("records"),
                        row.getTimestamp("oldest").toInstant(),
                        row.getTimestamp("newest").toInstant(),
                        row.getObject("id", UUID.class),
                        row.getString("detail")))
                .list();
    }

    ParkedRecord.WithPayload get(UUID id, boolean withPayload) {
        return jdbi.withHandle(handle -> {
            Row row = find(handle, id, "");
            return new ParkedRecord.WithPayload(
                    row.view(),
                    row.raw().headers(),
                    withPayload ? text(row.raw().value()) : null,
                    corrections(handle, id, withPayload));
        });
    }

    private List<Correction> corrections(Handle handle, UUID id, boolean withPayload) {
        return handle.createQuery("""
                        select id, reason, corrected_by, corrected_at, headers, payload
                        from quarantine_correction where quarantine_id = :id order by id""")
                .bind("id", id)
                .map((row, _) -> new Correction(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getString(3),
                        row.getTimestamp(4).toInstant(),
                        headers(row.getString(5)),
                        withPayload ? text(row.getBytes(6)) : null))
                .list();
    }

    /// Locks a record that waits for a decision; two people who decide at once do so one after the other.
    Row lockParked(Handle handle, UUID id) {
        Row row = find(handle, id, " for update");
        if (row.view().status() != Status.PARKED) {
            throw Problem.conflict(
                    "already-decided", "The record was already " + row.view().status() + ".");
        }
        return row;
    }

    Row find(Handle handle, UUID id, String lock) {
        return handle.createQuery("select " + COLUMNS + " from quarantine where id = :id" + lock)
                .bind("id", id)
                .map((row, _) -> row(row))
                .findOne()
                .orElseThrow(() -> Problem.notFound("No parked record " + id + "."));
    }

    private Row row(ResultSet row) throws SQLException {
        ParkedRecord view = new ParkedRecord(
                row.getObject("id", UUID.class),
                row.getString("topic"),
                row.getInt("partition"),
                row.getLong("record_offset"),
                row.getString("record_key"),
                row.getString("event_source"),
                row.getString("event_id"),
                row.getString("event_type"),
                row.getString("event_subject"),
                ReasonCode.valueOf(row.getString("reason")),
                row.getString("detail"),
                row.getTimestamp("parked_at").toInstant(),
                Status.valueOf(row.getString("status")),
                row.getString("decided_by"),
                instant(row.getTimestamp("decided_at")),
                row.getString("decision_reason"),
                row.getInt("corrections"));
        RawRecord raw = new RawRecord(
                view.topic(),
                view.partition(),
                view.offset(),
                row.getTimestamp("record_time").toInstant(),
                view.key(),
                headers(row.getString("headers")),
                row.getBytes("payload"),
                true);
        return new Row(view, raw);
    }

    private static String text(byte[] payload) {
        return payload == null ? null : new String(payload, StandardCharsets.UTF_8);
    }

    private static Instant instant(Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }

    private Map<String, String> headers(String text) {
        try {
            return json.readValue(text, new TypeReference<Map<String, String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored headers cannot be read", e);
        }
    }
}
