package org.kamsuite.receivables.erp;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.kamsuite.contracts.erp.CreditNoteIssued;
import org.kamsuite.contracts.erp.CustomerEvent;
import org.kamsuite.contracts.erp.DeliveryEvent;
import org.kamsuite.contracts.erp.DisputeResolved;
import org.kamsuite.contracts.erp.ErpEvent;
import org.kamsuite.contracts.erp.InquiryEvent;
import org.kamsuite.contracts.erp.InvoiceDisputed;
import org.kamsuite.contracts.erp.InvoiceEvent;
import org.kamsuite.contracts.erp.InvoiceIssued;
import org.kamsuite.contracts.erp.OrderEvent;
import org.kamsuite.contracts.erp.PaymentAllocated;
import org.kamsuite.contracts.erp.PaymentEvent;
import org.kamsuite.contracts.erp.PaymentReceived;
import org.kamsuite.contracts.erp.PaymentReversed;
import org.kamsuite.contracts.erp.PaymentUnallocated;
import org.kamsuite.contracts.erp.PromiseToPayMade;
import org.kamsuite.contracts.erp.WriteOffPosted;
import org.kamsuite.platform.event.ReceivedEvent;
import org.kamsuite.receivables.book.NewFact;
import org.kamsuite.receivables.ledger.DocumentKind;

/// From a contract record to a fact. Pure.
final class Translation {

    private final ZoneId zone;

    /// @param zone the ledger's time zone: which day an instant is
    Translation(ZoneId zone) {
        this.zone = zone;
    }

    /// What a document says about itself.
    private record Head(DocumentKind kind, LocalDate date, String currency, BigDecimal amount) {}

    NewFact fact(ReceivedEvent event, ErpEvent document, long customer) {
        Head head = head(document);
        return new NewFact(
                new NewFact.Number(document.customer().system(), head.kind(), document.documentNumber()),
                document.revision(),
                customer,
                head.date(),
                head.currency(),
                head.amount(),
                event.recordedAt(),
                Canonical.hash(Canonical.json(document)),
                event.source(),
                event.id(),
                Canonical.head(document),
                lines(document));
    }

    private Head head(ErpEvent document) {
        return switch (document) {
            case InvoiceEvent event ->
                switch (event) {
                    case InvoiceIssued it ->
                        new Head(DocumentKind.INVOICE, it.issueDate(), it.currency(), it.payableAmount());
                    case CreditNoteIssued it ->
                        new Head(DocumentKind.CREDIT_NOTE, it.issueDate(), it.currency(), it.payableAmount());
                    case InvoiceDisputed it -> new Head(DocumentKind.DISPUTE, day(it.at()), null, it.amount());
                    case DisputeResolved it -> new Head(DocumentKind.RESOLUTION, day(it.at()), null, it.amount());
                    case WriteOffPosted it -> new Head(DocumentKind.WRITE_OFF, day(it.at()), null, it.amount());
                };
            case PaymentEvent event ->
                switch (event) {
                    case PaymentReceived it ->
                        new Head(DocumentKind.PAYMENT, it.valueDate(), it.currency(), it.amount());
                    case PaymentAllocated it ->
                        new Head(DocumentKind.ALLOCATION, it.effectiveDate(), null, it.amount());
                    case PaymentUnallocated it ->
                        new Head(DocumentKind.UNALLOCATION, it.effectiveDate(), null, it.amount());
                    case PaymentReversed it -> new Head(DocumentKind.REVERSAL, it.reversedOn(), null, null);
                    case PromiseToPayMade it -> new Head(DocumentKind.PROMISE, day(it.at()), null, it.amount());
                };
            case CustomerEvent _, OrderEvent _, DeliveryEvent _, InquiryEvent _ ->
                throw new IllegalArgumentException("not of the ledger: " + document.getClass());
        };
    }

    private LocalDate day(Instant instant) {
        return instant.atZone(zone).toLocalDate();
    }

    private static List<NewFact.Line> lines(ErpEvent document) {
        String system = document.customer().system();
        return switch (document) {
            case InvoiceIssued it ->
                it.instalments().isEmpty()
                        ? List.of(new NewFact.Line(null, null, it.payableAmount(), null, it.dueDate()))
                        : it.instalments().stream()
                                .map(part -> new NewFact.Line(null, null, part.amount(), null, part.dueDate()))
                                .toList();
            case CreditNoteIssued it ->
                it.invoices().stream()
                        .map(ref -> line(
                                number(system, DocumentKind.CREDIT_NOTE, it.creditNoteNumber()),
                                invoice(system, ref.invoiceNumber()),
                                ref.amount()))
                        .toList();
            case PaymentReceived it ->
                it.allocations().stream()
                        .map(allocation -> new NewFact.Line(
                                number(system, DocumentKind.PAYMENT, it.paymentNumber()),
                                invoice(system, allocation.invoiceNumber()),
                                allocation.amount(),
                                allocation.discountTaken(),
                                null))
                        .toList();
            case PaymentAllocated it ->
                allocation(system, it.paymentNumber(), it.creditNoteNumber(), it.invoiceNumber(), it.amount());
            case PaymentUnallocated it ->
                allocation(system, it.paymentNumber(), it.creditNoteNumber(), it.invoiceNumber(), it.amount());
            case PaymentReversed it ->
                List.of(line(number(system, DocumentKind.PAYMENT, it.paymentNumber()), null, null));
            case WriteOffPosted it -> List.of(line(null, invoice(system, it.invoiceNumber()), it.amount()));
            case InvoiceDisputed it ->
                List.of(line(
                        number(system, DocumentKind.DISPUTE, it.disputeNumber()),
                        invoice(system, it.invoiceNumber()),
                        it.amount()));
            case DisputeResolved it ->
                List.of(line(
                        number(system, DocumentKind.DISPUTE, it.disputeNumber()),
                        invoice(system, it.invoiceNumber()),
                        it.amount()));
            case PromiseToPayMade it ->
                it.invoiceNumbers().stream()
                        .map(number -> line(null, invoice(system, number), null))
                        .toList();
            case CustomerEvent _, OrderEvent _, DeliveryEvent _, InquiryEvent _ -> List.of();
        };
    }

    private static NewFact.Line line(NewFact.Number source, NewFact.Number invoice, BigDecimal amount) {
        return new NewFact.Line(source, invoice, amount, null, null);
    }

    private static NewFact.Number invoice(String system, String number) {
        return number(system, DocumentKind.INVOICE, number);
    }

    // A credit may have been sent as a negative invoice: the number is then that of an invoice.
    private static List<NewFact.Line> allocation(
            String system, String paymentNumber, String creditNoteNumber, String invoiceNumber, BigDecimal amount) {
        NewFact.Number invoice = invoice(system, invoiceNumber);
        return paymentNumber != null
                ? List.of(line(number(system, DocumentKind.PAYMENT, paymentNumber), invoice, amount))
                : List.of(
                        line(number(system, DocumentKind.CREDIT_NOTE, creditNoteNumber), invoice, amount),
                        line(invoice(system, creditNoteNumber), invoice, null));
    }

    private static NewFact.Number number(String system, DocumentKind kind, String number) {
        return new NewFact.Number(system, kind, number);
    }
}
