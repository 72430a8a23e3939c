package org.kamsuite.platform.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.platform.Ids;

/// Where records wait that cannot be processed as they are, each with its reason: nothing is lost, nothing
/// blocks.
@ApplicationScoped
public class Quarantine {

    /// A record with what is known of it.
    public record Parked(
            RawRecord raw, String source, String id, String type, String subject, ReasonCode reason, String detail) {

        static Parked of(ReceivedEvent event, ReasonCode reason, String detail) {
            return new Parked(
                    event.raw(), event.source(), event.id(), event.type().name(), event.subject(), reason, detail);
        }
    }

    private static final int MAX_DETAIL_LENGTH = 2_000;

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    @Inject
    Ids ids;

    @Inject
    ObjectMapper json;

    /// Parks an event in the caller's transaction.
    @Transactional(Transactional.TxType.MANDATORY)
    public void park(ReceivedEvent event, ReasonCode reason, String detail) {
        park(List.of(Parked.of(event, reason, detail)));
    }

    @Transactional(Transactional.TxType.MANDATORY)
    public void park(Parked parked) {
        park(List.of(parked));
    }

    /// Parks them in the caller's transaction, in one round trip. A record that comes out of quarantine
    /// goes back to its place there; one that Kafka delivers again is already there.
    @Transactional(Transactional.TxType.MANDATORY)
    public void park(Collection<Parked> parked) {
        if (parked.isEmpty()) {
            return;
        }
        jdbi.useHandle(handle -> {
            var batch = handle.prepareBatch("""
                    insert into quarantine (id, topic, partition, record_offset, record_time, record_key, headers,
                        payload, event_source, event_id, event_type, event_subject, reason, detail, parked_at, status)
                    values (:id, :topic, :partition, :offset, :time, :key, cast(:headers as jsonb),
                        :payload, :source, :eventId, :type, :subject, :reason, :detail, :now, 'PARKED')
                    on conflict (topic, partition, record_offset, record_time) do update
                        set status = 'PARKED', reason = excluded.reason, detail = excluded.detail
                        where :replay""");
            for (Parked each : parked) {
                batch.bind("id", ids.next())
                        .bind("topic", each.raw().topic())
                        .bind("partition", each.raw().partition())
                        .bind("offset", each.raw().offset())
                        .bind("time", each.raw().timestamp())
                        .bind("key", each.raw().key())
                        .bind("headers", headers(each.raw()))
                        .bind("payload", each.raw().value())
                        .bind("source", each.source())
                        .bind("eventId", each.id())
                        .bind("type", each.type())
                        .bind("subject", each.subject())
                        .bind("reason", each.reason())
                        .bind("detail", shortened(each.detail()))
                        .bind("now", clock.instant())
                        .bind("replay", each.raw().replay())
                        .add();
            }
            batch.execute();
        });
    }

    private String headers(RawRecord raw) {
        try {
            return json.writeValueAsString(raw.headers());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of strings cannot be written as JSON", e);
        }
    }

    static String shortened(String detail) {
        String clean = detail == null ? "" : detail.replace("\0", "\uFFFD");
        return clean.length() <= MAX_DETAIL_LENGTH ? clean : clean.substring(0, MAX_DETAIL_LENGTH);
    }
}
