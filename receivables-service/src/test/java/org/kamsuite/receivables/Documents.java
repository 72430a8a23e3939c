package org.kamsuite.receivables;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.erp.AllocationLine;
import org.kamsuite.contracts.erp.CreditNoteIssued;
import org.kamsuite.contracts.erp.CreditedInvoice;
import org.kamsuite.contracts.erp.DisputeOutcome;
import org.kamsuite.contracts.erp.DisputeReason;
import org.kamsuite.contracts.erp.DisputeResolved;
import org.kamsuite.contracts.erp.Instalment;
import org.kamsuite.contracts.erp.InvoiceDisputed;
import org.kamsuite.contracts.erp.InvoiceIssued;
import org.kamsuite.contracts.erp.InvoiceLine;
import org.kamsuite.contracts.erp.PaymentAllocated;
import org.kamsuite.contracts.erp.PaymentReceived;
import org.kamsuite.contracts.erp.PaymentReversed;
import org.kamsuite.contracts.erp.PaymentUnallocated;
import org.kamsuite.contracts.erp.PromiseToPayMade;
import org.kamsuite.contracts.erp.WriteOffPosted;

/// Documents of one customer as its ERP would send them; numbers are prefixed with the customer's.
public record Documents(CustomerRef customer, String currency) {

    private String number(String number) {
        return customer.number() + "-" + number;
    }

    private static BigDecimal decimal(String amount) {
        return amount == null ? null : new BigDecimal(amount);
    }

    private static LocalDate date(String date) {
        return LocalDate.parse(date);
    }

    public InvoiceIssued invoice(String number, String issued, String due, String amount) {
        return invoice(number, issued, due, amount, 0);
    }

    public InvoiceIssued invoice(String number, String issued, String due, String amount, int revision) {
        return invoice(number, issued, date(due), List.of(), amount, revision);
    }

    public InvoiceIssued invoice(String number, String issued, List<Instalment> instalments, String amount) {
        return invoice(number, issued, null, instalments, amount, 0);
    }

    private InvoiceIssued invoice(
            String number, String issued, LocalDate due, List<Instalment> instalments, String amount, int revision) {
        return new InvoiceIssued(
                customer,
                revision,
                number(number),
                List.of(),
                date(issued),
                due,
                instalments,
                currency,
                decimal(amount),
                BigDecimal.ZERO,
                null,
                decimal(amount),
                null,
                List.of(new InvoiceLine(
                        "1", null, "A-100", null, BigDecimal.ONE, decimal(amount), decimal(amount), null)));
    }

    public CreditNoteIssued creditNote(String number, String issued, String amount, String... invoices) {
        return new CreditNoteIssued(
                customer,
                0,
                number(number),
                date(issued),
                currency,
                null,
                null,
                decimal(amount),
                List.of(invoices).stream()
                        .map(invoice -> new CreditedInvoice(number(invoice), null))
                        .toList(),
                null);
    }

    public PaymentReceived payment(String number, String valueDate, String amount) {
        return payment(number, valueDate, amount, List.of());
    }

    public PaymentReceived payment(String number, String valueDate, String amount, String invoice) {
        return payment(number, valueDate, amount, List.of(allocation(invoice, amount, null)));
    }

    public PaymentReceived payment(String number, String valueDate, String amount, List<AllocationLine> allocations) {
        return payment(number, valueDate, amount, allocations, 0);
    }

    public PaymentReceived payment(
            String number, String valueDate, String amount, List<AllocationLine> allocations, int revision) {
        return new PaymentReceived(
                customer, revision, number(number), date(valueDate), decimal(amount), currency, allocations);
    }

    public AllocationLine allocation(String invoice, String amount, String discount) {
        return new AllocationLine(number(invoice), decimal(amount), decimal(discount));
    }

    public PaymentAllocated allocated(String number, String payment, String invoice, String amount, String effective) {
        return new PaymentAllocated(
                customer, 0, number(number), number(payment), null, number(invoice), decimal(amount), date(effective));
    }

    public PaymentUnallocated unallocated(
            String number, String payment, String invoice, String amount, String effective) {
        return new PaymentUnallocated(
                customer, 0, number(number), number(payment), null, number(invoice), decimal(amount), date(effective));
    }

    public PaymentReversed reversed(String payment, String on) {
        return new PaymentReversed(customer, 0, number(payment), date(on), "bounced");
    }

    public WriteOffPosted writeOff(String number, String invoice, String amount, String on) {
        return writeOff(number, invoice, amount, on, 0);
    }

    public WriteOffPosted writeOff(String number, String invoice, String amount, String on, int revision) {
        return new WriteOffPosted(
                customer,
                revision,
                number(number),
                number(invoice),
                date(on).atTime(12, 0).toInstant(ZoneOffset.UTC),
                decimal(amount),
                "uncollectable");
    }

    public InvoiceDisputed disputed(String number, String invoice, String amount, String on) {
        return new InvoiceDisputed(
                customer,
                0,
                number(number),
                number(invoice),
                date(on).atTime(12, 0).toInstant(ZoneOffset.UTC),
                decimal(amount),
                DisputeReason.QUA);
    }

    public DisputeResolved resolved(String number, String invoice, String amount, String on) {
        return new DisputeResolved(
                customer,
                0,
                number(number),
                number(invoice),
                date(on).atTime(12, 0).toInstant(ZoneOffset.UTC),
                decimal(amount),
                DisputeReason.QUA,
                DisputeOutcome.REJECTED,
                null);
    }

    public PromiseToPayMade promise(String number, String invoice, String amount, String until, String on) {
        return new PromiseToPayMade(
                customer,
                0,
                number(number),
                List.of(number(invoice)),
                decimal(amount),
                date(until),
                date(on).atTime(12, 0).toInstant(ZoneOffset.UTC));
    }
}
