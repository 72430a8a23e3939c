package org.kamsuite.contracts.receivables;

import java.math.BigDecimal;
import org.kamsuite.contracts.Check;

/// What an account owes in one currency.
///
/// @param currency currency of all amounts, ISO 4217
/// @param balance open amount less unapplied payments and credits
/// @param openInvoices invoices with an open amount
/// @param openAmount sum of the open amounts
/// @param overdueAmount part of the open amount after its due date
/// @param disputedAmount part of the open amount in dispute
/// @param unapplied payments and credits not yet applied
/// @param oldestDaysPastDue days since the earliest due date that has passed; 0 if none
public record CurrencyPosition(
        String currency,
        BigDecimal balance,
        int openInvoices,
        BigDecimal openAmount,
        BigDecimal overdueAmount,
        BigDecimal disputedAmount,
        BigDecimal unapplied,
        int oldestDaysPastDue) {
    public CurrencyPosition {
        Check.currency("currency", currency);
        Check.total("balance", balance);
        Check.atLeast("openInvoices", openInvoices, 0);
        Check.total("openAmount", openAmount);
        Check.total("overdueAmount", overdueAmount);
        Check.total("disputedAmount", disputedAmount);
        Check.total("unapplied", unapplied);
        Check.atLeast("oldestDaysPastDue", oldestDaysPastDue, 0);
    }
}
