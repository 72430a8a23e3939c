package org.kamsuite.receivables.dispute;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.contracts.erp.InvoiceDisputed;
import org.kamsuite.contracts.servicelevel.ServiceFailureDetected;
import org.kamsuite.platform.Ids;
import org.kamsuite.platform.event.ReceivedEvent;
import org.kamsuite.receivables.erp.IntakePart;

/// Makes the ERP's disputes known by an id of ours, and keeps what service-monitor found wrong. No statement for a
/// batch without either.
@ApplicationScoped
class DisputeIntake implements IntakePart {

    @Inject
    DisputeStore store;

    @Inject
    Jdbi jdbi;

    @Inject
    Ids ids;

    private record Key(UUID account, String order, String line, String kind) {}

    /// The last that was told of a failure, and when it was first told.
    private record Told(ServiceFailureDetected failure, Instant recordedAt) {

        Told then(Told later) {
            return new Told(later.failure, recordedAt.isBefore(later.recordedAt) ? recordedAt : later.recordedAt);
        }
    }

    private static final Comparator<Key> SORTED = Comparator.comparing(Key::account)
            .thenComparing(Key::order)
            .thenComparing(Key::line)
            .thenComparing(Key::kind);

    @Override
    public void handle(List<ReceivedEvent> events) {
        List<DisputeStore.Registered> disputes = events.stream()
                .<InvoiceDisputed>mapMulti((event, found) -> {
                    if (event.data() instanceof InvoiceDisputed it) {
                        found.accept(it);
                    }
                })
                .map(it -> new DisputeStore.Registered(ids.next(), it.customer(), it.disputeNumber()))
                .sorted(Comparator.comparing((DisputeStore.Registered each) ->
                                each.customer().system())
                        .thenComparing(DisputeStore.Registered::number))
                .toList();
        if (!disputes.isEmpty()) {
            store.register(disputes);
        }
        keepFailures(events);
    }

    /// Also once more, when what is known of them is made anew.
    void keepFailures(List<ReceivedEvent> events) {
        Map<Key, Told> failures = new TreeMap<>(SORTED);
        events.forEach(event -> {
            if (event.data() instanceof ServiceFailureDetected it) {
                failures.merge(
                        new Key(
                                it.accountId(),
                                it.orderNumber(),
                                it.line(),
                                it.kind().name()),
                        new Told(it, event.recordedAt()),
                        Told::then);
            }
        });
        if (!failures.isEmpty()) {
            keep(List.copyOf(failures.values()));
        }
    }

    private void keep(List<Told> told) {
        List<ServiceFailureDetected> failures = told.stream().map(Told::failure).toList();
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into service_failure (account_id, order_number, line, kind, occurred_on, days, quantity,
                            delivery_number, recorded_at)
                        select * from unnest(:accounts, :orders, :lines, :kinds, :dates, :days, :quantities, :deliveries,
                            :recorded)
                        on conflict (account_id, order_number, line, kind) do update set
                            occurred_on = excluded.occurred_on, days = excluded.days, quantity = excluded.quantity,
                            delivery_number = excluded.delivery_number,
                            recorded_at = least(service_failure.recorded_at, excluded.recorded_at)""")
                .bindArray(
                        "accounts",
                        UUID.class,
                        failures.stream().map(ServiceFailureDetected::accountId).toList())
                .bindArray(
                        "orders",
                        String.class,
                        failures.stream()
                                .map(ServiceFailureDetected::orderNumber)
                                .toList())
                .bindArray(
                        "lines",
                        String.class,
                        failures.stream().map(ServiceFailureDetected::line).toList())
                .bindArray(
                        "kinds",
                        String.class,
                        failures.stream().map(it -> it.kind().name()).toList())
                .bindArray(
                        "dates",
                        LocalDate.class,
                        failures.stream()
                                .map(ServiceFailureDetected::occurredOn)
                                .toList())
                .bindArray(
                        "days",
                        Integer.class,
                        failures.stream().map(ServiceFailureDetected::days).toList())
                .bindArray(
                        "quantities",
                        BigDecimal.class,
                        failures.stream().map(ServiceFailureDetected::quantity).toList())
                .bindArray(
                        "deliveries",
                        String.class,
                        failures.stream()
                                .map(ServiceFailureDetected::deliveryNumber)
                                .toList())
                .bindArray(
                        "recorded",
                        Instant.class,
                        told.stream().map(Told::recordedAt).toList())
                .execute());
    }
}
