package org.kamsuite.receivables.ledger;

/// Why an entry was made.
public enum Cause {
    /// The document itself: an invoice's instalment, or the amount of a payment or credit note.
    DOCUMENT,
    PAYMENT,
    CREDIT_NOTE,
    DISCOUNT,
    WRITE_OFF,
    /// A rest within the tolerance, given up on the day of the payment that left it.
    SHORT_PAYMENT,
    /// A payment or credit note for an invoice that was written off: it leaves the credit and opens nothing.
    RECOVERY,
    REVERSAL,
    DISPUTE
}
