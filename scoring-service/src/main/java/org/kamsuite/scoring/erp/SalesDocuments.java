package org.kamsuite.scoring.erp;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kamsuite.contracts.ContractJson;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.erp.CancelledLine;
import org.kamsuite.contracts.erp.CreditNoteIssued;
import org.kamsuite.contracts.erp.CustomerEvent;
import org.kamsuite.contracts.erp.DeliveryEvent;
import org.kamsuite.contracts.erp.DisputeResolved;
import org.kamsuite.contracts.erp.ErpEvent;
import org.kamsuite.contracts.erp.InquiryEvent;
import org.kamsuite.contracts.erp.InvoiceDisputed;
import org.kamsuite.contracts.erp.InvoiceIssued;
import org.kamsuite.contracts.erp.InvoiceLine;
import org.kamsuite.contracts.erp.OrderCancelled;
import org.kamsuite.contracts.erp.OrderChanged;
import org.kamsuite.contracts.erp.OrderConfirmed;
import org.kamsuite.contracts.erp.OrderLine;
import org.kamsuite.contracts.erp.OrderPlaced;
import org.kamsuite.contracts.erp.PaymentEvent;
import org.kamsuite.contracts.erp.WriteOffPosted;
import org.kamsuite.platform.account.AccountDirectory;
import org.kamsuite.platform.event.EventHandler;
import org.kamsuite.platform.event.Quarantine;
import org.kamsuite.platform.event.ReasonCode;
import org.kamsuite.platform.event.ReceivedEvent;
import org.kamsuite.platform.snapshot.TouchedAccounts;
import org.kamsuite.scoring.payment.PaymentBehaviours;
import org.kamsuite.scoring.sales.SalesFact;
import org.kamsuite.scoring.sales.SalesLedger;

/// Takes orders, invoices and credit notes of the ERPs into the sales ledger, a batch at a time.
///
/// Confirmations, disputes and write-offs say nothing about what was sold, so they leave no fact here. What the other
/// services publish goes to the feature that it concerns.
@ApplicationScoped
class SalesDocuments implements EventHandler {

    private record Told(ReceivedEvent event, SalesFact fact) {}

    @Inject
    AccountDirectory directory;

    @Inject
    SalesLedger ledger;

    @Inject
    PaymentBehaviours payments;

    @Inject
    Quarantine quarantine;

    @Inject
    TouchedAccounts touched;

    @Inject
    Clock clock;

    @Override
    public void handle(List<ReceivedEvent> events) {
        payments.take(events);
        List<ReceivedEvent> sales =
                events.stream().filter(event -> isSales(event.data())).toList();
        if (sales.isEmpty()) {
            return;
        }
        Map<CustomerRef, Long> customers = directory.customers(sales.stream()
                .map(event -> ((ErpEvent) event.data()).customer())
                .toList());
        List<Told> told = new ArrayList<>(sales.size());
        for (ReceivedEvent event : sales) {
            long customer = customers.get(((ErpEvent) event.data()).customer());
            fact(event, customer, clock.getZone()).ifPresent(fact -> told.add(new Told(event, fact)));
        }
        SalesLedger.Recorded recorded =
                ledger.record(told.stream().map(Told::fact).toList());
        quarantine.park(recorded.conflicts().stream()
                .map(index -> parked(told.get(index).event()))
                .toList());
        touched.markCustomers(recorded.customers());
    }

    private static boolean isSales(Object data) {
        return data instanceof ErpEvent event
                && switch (event) {
                    case OrderPlaced _, OrderChanged _, OrderCancelled _, InvoiceIssued _, CreditNoteIssued _ -> true;
                    case OrderConfirmed _, InvoiceDisputed _, DisputeResolved _, WriteOffPosted _ -> false;
                    case CustomerEvent _, DeliveryEvent _, PaymentEvent _, InquiryEvent _ -> false;
                };
    }

    private static Quarantine.Parked parked(ReceivedEvent event) {
        ErpEvent document = (ErpEvent) event.data();
        return new Quarantine.Parked(
                event.raw(),
                event.source(),
                event.id(),
                event.type().name(),
                event.subject(),
                ReasonCode.CONFLICT,
                "document " + document.documentNumber() + ", revision " + document.revision()
                        + ", is already known with other content; a correction needs a higher revision");
    }

