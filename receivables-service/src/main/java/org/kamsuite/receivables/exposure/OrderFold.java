package org.kamsuite.receivables.exposure;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.kamsuite.contracts.erp.CancelledLine;
import org.kamsuite.contracts.erp.ConfirmationStatus;
import org.kamsuite.contracts.erp.ConfirmedLine;
import org.kamsuite.contracts.erp.DeliveryReceived;
import org.kamsuite.contracts.erp.DeliveryShipped;
import org.kamsuite.contracts.erp.ErpEvent;
import org.kamsuite.contracts.erp.InvoiceIssued;
import org.kamsuite.contracts.erp.InvoiceLine;
import org.kamsuite.contracts.erp.OrderCancelled;
import org.kamsuite.contracts.erp.OrderChanged;
import org.kamsuite.contracts.erp.OrderConfirmed;
import org.kamsuite.contracts.erp.OrderLine;
import org.kamsuite.contracts.erp.OrderPlaced;
import org.kamsuite.contracts.erp.ReceivedLine;
import org.kamsuite.contracts.erp.ShippedLine;

/// What is open and what is unbilled of orders, from all documents about them, in any order of arrival. Pure.
///
/// Per line, at the order's price without tax: unbilled = what was delivered and not invoiced; open = what was ordered
/// and neither delivered nor invoiced. Delivered is what was accepted (received less rejected) once the receipt is
/// known, before it what was shipped; another article than ordered does not count. Ordered is the confirmed quantity
/// where the seller confirmed the present version of the order; refused and cancelled lines are 0.
///
/// Invoice lines bill the order line they name. Where they name none, or an invoice of several orders does not tell
/// which is meant, their net amount bills the named orders one after the other up to their value, the rest the last;
/// within an order first what is unbilled, then what is open, the earliest line first.
final class OrderFold {

    /// A document that counts: no higher revision of it is known.
    record Known(long order, String number, long customer, ErpEvent data) {}

    /// @param customer of the order, or before it is known of what names it
    /// @param currency null as long as the order is not known
    /// @param placed whether the order itself is known
    /// @param unpriced whether something was delivered of which no price is known
    /// @param lines those of which something is open or unbilled
    record State(long order, long customer, String currency, boolean placed, boolean unpriced, List<Line> lines) {}

    record Line(String line, LocalDate expectedOn, BigDecimal open, BigDecimal unbilled) {}

    private record Ordered(
            String line,
            String sku,
            BigDecimal price,
            BigDecimal quantity,
            BigDecimal delivered,
            LocalDate expectedOn) {

        BigDecimal value() {
            return quantity.max(delivered).multiply(price);
        }
    }

    private record Order(
            long id, long customer, String currency, boolean placed, boolean unpriced, Map<String, Ordered> lines) {

        BigDecimal value() {
            return lines.values().stream().map(Ordered::value).reduce(BigDecimal.ZERO, BigDecimal::add);
        }
    }

    /// What invoices bill of one order: quantities of its lines, and an amount that names none.
    private static final class Billing {
        private final Map<String, BigDecimal> quantities = new HashMap<>();
        private BigDecimal amount = BigDecimal.ZERO;

        private BigDecimal quantity(String line) {
            return quantities.getOrDefault(line, BigDecimal.ZERO).max(BigDecimal.ZERO);
        }
    }

    private final Map<Long, Order> orders = new HashMap<>();
    private final Map<String, Order> byNumber = new HashMap<>();
    private final Set<InvoiceIssued> invoices = new HashSet<>();

    /// @param known of one system: all documents about the orders to be folded, and about the orders that are on an
    ///     invoice with one of those
    OrderFold(Collection<Known> known) {
        Map<Long, List<Known>> byOrder = new LinkedHashMap<>();
        known.forEach(each ->
                byOrder.computeIfAbsent(each.order(), _ -> new ArrayList<>()).add(each));
        byOrder.forEach((id, documents) -> {
            Order order = order(id, documents);
            orders.put(id, order);
            byNumber.put(documents.getFirst().number(), order);
            documents.forEach(each -> {
                if (each.data() instanceof InvoiceIssued invoice) {
                    invoices.add(invoice);
                }
            });
        });
    }

    /// The states of those orders of which anything is known.
    List<State> states(Collection<Long> wanted) {
        Map<Long, Billing> billings = new HashMap<>();
        invoices.forEach(invoice -> bill(invoice, billings));
        return wanted.stream()
                .filter(orders::containsKey)
                .map(id -> state(orders.get(id), billings.getOrDefault(id, new Billing())))
                .toList();
    }

