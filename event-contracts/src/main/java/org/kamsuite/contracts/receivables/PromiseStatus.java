package org.kamsuite.contracts.receivables;

/// What became of a promise to pay.
public enum PromiseStatus {
    KEPT,
    PARTIALLY_KEPT,
    BROKEN,
    CANCELLED
}
