package org.kamsuite.contracts.erp;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.ContractViolation;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.Revision;

/// An invoice was issued; a negative one has negative amounts. Type `erp.invoice.issued.v1`.
///
/// @param customer the customer, as the ERP names it
/// @param revision (optional) revision of the document; the highest wins. Absent: 0
/// @param invoiceNumber number of the invoice
/// @param orderNumbers (optional) numbers of the invoiced orders; may be empty
/// @param issueDate invoice date
/// @param dueDate (optional) last day to pay; exactly one of it and `instalments`
/// @param instalments (optional) parts with their own due dates, adding up to `payableAmount`; exactly one
///     of it and `dueDate`
/// @param currency currency of all amounts, ISO 4217
/// @param netAmount sum without tax
/// @param taxAmount tax
/// @param prepaidAmount (optional) already paid before the invoice
/// @param payableAmount to be paid: netAmount + taxAmount - prepaidAmount (0.05 of rounding allowed)
/// @param discountTerms (optional) prompt-payment discount
/// @param lines invoiced lines, 1 to 10,000
public record InvoiceIssued(
        CustomerRef customer,
        @Revision int revision,
        String invoiceNumber,
        List<String> orderNumbers,
        LocalDate issueDate,
        LocalDate dueDate,
        List<Instalment> instalments,
        String currency,
        BigDecimal netAmount,
        BigDecimal taxAmount,
        BigDecimal prepaidAmount,
        BigDecimal payableAmount,
        DiscountTerms discountTerms,
        List<InvoiceLine> lines)
        implements InvoiceEvent {
    public InvoiceIssued {
        Check.required("customer", customer);
        Check.atLeast("revision", revision, 0);
        Check.code("invoiceNumber", invoiceNumber);
        orderNumbers = Check.codes("orderNumbers", orderNumbers, 0);
        Check.date("issueDate", issueDate);
        Check.optionalDate("dueDate", dueDate);
        instalments = Check.list("instalments", instalments, 0);
        Check.currency("currency", currency);
        Check.amount("netAmount", netAmount);
        Check.amount("taxAmount", taxAmount);
        Check.optionalAmount("prepaidAmount", prepaidAmount);
        Check.amount("payableAmount", payableAmount);
        lines = Check.list("lines", lines, 1);
        Check.unique("lines", lines, "line", InvoiceLine::line);
        if ((dueDate == null) == instalments.isEmpty()) {
            throw new ContractViolation(
                    "dueDate",
                    dueDate == null
                            ? "is missing: exactly one of dueDate and instalments is expected"
                            : "must not be there together with instalments");
        }
        Totals.instalments(instalments, payableAmount);
        Totals.payable(netAmount, taxAmount, prepaidAmount, payableAmount);
    }

    @Override
    public String documentNumber() {
        return invoiceNumber;
    }
}
