package org.kamsuite.receivables.promise;

/// Where a promise stands on a day.
public enum PromiseState {
    /// Neither kept nor past its date.
    OPEN,
    /// As much as promised was paid in time.
    KEPT,
    /// Something was paid in time, but less.
    PARTIALLY_KEPT,
    /// Nothing was paid in time.
    BROKEN,
    /// Taken back, or nothing was left to pay: credited or written off.
    CANCELLED
}
