package org.kamsuite.contracts.erp;

import java.math.BigDecimal;
import java.time.Instant;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.Revision;

/// A customer disputes an invoice, or a part of it. Type `erp.invoice.disputed.v1`.
///
/// @param customer the customer, as the ERP names it
/// @param revision (optional) revision of the document; the highest wins. Absent: 0
/// @param disputeNumber number of the dispute
/// @param invoiceNumber number of the invoice
/// @param at when the customer disputed
/// @param amount disputed amount, greater than 0, in the currency of the invoice
/// @param reason peppol reason code
public record InvoiceDisputed(
        CustomerRef customer,
        @Revision int revision,
        String disputeNumber,
        String invoiceNumber,
        Instant at,
        BigDecimal amount,
        DisputeReason reason)
        implements InvoiceEvent {
    public InvoiceDisputed {
        Check.required("customer", customer);
        Check.atLeast("revision", revision, 0);
        Check.code("disputeNumber", disputeNumber);
        Check.code("invoiceNumber", invoiceNumber);
        Check.instant("at", at);
        Check.positiveAmount("amount", amount);
        Check.required("reason", reason);
    }

    @Override
    public String documentNumber() {
        return disputeNumber;
    }
}
