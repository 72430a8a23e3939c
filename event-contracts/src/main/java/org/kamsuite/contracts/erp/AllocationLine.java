package org.kamsuite.contracts.erp;

import java.math.BigDecimal;
import org.kamsuite.contracts.Check;

/// A part of a payment that settles an invoice.
///
/// @param invoiceNumber number of the invoice
/// @param amount settled by this payment, greater than 0, in the currency of the payment
/// @param discountTaken (optional) prompt-payment discount taken on top of the amount
public record AllocationLine(String invoiceNumber, BigDecimal amount, BigDecimal discountTaken) {
    public AllocationLine {
        Check.code("invoiceNumber", invoiceNumber);
        Check.positiveAmount("amount", amount);
        Check.optionalNotNegativeAmount("discountTaken", discountTaken);
    }
}
