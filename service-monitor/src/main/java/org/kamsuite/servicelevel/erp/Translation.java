package org.kamsuite.servicelevel.erp;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.kamsuite.contracts.erp.CancelledLine;
import org.kamsuite.contracts.erp.ConfirmationStatus;
import org.kamsuite.contracts.erp.CustomerEvent;
import org.kamsuite.contracts.erp.DeliveryEvent;
import org.kamsuite.contracts.erp.DeliveryReceived;
import org.kamsuite.contracts.erp.DeliveryShipped;
import org.kamsuite.contracts.erp.Initiator;
import org.kamsuite.contracts.erp.InquiryEvent;
import org.kamsuite.contracts.erp.InquiryOpened;
import org.kamsuite.contracts.erp.InquiryReopened;
import org.kamsuite.contracts.erp.InquiryResolved;
import org.kamsuite.contracts.erp.InquiryResponded;
import org.kamsuite.contracts.erp.InquiryStatusChanged;
import org.kamsuite.contracts.erp.InvoiceEvent;
import org.kamsuite.contracts.erp.OrderCancelled;
import org.kamsuite.contracts.erp.OrderChanged;
import org.kamsuite.contracts.erp.OrderConfirmed;
import org.kamsuite.contracts.erp.OrderEvent;
import org.kamsuite.contracts.erp.OrderLine;
import org.kamsuite.contracts.erp.OrderPlaced;
import org.kamsuite.contracts.erp.PaymentEvent;
import org.kamsuite.contracts.erp.ResponseBy;
import org.kamsuite.contracts.erp.ReturnReceived;
import org.kamsuite.contracts.erp.ReturnRequested;
import org.kamsuite.contracts.erp.ReturnSettled;
import org.kamsuite.contracts.erp.SatisfactionRecorded;
import org.kamsuite.contracts.erp.ShippedLine;
import org.kamsuite.servicelevel.delivery.OrderHistory;
import org.kamsuite.servicelevel.delivery.OrderHistory.Cancellation;
import org.kamsuite.servicelevel.delivery.OrderHistory.MovedLine;
import org.kamsuite.servicelevel.delivery.OrderHistory.Movement;
import org.kamsuite.servicelevel.delivery.OrderHistory.OrderedLine;
import org.kamsuite.servicelevel.delivery.OrderHistory.Promise;
import org.kamsuite.servicelevel.delivery.OrderHistory.PromisedLine;
import org.kamsuite.servicelevel.delivery.OrderHistory.Version;
import org.kamsuite.servicelevel.response.InquiryHistory;
import org.kamsuite.servicelevel.response.InquiryHistory.Step;
import org.kamsuite.servicelevel.response.InquiryHistory.What;
import org.kamsuite.servicelevel.response.InquiryState;

/// From the facts about one subject, in any order, to its history.
final class Translation {

    private final ZoneId zone;

    /// @param zone in which an instant's day is told
    Translation(ZoneId zone) {
        this.zone = zone;
    }

    /// A document's place among others of its type: by revision, then by its moment.
    private record Placed<T>(int revision, Instant at, T what) {
        private static <T> List<T> sorted(List<Placed<T>> documents) {
            return documents.stream()
                    .sorted(Comparator.<Placed<T>>comparingInt(Placed::revision).thenComparing(Placed::at))
                    .map(Placed::what)
                    .toList();
        }
    }

    OrderHistory order(List<Facts.Current> facts) {
        List<Placed<Version>> placed = new ArrayList<>();
        List<Placed<Version>> changes = new ArrayList<>();
        List<Placed<Promise>> promises = new ArrayList<>();
        List<Cancellation> cancellations = new ArrayList<>();
        List<Movement> despatches = new ArrayList<>();
        List<Movement> receipts = new ArrayList<>();
        for (Facts.Current fact : facts) {
            switch (fact.data()) {
                case OrderPlaced e -> placed.add(new Placed<>(e.revision(), e.orderedAt(), version(e)));
                case OrderChanged e -> changes.add(new Placed<>(e.revision(), e.changedAt(), version(e)));
                case OrderConfirmed e -> promises.add(new Placed<>(e.revision(), e.confirmedAt(), promise(e)));
                case OrderCancelled e ->
                    cancellations.add(new Cancellation(
                            e.lines().stream().map(CancelledLine::line).collect(Collectors.toSet())));
                case DeliveryShipped e -> despatches.add(despatch(e));
                case DeliveryReceived e -> receipts.add(receipt(e));
                case CustomerEvent _, InvoiceEvent _, PaymentEvent _, InquiryEvent _ ->
                    throw new IllegalStateException("not about an order");
            }
        }
        List<Version> versions = new ArrayList<>(Placed.sorted(placed));
        versions.addAll(Placed.sorted(changes));
        return new OrderHistory(versions, Placed.sorted(promises), cancellations, despatches, receipts);
    }

