package org.kamsuite.contracts.erp;

import java.math.BigDecimal;
import org.kamsuite.contracts.Check;

/// An invoice that a credit note refers to.
///
/// @param invoiceNumber number of the invoice
/// @param amount (optional) part of the credit note for this invoice, greater than 0, in the currency of the
///     credit note
public record CreditedInvoice(String invoiceNumber, BigDecimal amount) {
    public CreditedInvoice {
        Check.code("invoiceNumber", invoiceNumber);
        Check.optionalPositiveAmount("amount", amount);
    }
}
