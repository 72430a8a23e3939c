package org.kamsuite.receivables.ledger;

/// What an entry changes. Balance = OPEN - CREDIT.
public enum Side {
    /// What the customer owes of an invoice.
    OPEN,
    /// What is left of a payment, a credit note or a negative invoice: unapplied, a positive number.
    CREDIT,
    /// What of an invoice is in dispute; no money.
    DISPUTE
}
