package org.kamsuite.receivables.exposure;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.kamsuite.contracts.erp.CustomerEvent;
import org.kamsuite.contracts.erp.DeliveryReceived;
import org.kamsuite.contracts.erp.DeliveryShipped;
import org.kamsuite.contracts.erp.ErpEvent;
import org.kamsuite.contracts.erp.InquiryEvent;
import org.kamsuite.contracts.erp.InvoiceEvent;
import org.kamsuite.contracts.erp.InvoiceIssued;
import org.kamsuite.contracts.erp.OrderCancelled;
import org.kamsuite.contracts.erp.OrderChanged;
import org.kamsuite.contracts.erp.OrderConfirmed;
import org.kamsuite.contracts.erp.OrderPlaced;
import org.kamsuite.contracts.erp.PaymentEvent;

/// What was open and unbilled of customers' orders at a time that is past: folded from the documents recorded by then.
@ApplicationScoped
class KnownOrders {

    @Inject
    OrderFacts facts;

    @Inject
    Clock clock;

    /// The orders that were these customers', as far as anything was known of them.
    ///
    /// @param knownAt as known then; null: as known now
    /// @param day counts only documents of that day and before; null: whatever their day
    List<OrderFold.State> of(Collection<Long> customers, Instant knownAt, LocalDate day) {
        Set<Long> own = new HashSet<>(customers);
        Predicate<ErpEvent> counts = data -> day == null || !dayOf(data).isAfter(day);
        return facts.fold(facts.ofCustomers(customers), knownAt, counts).stream()
                .filter(state -> own.contains(state.customer()))
                .toList();
    }

    private LocalDate dayOf(ErpEvent data) {
        return switch (data) {
            case OrderPlaced e -> day(e.orderedAt());
            case OrderConfirmed e -> day(e.confirmedAt());
            case OrderChanged e -> day(e.changedAt());
            case OrderCancelled e -> day(e.cancelledAt());
            case DeliveryShipped e -> day(e.shippedAt());
            case DeliveryReceived e -> day(e.deliveredAt());
            case InvoiceIssued e -> e.issueDate();
            case InvoiceEvent _, PaymentEvent _, CustomerEvent _, InquiryEvent _ ->
                throw new IllegalStateException("no document about an order: " + data);
        };
    }

    private LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, clock.getZone());
    }
}
