package org.kamsuite.receivables.ledger;

/// What a document of the ledger is. Within one ERP a number is unique per kind; the name is the form in the
/// database.
public enum DocumentKind {
    INVOICE,
    CREDIT_NOTE,
    PAYMENT,
    ALLOCATION,
    UNALLOCATION,
    /// Has the number of the payment that it takes back.
    REVERSAL,
    WRITE_OFF,
    DISPUTE,
    /// Has the number of the dispute that it ends.
    RESOLUTION,
    PROMISE;

    /// Whether invoices are settled out of it.
    public boolean isSource() {
        return this == PAYMENT || this == CREDIT_NOTE;
    }

    // Domain rule: on one day, credit notes count before payments, these before separate allocations.
    int rank() {
        return switch (this) {
            case INVOICE -> 0;
            case CREDIT_NOTE -> 1;
            case PAYMENT -> 2;
            case ALLOCATION -> 3;
            case UNALLOCATION -> 4;
            case WRITE_OFF -> 5;
            case REVERSAL -> 6;
            case DISPUTE -> 7;
            case RESOLUTION -> 8;
            case PROMISE -> 9;
        };
    }
}