    /// Empty for documents that say nothing about sales.
    static Optional<SalesFact> fact(ReceivedEvent event, long customer, ZoneId zone) {
        if (!(event.data() instanceof ErpEvent document)) {
            return Optional.empty();
        }
        Facts facts = new Facts(document, customer, event.recordedAt(), zone);
        return switch (document) {
            case InvoiceIssued invoice -> Optional.of(facts.of(invoice));
            case CreditNoteIssued creditNote -> Optional.of(facts.of(creditNote));
            case OrderPlaced order ->
                Optional.of(facts.order(
                        SalesFact.Kind.ORDER, order.orderedAt(), null, order.currency(), lines(order.lines())));
            case OrderChanged order ->
                Optional.of(facts.order(
                        SalesFact.Kind.ORDER_CHANGE,
                        order.orderedAt(),
                        order.changedAt(),
                        order.currency(),
                        lines(order.lines())));
            case OrderCancelled order ->
                Optional.of(facts.order(
                        SalesFact.Kind.ORDER_CANCELLATION,
                        order.cancelledAt(),
                        order.cancelledAt(),
                        null,
                        order.lines().stream().map(CancelledLine::line).toList()));
            case OrderConfirmed _, InvoiceDisputed _, DisputeResolved _, WriteOffPosted _ -> Optional.empty();
            case CustomerEvent _, DeliveryEvent _, PaymentEvent _, InquiryEvent _ -> Optional.empty();
        };
    }

    private static List<String> lines(List<OrderLine> lines) {
        return lines.stream().map(OrderLine::line).toList();
    }

    /// What all facts of one event have in common.
    private record Facts(ErpEvent document, long customer, Instant recordedAt, ZoneId zone) {

        SalesFact of(InvoiceIssued invoice) {
            List<InvoiceLine> costed = invoice.lines().stream()
                    .filter(line -> line.unitCost() != null)
                    .toList();
            BigDecimal cost = costed.stream()
                    .map(line -> line.unitCost().multiply(line.quantity()))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            // All lines: the document's own amount, which may hold a discount that the lines do not.
            BigDecimal costedAmount = costed.size() == invoice.lines().size()
                    ? invoice.netAmount()
                    : costed.stream().map(InvoiceLine::netAmount).reduce(BigDecimal.ZERO, BigDecimal::add);
            return fact(
                    SalesFact.Kind.INVOICE,
                    invoice.issueDate(),
                    null,
                    invoice.currency(),
                    invoice.netAmount(),
                    invoice.taxAmount(),
                    invoice.payableAmount(),
                    costedAmount,
                    cost,
                    List.of(),
                    List.of());
        }

        SalesFact of(CreditNoteIssued creditNote) {
            return fact(
                    SalesFact.Kind.CREDIT_NOTE,
                    creditNote.issueDate(),
                    null,
                    creditNote.currency(),
                    creditNote.netAmount(),
                    creditNote.taxAmount(),
                    creditNote.payableAmount(),
                    null,
                    null,
                    List.of(),
                    creditNote.invoices().stream()
                            .map(invoice -> new SalesFact.Credited(invoice.invoiceNumber(), invoice.amount()))
                            .toList());
        }

        SalesFact order(SalesFact.Kind kind, Instant at, Instant happenedAt, String currency, List<String> lines) {
            return fact(
                    kind,
                    at.atZone(zone).toLocalDate(),
                    happenedAt,
                    currency,
                    null,
                    null,
                    null,
                    null,
                    null,
                    lines,
                    List.of());
        }

        private SalesFact fact(
                SalesFact.Kind kind,
                LocalDate effectiveOn,
                Instant happenedAt,
                String currency,
                BigDecimal net,
                BigDecimal tax,
                BigDecimal payable,
                BigDecimal costed,
                BigDecimal cost,
                List<String> lines,
                List<SalesFact.Credited> credited) {
            return new SalesFact(
                    document.customer().system(),
                    kind,
                    document.documentNumber(),
                    document.revision(),
                    hash(document),
                    customer,
                    effectiveOn,
                    happenedAt,
                    recordedAt,
                    currency,
                    currency == null ? null : minorDigits(currency),
                    net,
                    tax,
                    payable,
                    costed,
                    cost,
                    lines,
                    credited);
        }
    }

    private static int minorDigits(String currency) {
        return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
    }

    private static String hash(ErpEvent document) {
        try {
            byte[] content = ContractJson.mapper().writeValueAsString(document).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a contract record cannot be written as JSON", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
