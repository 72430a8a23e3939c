package org.kamsuite.platform.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.contracts.ContractJson;
import org.kamsuite.contracts.DomainEvent;
import org.kamsuite.contracts.EventType;
import org.kamsuite.platform.Ids;

/// Domain events on their way out, stored in the transaction that causes them; the relay publishes them after it.
///
/// **Order.** The events of one account are published in the order in which their transactions commit, whatever
/// features they come from, and their times follow that order. For this all events of a transaction are stored as its
/// very last act: under a lock on their accounts that is held until the commit, the time is read and the rows get their
/// positions. Because nothing else is locked after it, and the locks are taken in one order, it adds no deadlock.
@ApplicationScoped
public class Outbox {

    /// First key of the advisory locks; the relay's lock has another form.
    private static final int LOCKS = 0x6b616d;
    /// Accounts share locks, so that a transaction that tells of all of them does not fill the lock table. It costs
    /// next to nothing, because they are held for a commit only.
    private static final int NUMBER_OF_LOCKS = 64;

    private record Waiting(UUID id, String account, String type, String payload, String traceparent) {}

    @Inject
    Jdbi jdbi;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    @Inject
    TransactionSynchronizationRegistry transaction;

    /// The events go out when the caller's transaction commits, in the order of the calls. Fails without a transaction:
    /// an event without its cause would be a lie.
    @Transactional(Transactional.TxType.MANDATORY)
    public void append(Collection<? extends DomainEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        List<Waiting> waiting = waiting();
        String traceparent = traceparent();
        for (DomainEvent event : events) {
            waiting.add(new Waiting(
                    ids.next(),
                    event.accountId().toString(),
                    EventType.of(event.getClass()).name(),
                    json(event),
                    traceparent));
        }
    }

    /// What the present transaction has to tell so far.
    @SuppressWarnings("unchecked")
    private List<Waiting> waiting() {
        List<Waiting> known = (List<Waiting>) transaction.getResource(this);
        if (known != null) {
            return known;
        }
        List<Waiting> waiting = new ArrayList<>();
        transaction.putResource(this, waiting);
        transaction.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                store(waiting);
            }

            @Override
            public void afterCompletion(int status) {
                // Committed or not: the rows share the fate of what caused them.
            }
        });
        return waiting;
    }

    /// Two statements, however many events.
    private void store(List<Waiting> waiting) {
        List<Integer> locks = waiting.stream()
                .map(event -> Math.floorMod(event.account().hashCode(), NUMBER_OF_LOCKS))
                .distinct()
                .sorted()
                .toList();
        jdbi.useHandle(handle -> {
            // The sub-select keeps the order: two transactions that share locks wait for the first one in common.
            handle.createQuery("""
                            select count(pg_advisory_xact_lock(:locks, number))
                            from (select number from unnest(:numbers) number order by number) ordered""")
                    .bind("locks", LOCKS)
                    .bindArray("numbers", Integer.class, locks)
                    .mapTo(Long.class)
                    .one();
            handle.createUpdate("""
                            insert into outbox (id, aggregatetype, aggregateid, type, payload, subject, time, traceparent)
                            select id, 'account', account, type, payload, account, :now, traceparent
                            from unnest(:ids, :accounts, :types, :payloads, :traceparents)
                                with ordinality as given(id, account, type, payload, traceparent, place)
                            order by place""")
                    .bind("now", clock.instant())
                    .bindArray("ids", UUID.class, values(waiting, Waiting::id))
                    .bindArray("accounts", String.class, values(waiting, Waiting::account))
                    .bindArray("types", String.class, values(waiting, Waiting::type))
                    .bindArray("payloads", String.class, values(waiting, Waiting::payload))
                    .bindArray("traceparents", String.class, values(waiting, Waiting::traceparent))
                    .execute();
        });
    }

    private static <T> List<T> values(List<Waiting> waiting, Function<Waiting, T> value) {
        return waiting.stream().map(value).toList();
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