    private void bill(InvoiceIssued invoice, Map<Long, Billing> billings) {
        List<Order> named = invoice.orderNumbers().stream()
                .distinct()
                .map(byNumber::get)
                .filter(order -> order != null && order.placed())
                .toList();
        boolean several = invoice.orderNumbers().stream().distinct().count() > 1;
        BigDecimal rest = BigDecimal.ZERO;
        for (InvoiceLine line : invoice.lines()) {
            List<Order> meant = named.stream()
                    .filter(order -> {
                        Ordered ordered =
                                line.orderLine() == null ? null : order.lines().get(line.orderLine());
                        return ordered != null && (!several || ordered.sku().equals(line.sku()));
                    })
                    .toList();
            if (meant.size() == 1) {
                billings.computeIfAbsent(meant.getFirst().id(), _ -> new Billing())
                        .quantities
                        .merge(line.orderLine(), line.quantity(), BigDecimal::add);
            } else {
                rest = rest.add(line.netAmount());
            }
        }
        spread(
                rest,
                named.stream()
                        .filter(order -> order.currency().equals(invoice.currency()))
                        .toList(),
                billings);
    }

    // A negative invoice takes back what its positive counterpart billed, so it is spread alike.
    private static void spread(BigDecimal amount, List<Order> named, Map<Long, Billing> billings) {
        BigDecimal rest = amount.abs();
        for (int i = 0; i < named.size() && rest.signum() > 0; i++) {
            Order order = named.get(i);
            boolean last = i == named.size() - 1;
            BigDecimal part = last ? rest : rest.min(order.value().max(BigDecimal.ZERO));
            Billing billing = billings.computeIfAbsent(order.id(), _ -> new Billing());
            billing.amount = billing.amount.add(amount.signum() < 0 ? part.negate() : part);
            rest = rest.subtract(part);
        }
    }

