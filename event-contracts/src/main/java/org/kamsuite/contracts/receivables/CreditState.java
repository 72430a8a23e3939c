package org.kamsuite.contracts.receivables;

/// Where an account stands against its credit limit: within it, near it, above it, or without one.
public enum CreditState {
    OK,
    WATCH,
    EXCEEDED,
    NO_LIMIT
}
