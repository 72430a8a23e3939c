package org.kamsuite.platform.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.platform.Ids;
import org.kamsuite.platform.audit.Audit;
import org.kamsuite.platform.event.ParkedRecord.Status;
import org.kamsuite.platform.rest.Cursor;
import org.kamsuite.platform.rest.Problem;

/// What people decide on parked records: replay as it is, replay corrected, discard.
@ApplicationScoped
class QuarantineDecisions {

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    @Inject
    Ids ids;

    @Inject
    ObjectMapper json;

    @Inject
    SecurityIdentity identity;

    @Inject
    QuarantineRecords records;

    @Inject
    Intake intake;

    @Inject
    Audit audit;

    /// Processes the record as it came. In transactions of its own: when the service fails on it again, the
    /// record stays parked with what it failed on.
    ParkedRecord replay(UUID id) {
        try {
            return QuarkusTransaction.requiringNew().call(() -> attempt(id));
        } catch (RuntimeException e) {
            if (e instanceof Problem || PassingFault.is(e)) {
                throw e;
            }
            return QuarkusTransaction.requiringNew().call(() -> failedAgain(id, Intake.detailOf(e)));
        }
    }

    private ParkedRecord attempt(UUID id) {
        return jdbi.withHandle(handle -> {
            QuarantineRecords.Row row = records.lockParked(handle, id);
            // Decided first: the handler may park the record again, which sets it back.
            decide(handle, id, Status.REPLAYED, null);
            if (intake.replay(row.raw()) instanceof Intake.Replay.StillRefused refused) {
                park(handle, id, refused.reason(), refused.detail());
            }
            return audited(handle, row.view(), "quarantine.replayed");
        });
    }

    private ParkedRecord failedAgain(UUID id, String detail) {
        return jdbi.withHandle(handle -> {
            QuarantineRecords.Row row = records.lockParked(handle, id);
            park(handle, id, ReasonCode.FAILED, detail);
            return audited(handle, row.view(), "quarantine.replayed");
        });
    }

    /// What came of a bulk replay.
    ///
    /// @param decided were decided by somebody else meanwhile
    record BulkOutcome(int attempted, int replayed, int parkedAgain, int decided, String nextCursor) {}

    /// Replays the next records that are meant, oldest first, each in its own transaction.
    BulkOutcome replayAll(QuarantineFilter filter, int limit, String cursor) {
        Cursor after = Cursor.parse(cursor, 1);
        List<UUID> meant = records.ids(filter, after == null ? null : after.lastId(), limit + 1);
        List<UUID> now = meant.subList(0, Math.min(limit, meant.size()));
        int replayed = 0;
        int parkedAgain = 0;
        int decided = 0;
        for (UUID id : now) {
            try {
                switch (replay(id).status()) {
                    case REPLAYED -> replayed++;
                    case PARKED -> parkedAgain++;
                    case DISCARDED -> decided++;
                }
            } catch (Problem problem) {
                // Nothing else can be wrong with a record that was just found waiting.
                decided++;
            }
        }
        String next = meant.size() > limit ? Cursor.of(now.getLast()).text() : null;
        return new BulkOutcome(now.size(), replayed, parkedAgain, decided, next);
    }

    /// Processes the record with another content. The record keeps what came; what was processed is kept
    /// beside it.
    ParkedRecord correct(UUID id, String payload, Map<String, String> headers, String reason) {
        try {
            return QuarkusTransaction.requiringNew().call(() -> attemptCorrected(id, payload, headers, reason));
        } catch (RuntimeException e) {
            if (e instanceof Problem || PassingFault.is(e)) {
                throw e;
            }
            throw Problem.unprocessable("correction-failed", "payload", Intake.detailOf(e));
        }
    }

