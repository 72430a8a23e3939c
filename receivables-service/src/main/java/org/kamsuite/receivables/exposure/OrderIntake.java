package org.kamsuite.receivables.exposure;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.kamsuite.contracts.CustomerRef;
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
import org.kamsuite.platform.account.AccountDirectory;
import org.kamsuite.platform.event.Quarantine;
import org.kamsuite.platform.event.ReasonCode;
import org.kamsuite.platform.event.ReceivedEvent;
import org.kamsuite.platform.snapshot.TouchedAccounts;
import org.kamsuite.receivables.erp.Canonical;
import org.kamsuite.receivables.erp.IntakePart;

/// Takes a batch's orders, deliveries and invoices of orders: keeps them as facts and folds anew the orders that they
/// concern. A fixed number of round trips, whatever the size of the batch; none when it has nothing about orders.
@ApplicationScoped
class OrderIntake implements IntakePart {

    @Inject
    AccountDirectory directory;

    @Inject
    OrderFacts facts;

    @Inject
    TouchedAccounts touched;

    @Inject
    Quarantine quarantine;

    /// What identifies a document within its system and type, and the orders that it names. An order is confirmed,
    /// changed and cancelled any number of times: those documents are told apart by their moment.
    private record About(String document, Collection<String> orders) {}

    private record Arrived(ReceivedEvent event, ErpEvent data, About about) {

        OrderFacts.Key key() {
            return new OrderFacts.Key(data.customer().system(), event.type().name(), about.document(), data.revision());
        }
    }

    @Override
    public void handle(List<ReceivedEvent> events) {
        List<Arrived> arrived =
                events.stream().flatMap(event -> arrived(event).stream()).toList();
        if (arrived.isEmpty()) {
            return;
        }
        Map<CustomerRef, Long> customers = directory.customers(
                arrived.stream().map(each -> each.data().customer()).collect(Collectors.toSet()));
        List<Quarantine.Parked> conflicts = new ArrayList<>();
        Map<OrderFacts.Key, ReceivedEvent> told = new HashMap<>();
        List<OrderFacts.Given> given = once(arrived, customers, told, conflicts);
        Map<OrderFacts.Number, Long> orders = facts.lock(given);
        facts.append(given, orders)
                .forEach(fact -> conflict(told.get(fact.key())).ifPresent(conflicts::add));
        quarantine.park(conflicts);
        Set<Long> concerned = new HashSet<>(customers.values());
        concerned.addAll(fold(orders.values()));
        touched.markCustomers(concerned);
    }

    private Set<Long> fold(Collection<Long> named) {
        if (named.isEmpty()) {
            return Set.of();
        }
        Set<Long> orders = new HashSet<>(named);
        orders.addAll(facts.neighbours(named));
        List<OrderFold.State> states = facts.fold(orders);
        facts.replace(orders, states);
        return states.stream().map(OrderFold.State::customer).collect(Collectors.toSet());
    }

    // Each revision once; of two different contents the first counts, as it would in two batches.
    private static List<OrderFacts.Given> once(
            List<Arrived> arrived,
            Map<CustomerRef, Long> customers,
            Map<OrderFacts.Key, ReceivedEvent> told,
            List<Quarantine.Parked> conflicts) {
        Map<OrderFacts.Key, OrderFacts.Given> first = new LinkedHashMap<>();
        for (Arrived each : arrived) {
            OrderFacts.Given fact = given(each, customers.get(each.data().customer()));
            OrderFacts.Given before = first.putIfAbsent(fact.key(), fact);
            if (before == null) {
                told.put(fact.key(), each.event());
            } else if (!before.hash().equals(fact.hash())) {
                conflict(each.event()).ifPresent(conflicts::add);
            }
        }
        return List.copyOf(first.values());
    }

    private static OrderFacts.Given given(Arrived arrived, long customer) {
        String content = Canonical.json(arrived.data());
        String system = arrived.data().customer().system();
        return new OrderFacts.Given(
                arrived.key(),
                customer,
                arrived.event().recordedAt(),
                Canonical.hash(content),
                content,
                arrived.about().orders().stream()
                        .map(number -> new OrderFacts.Number(system, number))
                        .toList());
    }

    private static Optional<Arrived> arrived(ReceivedEvent event) {
        return event.data() instanceof ErpEvent data
                ? Optional.ofNullable(about(data)).map(about -> new Arrived(event, data, about))
                : Optional.empty();
    }

    private static About about(ErpEvent data) {
        return switch (data) {
            case OrderPlaced e -> new About(e.orderNumber(), List.of(e.orderNumber()));
            case OrderConfirmed e -> new About(e.orderNumber() + '@' + e.confirmedAt(), List.of(e.orderNumber()));
            case OrderChanged e -> new About(e.orderNumber() + '@' + e.changedAt(), List.of(e.orderNumber()));
            case OrderCancelled e -> new About(e.orderNumber() + '@' + e.cancelledAt(), List.of(e.orderNumber()));
            case DeliveryShipped e -> new About(e.deliveryNumber(), List.of(e.orderNumber()));
            case DeliveryReceived e -> new About(e.deliveryNumber(), List.of(e.orderNumber()));
            // A correction may take an order off the invoice.
            case InvoiceIssued e
            when !e.orderNumbers().isEmpty() || e.revision() > 0 -> new About(e.invoiceNumber(), e.orderNumbers());
            case InvoiceEvent _, PaymentEvent _, CustomerEvent _, InquiryEvent _ -> null;
        };
    }

    // An invoice is parked by the ledger, which reads it, too.
    private static Optional<Quarantine.Parked> conflict(ReceivedEvent event) {
        if (!(event.data() instanceof ErpEvent data) || data instanceof InvoiceIssued) {
            return Optional.empty();
        }
        String detail =
                "%s %s of %s, revision %d, is already known with another content; a correction needs a higher revision"
                        .formatted(
                                event.type().name(),
                                data.documentNumber(),
                                data.customer().system(),
                                data.revision());
        return Optional.of(new Quarantine.Parked(
                event.raw(),
                event.source(),
                event.id(),
                event.type().name(),
                event.subject(),
                ReasonCode.CONFLICT,
                detail));
    }
}
