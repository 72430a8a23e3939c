package org.kamsuite.platform.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.platform.audit.Audit;
import org.kamsuite.platform.rest.Cursor;
import org.kamsuite.platform.rest.Page;
import org.kamsuite.platform.rest.Problem;

/// What people do with parked records: look, replay, discard.
@ApplicationScoped
class QuarantineDecisions {

    private static final String COLUMNS = """
            id, topic, partition, record_offset, record_key, event_source, event_id, event_type, event_subject, reason,
            detail, parked_at, status, decided_by, decided_at, decision_reason, record_time, headers, payload""";

    private record Row(ParkedRecord view, RawRecord raw) {}

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    @Inject
    ObjectMapper json;

    @Inject
    SecurityIdentity identity;

    @Inject
    Intake intake;

    @Inject
    Audit audit;

    Page<ParkedRecord> list(ParkedRecord.Status status, ReasonCode reason, String type, int limit, String cursor) {
        Cursor after = Cursor.parse(cursor, 1);
        UUID afterId = after == null ? null : after.lastId();
        List<ParkedRecord> rows = jdbi.withHandle(handle -> handle.createQuery("select " + COLUMNS + """
                         from quarantine
                        where status = :status and (cast(:reason as text) is null or reason = :reason)
                            and (cast(:type as text) is null or event_type = :type)
                            and (cast(:after as uuid) is null or id > cast(:after as uuid))
                        order by id limit :limit""")
                .bind("status", status)
                .bind("reason", reason)
                .bind("type", type)
                .bind("after", afterId)
                .bind("limit", limit + 1)
                .map((row, _) -> row(row).view())
                .list());
        return Page.of(rows, limit, row -> Cursor.of(row.id()));
    }

    ParkedRecord.WithPayload get(UUID id) {
        Row row = jdbi.withHandle(handle -> find(handle, id, ""));
        return new ParkedRecord.WithPayload(
                row.view(), row.raw().headers(), text(row.raw().value()));
    }

    private static String text(byte[] payload) {
        return payload == null ? null : new String(payload, StandardCharsets.UTF_8);
    }

    @Transactional
    ParkedRecord replay(UUID id) {
        Row row = jdbi.withHandle(handle -> lockParked(handle, id));
        // Decided first: the handler may park the record again, which sets it back.
        decide(id, ParkedRecord.Status.REPLAYED, null);
        Intake.Replay outcome = intake.replay(row.raw());
        if (outcome instanceof Intake.Replay.StillRefused refused) {
            jdbi.useHandle(handle -> handle.createUpdate("""
                            update quarantine set status = 'PARKED', reason = :reason, detail = :detail
                            where id = :id""")
                    .bind("id", id)
                    .bind("reason", refused.reason())
                    .bind("detail", refused.detail())
                    .execute());
        }
        ParkedRecord after = jdbi.withHandle(handle -> find(handle, id, "")).view();
        audit.record("quarantine:" + id, "quarantine.replayed", row.view(), after);
        return after;
    }

    @Transactional
    ParkedRecord discard(UUID id, String reason) {
        Row row = jdbi.withHandle(handle -> lockParked(handle, id));
        decide(id, ParkedRecord.Status.DISCARDED, reason);
        ParkedRecord after = jdbi.withHandle(handle -> find(handle, id, "")).view();
        audit.record("quarantine:" + id, "quarantine.discarded", row.view(), after);
        return after;
    }

    private Row lockParked(Handle handle, UUID id) {
        Row row = find(handle, id, " for update");
        if (row.view().status() != ParkedRecord.Status.PARKED) {
            throw Problem.conflict(
                    "already-decided", "The record was already " + row.view().status() + ".");
        }
        return row;
    }

    private void decide(UUID id, ParkedRecord.Status status, String reason) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update quarantine set status = :status, decided_by = :by, decided_at = :at,
                            decision_reason = :reason
                        where id = :id""")
                .bind("id", id)
                .bind("status", status)
                .bind("by", identity.getPrincipal().getName())
                .bind("at", clock.instant())
                .bind("reason", reason)
                .execute());
    }

    private Row find(Handle handle, UUID id, String lock) {
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
                ParkedRecord.Status.valueOf(row.getString("status")),
                row.getString("decided_by"),
                instant(row.getTimestamp("decided_at")),
                row.getString("decision_reason"));
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

    private static Instant instant(Timestamp timestamp) {
        return Optional.ofNullable(timestamp).map(Timestamp::toInstant).orElse(null);
    }

    private Map<String, String> headers(String text) {
        try {
            return json.readValue(text, new TypeReference<Map<String, String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored headers cannot be read", e);
        }
    }
}
