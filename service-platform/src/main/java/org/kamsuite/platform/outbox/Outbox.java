package org.kamsuite.platform.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.contracts.ContractJson;
import org.kamsuite.contracts.DomainEvent;
import org.kamsuite.contracts.EventType;
import org.kamsuite.platform.Ids;

/// Domain events on their way out, stored in the transaction that causes them; the relay publishes them after it.
///
/// Events of one account keep their order among those who append under the same lock on it (its row version, or its
/// row in `touched_account`); features with a lock of their own have no order between them.
@ApplicationScoped
public class Outbox {

    @Inject
    Jdbi jdbi;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    /// One statement for all. Fails without a transaction: an event without its cause would be a lie.
    @Transactional(Transactional.TxType.MANDATORY)
    public void append(Collection<? extends DomainEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        List<UUID> eventIds = new ArrayList<>(events.size());
        List<String> accounts = new ArrayList<>(events.size());
        List<String> types = new ArrayList<>(events.size());
        List<String> payloads = new ArrayList<>(events.size());
        for (DomainEvent event : events) {
            eventIds.add(ids.next());
            accounts.add(event.accountId().toString());
            types.add(EventType.of(event.getClass()).name());
            payloads.add(json(event));
        }
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into outbox (id, aggregatetype, aggregateid, type, payload, subject, time, traceparent)
                        select id, 'account', account, type, payload, account, :now, :traceparent
                        from unnest(:ids, :accounts, :types, :payloads) as given(id, account, type, payload)""")
                .bind("now", clock.instant())
                .bind("traceparent", traceparent())
                .bindArray("ids", UUID.class, eventIds)
                .bindArray("accounts", String.class, accounts)
                .bindArray("types", String.class, types)
                .bindArray("payloads", String.class, payloads)
                .execute());
    }

    private static String json(DomainEvent event) {
        try {
            return ContractJson.mapper().writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a contract record cannot be written as JSON", e);
        }
    }

    private static String traceparent() {
        SpanContext span = Span.current().getSpanContext();
        return span.isValid()
                ? "00-%s-%s-%s"
                        .formatted(
                                span.getTraceId(),
                                span.getSpanId(),
                                span.getTraceFlags().asHex())
                : null;
    }
}