    private static State state(Order order, Billing billing) {
        List<Line> lines = new ArrayList<>();
        for (Ordered ordered : order.lines().values()) {
            BigDecimal billed = billing.quantity(ordered.line());
            BigDecimal unbilled = ordered.delivered().subtract(billed).max(BigDecimal.ZERO);
            BigDecimal open =
                    ordered.quantity().subtract(ordered.delivered().max(billed)).max(BigDecimal.ZERO);
            lines.add(new Line(
                    ordered.line(),
                    ordered.expectedOn(),
                    open.multiply(ordered.price()),
                    unbilled.multiply(ordered.price())));
        }
        lines.sort(Comparator.comparing(Line::expectedOn, Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparing(Line::line));
        return new State(
                order.id(),
                order.customer(),
                order.currency(),
                order.placed(),
                order.unpriced(),
                less(lines, billing.amount.max(BigDecimal.ZERO)));
    }

    private static List<Line> less(List<Line> lines, BigDecimal billed) {
        BigDecimal rest = billed;
        List<Line> delivered = new ArrayList<>();
        for (Line line : lines) {
            BigDecimal part = rest.min(line.unbilled().max(BigDecimal.ZERO));
            rest = rest.subtract(part);
            delivered.add(new Line(
                    line.line(), line.expectedOn(), line.open(), line.unbilled().subtract(part)));
        }
        List<Line> left = new ArrayList<>();
        for (Line line : delivered) {
            BigDecimal part = rest.min(line.open().max(BigDecimal.ZERO));
            rest = rest.subtract(part);
            BigDecimal open = line.open().subtract(part);
            if (open.signum() != 0 || line.unbilled().signum() != 0) {
                left.add(new Line(line.line(), line.expectedOn(), open, line.unbilled()));
            }
        }
        return left;
    }

    /// A version of an order: as placed, or as changed.
    private record Version(
            boolean changed,
            int revision,
            Instant at,
            long customer,
            String currency,
            LocalDate requestedOn,
            List<OrderLine> lines) {

        private static final Comparator<Version> BY_AGE = Comparator.comparing(Version::changed)
                .thenComparing(Version::revision)
                .thenComparing(Version::at);
    }

    private static Order order(long id, List<Known> documents) {
        Version version = documents.stream()
                .flatMap(each -> version(each).stream())
                .max(Version.BY_AGE)
                .orElse(null);
        Map<String, Map<String, BigDecimal>> delivered = delivered(documents, skus(version));
        Map<String, BigDecimal> totals = new HashMap<>();
        delivered
                .values()
                .forEach(lines -> lines.forEach((line, quantity) -> totals.merge(line, quantity, BigDecimal::add)));
        totals.values().removeIf(quantity -> quantity.signum() == 0);
        if (version == null) {
            long customer = documents.stream().mapToLong(Known::customer).min().orElseThrow();
            return new Order(id, customer, null, false, !totals.isEmpty(), Map.of());
        }
        Map<String, ConfirmedLine> confirmed = confirmed(documents, version.at());
        Function<String, Boolean> cancelled = cancelled(documents);
        Map<String, Ordered> lines = new LinkedHashMap<>();
        version.lines().forEach(line -> {
            ConfirmedLine answer = confirmed.get(line.line());
            lines.put(
                    line.line(),
                    new Ordered(
                            line.line(),
                            line.sku(),
                            line.unitPrice(),
                            cancelled.apply(line.line()) ? BigDecimal.ZERO : quantity(line, answer),
                            totals.getOrDefault(line.line(), BigDecimal.ZERO),
                            expectedOn(version, line, answer)));
        });
        return new Order(
                id,
                version.customer(),
                version.currency(),
                true,
                !lines.keySet().containsAll(totals.keySet()),
                lines);
    }

    private static java.util.Optional<Version> version(Known document) {
        return switch (document.data()) {
            case OrderPlaced e ->
                java.util.Optional.of(new Version(
                        false,
                        e.revision(),
                        e.orderedAt(),
                        document.customer(),
                        e.currency(),
                        e.requestedDate(),
                        e.lines()));
            case OrderChanged e ->
                java.util.Optional.of(new Version(
                        true,
                        e.revision(),
                        e.changedAt(),
                        document.customer(),
                        e.currency(),
                        e.requestedDate(),
                        e.lines()));
            default -> java.util.Optional.empty();
        };
    }

    private static Map<String, String> skus(Version version) {
        Map<String, String> skus = new HashMap<>();
        if (version != null) {
            version.lines().forEach(line -> skus.put(line.line(), line.sku()));
        }
        return skus;
    }

    private static BigDecimal quantity(OrderLine line, ConfirmedLine answer) {
        if (answer == null) {
            return line.quantity();
        }
        if (answer.status() == ConfirmationStatus.REFUSED) {
            return BigDecimal.ZERO;
        }
        return answer.quantity() == null ? line.quantity() : answer.quantity();
    }

    private static LocalDate expectedOn(Version version, OrderLine line, ConfirmedLine answer) {
        if (answer != null && answer.promisedDate() != null) {
            return answer.promisedDate();
        }
        return line.requestedDate() == null ? version.requestedOn() : line.requestedDate();
    }

    // What the seller confirmed before the order was changed says nothing of the order as it is.
    private static Map<String, ConfirmedLine> confirmed(List<Known> documents, Instant since) {
        Map<String, ConfirmedLine> latest = new HashMap<>();
        documents.stream()
                .map(Known::data)
                .filter(OrderConfirmed.class::isInstance)
                .map(OrderConfirmed.class::cast)
                .filter(confirmation -> !confirmation.confirmedAt().isBefore(since))
                .sorted(Comparator.comparing(OrderConfirmed::confirmedAt).thenComparing(OrderConfirmed::revision))
                .forEach(confirmation -> confirmation.lines().forEach(line -> latest.put(line.line(), line)));
        return latest;
    }

    private static Function<String, Boolean> cancelled(List<Known> documents) {
        List<OrderCancelled> cancellations = documents.stream()
                .map(Known::data)
                .filter(OrderCancelled.class::isInstance)
                .map(OrderCancelled.class::cast)
                .toList();
        return line -> cancellations.stream()
                .anyMatch(each -> each.lines().isEmpty()
                        || each.lines().stream().map(CancelledLine::line).anyMatch(line::equals));
    }

    /// Quantities by delivery and line: shipped, or where the receipt names the line, accepted.
    private static Map<String, Map<String, BigDecimal>> delivered(List<Known> documents, Map<String, String> skus) {
        Map<String, Map<String, BigDecimal>> shipped = new HashMap<>();
        Map<String, Map<String, BigDecimal>> accepted = new HashMap<>();
        for (Known document : documents) {
            switch (document.data()) {
                case DeliveryShipped e ->
                    e.lines().forEach(line -> add(shipped, e.deliveryNumber(), line.line(), quantity(line)));
                case DeliveryReceived e ->
                    e.lines()
                            .forEach(line -> add(
                                    accepted, e.deliveryNumber(), line.line(), accepted(line, skus.get(line.line()))));
                default -> {}
            }
        }
        accepted.forEach((delivery, lines) ->
                shipped.computeIfAbsent(delivery, _ -> new HashMap<>()).putAll(lines));
        return shipped;
    }

    private static void add(
            Map<String, Map<String, BigDecimal>> quantities, String delivery, String line, BigDecimal quantity) {
        quantities.computeIfAbsent(delivery, _ -> new HashMap<>()).merge(line, quantity, BigDecimal::add);
    }

    private static BigDecimal quantity(ShippedLine line) {
        return line.quantity();
    }

    private static BigDecimal accepted(ReceivedLine line, String ordered) {
        if (line.sku() != null && ordered != null && !line.sku().equals(ordered)) {
            return BigDecimal.ZERO;
        }
        return line.rejected() == null ? line.received() : line.received().subtract(line.rejected());
    }
}
