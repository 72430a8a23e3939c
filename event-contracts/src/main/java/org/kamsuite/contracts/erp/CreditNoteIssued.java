package org.kamsuite.contracts.erp;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.Revision;

/// A credit note was issued. Type `erp.credit-note.issued.v1`.
///
/// @param customer the customer, as the ERP names it
/// @param revision (optional) revision of the document; the highest wins. Absent: 0
/// @param creditNoteNumber number of the credit note
/// @param issueDate credit note date
/// @param currency currency of all amounts, ISO 4217
/// @param netAmount (optional) sum without tax. Without it revenue takes tax pro rata of the referenced
///     invoices
/// @param taxAmount (optional) tax
/// @param payableAmount credited with tax, greater than 0
/// @param invoices (optional) invoices it refers to; may be empty
/// @param reason (optional) why it was issued
public record CreditNoteIssued(
        CustomerRef customer,
        @Revision int revision,
        String creditNoteNumber,
        LocalDate issueDate,
        String currency,
        BigDecimal netAmount,
        BigDecimal taxAmount,
        BigDecimal payableAmount,
        List<CreditedInvoice> invoices,
        String reason)
        implements InvoiceEvent {
    public CreditNoteIssued {
        Check.required("customer", customer);
        Check.atLeast("revision", revision, 0);
        Check.code("creditNoteNumber", creditNoteNumber);
        Check.date("issueDate", issueDate);
        Check.currency("currency", currency);
        Check.optionalAmount("netAmount", netAmount);
        Check.optionalAmount("taxAmount", taxAmount);
        Check.positiveAmount("payableAmount", payableAmount);
        invoices = Check.list("invoices", invoices, 0);
        Check.optionalText("reason", reason);
        if (netAmount != null && taxAmount != null) {
            Totals.payable(netAmount, taxAmount, null, payableAmount);
        }
    }

    @Override
    public String documentNumber() {
        return creditNoteNumber;
    }
}
