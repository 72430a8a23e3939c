package org.kamsuite.receivables.ledger;

/// Why an entry was made.
public enum Cause {
    /// The document itself: an invoice's instalment, or the amount of a payment or credit note.
    DOCUMENT,
    PAYMENT,
    CREDIT_NOTE,
    DISCOUNT,
    WRITE_OFF,
    REVERSAL,
    DISPUTE
}