    private Version version(OrderPlaced order) {
        return new Version(day(order.orderedAt()), false, lines(order.lines(), order.requestedDate()));
    }

    private Version version(OrderChanged order) {
        return new Version(
                day(order.orderedAt()),
                order.initiator() == Initiator.SELLER,
                lines(order.lines(), order.requestedDate()));
    }

    private static List<OrderedLine> lines(List<OrderLine> lines, LocalDate ofTheOrder) {
        return lines.stream()
                .map(line -> new OrderedLine(
                        line.line(),
                        line.sku(),
                        line.unit(),
                        line.quantity(),
                        line.requestedDate() == null ? ofTheOrder : line.requestedDate()))
                .toList();
    }

    private static Promise promise(OrderConfirmed confirmation) {
        return new Promise(confirmation.lines().stream()
                .map(line ->
                        new PromisedLine(line.line(), line.status() == ConfirmationStatus.REFUSED, line.promisedDate()))
                .toList());
    }

    private Movement despatch(DeliveryShipped delivery) {
        return new Movement(
                delivery.deliveryNumber(),
                delivery.shippedAt(),
                day(delivery.shippedAt()),
                delivery.lines().stream().map(Translation::moved).toList());
    }

    private static MovedLine moved(ShippedLine line) {
        return new MovedLine(line.line(), null, line.quantity(), line.quantity());
    }

    private Movement receipt(DeliveryReceived delivery) {
        return new Movement(
                delivery.deliveryNumber(),
                delivery.deliveredAt(),
                day(delivery.deliveredAt()),
                delivery.lines().stream()
                        .map(line -> new MovedLine(
                                line.line(), line.sku(), line.received(), accepted(line.received(), line.rejected())))
                        .toList());
    }

    // What a customer received includes what he rejected.
    private static BigDecimal accepted(BigDecimal received, BigDecimal rejected) {
        return rejected == null ? received : received.subtract(rejected);
    }

    private LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, zone);
    }

    /// Nothing as long as the opening is not known.
    Optional<InquiryHistory> inquiry(List<Facts.Current> facts) {
        InquiryHistory.Opening opening = null;
        List<Step> steps = new ArrayList<>();
        for (Facts.Current fact : facts) {
            switch (fact.data()) {
                case InquiryOpened e ->
                    opening = new InquiryHistory.Opening(
                            e.openedAt(),
                            e.kind().name(),
                            e.channel(),
                            e.category(),
                            e.priority().name(),
                            e.relatedDocument());
                // An automatic answer or an internal note is not an answer to the customer.
                case InquiryResponded e
                when e.by() == ResponseBy.AGENT && e.visible() ->
                    steps.add(Step.of(e.respondedAt(), What.ANSWERED, fact.id()));
                case InquiryResponded _ -> {}
                case InquiryStatusChanged e ->
                    steps.add(new Step(
                            e.at(),
                            What.STATUS,
                            fact.id(),
                            InquiryState.Status.valueOf(e.status().name()),
                            e.priority() == null ? null : e.priority().name()));
                case InquiryResolved e -> steps.add(Step.of(e.at(), What.RESOLVED, fact.id()));
                case InquiryReopened e -> steps.add(Step.of(e.at(), What.REOPENED, fact.id()));
                case ReturnRequested _,
                        ReturnReceived _,
                        ReturnSettled _,
                        SatisfactionRecorded _,
                        OrderEvent _,
                        DeliveryEvent _,
                        CustomerEvent _,
                        InvoiceEvent _,
                        PaymentEvent _ -> throw new IllegalStateException("not about an inquiry");
            }
        }
        return opening == null ? Optional.empty() : Optional.of(new InquiryHistory(opening, steps));
    }
}