    private ParkedRecord attemptCorrected(UUID id, String payload, Map<String, String> headers, String reason) {
        return jdbi.withHandle(handle -> {
            QuarantineRecords.Row row = records.lockParked(handle, id);
            RawRecord corrected = row.raw().corrected(together(row.raw().headers(), headers), payload);
            ReceivedEvent event = readable(corrected);
            boolean anonymous = row.view().source() == null || row.view().eventId() == null;
            if (!anonymous) {
                requireSameEvent(row.view(), event);
            }
            keep(handle, id, corrected, reason);
            decide(handle, id, Status.REPLAYED, reason);
            intake.replayCorrected(event, anonymous);
            return audited(handle, row.view(), "quarantine.corrected");
        });
    }

    private static Map<String, String> together(Map<String, String> present, Map<String, String> changed) {
        Map<String, String> all = new TreeMap<>(present);
        if (changed != null) {
            all.putAll(changed);
        }
        return all;
    }

    private static ReceivedEvent readable(RawRecord corrected) {
        return switch (EventCodec.decode(corrected)) {
            case ReceivedEvent event -> event;
            case Decoded.Refused flaw ->
                throw Problem.unprocessable(
                        "correction-refused", flaw.field() == null ? "payload" : flaw.field(), flaw.detail());
            case Decoded.Unknown unknown ->
                throw Problem.unprocessable(
                        "correction-refused", "type", "this service knows no event type " + unknown.type());
        };
    }

    // Its id was claimed when it was parked; under another one it could be taken into account twice.
    private static void requireSameEvent(ParkedRecord parked, ReceivedEvent corrected) {
        if (!parked.source().equals(corrected.source()) || !parked.eventId().equals(corrected.id())) {
            throw Problem.unprocessable(
                    "another-event",
                    "id",
                    "a correction keeps the event's source and id (%s, %s); send another event to its topic instead"
                            .formatted(parked.source(), parked.eventId()));
        }
    }

    private void keep(Handle handle, UUID id, RawRecord corrected, String reason) {
        handle.createUpdate("""
                        insert into quarantine_correction
                            (id, quarantine_id, headers, payload, reason, corrected_by, corrected_at)
                        values (:correction, :id, cast(:headers as jsonb), :payload, :reason, :by, :at)""")
                .bind("correction", ids.next())
                .bind("id", id)
                .bind("headers", write(corrected.headers()))
                .bind("payload", corrected.value())
                .bind("reason", reason)
                .bind("by", identity.getPrincipal().getName())
                .bind("at", clock.instant())
                .execute();
    }

    @Transactional
    ParkedRecord discard(UUID id, String reason) {
        return jdbi.withHandle(handle -> {
            QuarantineRecords.Row row = records.lockParked(handle, id);
            decide(handle, id, Status.DISCARDED, reason);
            return audited(handle, row.view(), "quarantine.discarded");
        });
    }

    private ParkedRecord audited(Handle handle, ParkedRecord before, String action) {
        ParkedRecord after = records.find(handle, before.id(), "").view();
        audit.record("quarantine:" + before.id(), action, before, after);
        return after;
    }

    private void decide(Handle handle, UUID id, Status status, String reason) {
        handle.createUpdate("""
                        update quarantine set status = :status, decided_by = :by, decided_at = :at,
                            decision_reason = :reason
                        where id = :id""")
                .bind("id", id)
                .bind("status", status)
                .bind("by", identity.getPrincipal().getName())
                .bind("at", clock.instant())
                .bind("reason", reason)
                .execute();
    }

    private static void park(Handle handle, UUID id, ReasonCode reason, String detail) {
        handle.createUpdate("""
                        update quarantine set status = 'PARKED', reason = :reason, detail = :detail where id = :id""")
                .bind("id", id)
                .bind("reason", reason)
                .bind("detail", Quarantine.shortened(detail))
                .execute();
    }

    private String write(Map<String, String> headers) {
        try {
            return json.writeValueAsString(headers);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of strings cannot be written as JSON", e);
        }
    }
}
