package org.kamsuite.contracts.erp;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.kamsuite.contracts.Check;

/// One part of an invoice with its own due date.
///
/// @param dueDate last day to pay this part
/// @param amount part of the payable amount, in the currency of the invoice
public record Instalment(LocalDate dueDate, BigDecimal amount) {
    public Instalment {
        Check.date("dueDate", dueDate);
        Check.amount("amount", amount);
    }
}
