package org.kamsuite.contracts.receivables;

/// Where a payment plan stands.
public enum PaymentPlanStatus {
    AGREED,
    FULFILLED,
    BROKEN,
    CANCELLED
}
