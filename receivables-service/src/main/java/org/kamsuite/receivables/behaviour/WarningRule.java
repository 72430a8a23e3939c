package org.kamsuite.receivables.behaviour;

/// What gives an early warning.
public enum WarningRule {
    /// Payments shift to later days: EWMA or CUSUM chart.
    PAYMENT_DRIFT,
    /// The first late payment after a record without any.
    FIRST_LATE_PAYMENT,
    /// More invoices are paid in part.
    PARTIAL_PAYMENTS,
    /// The terms are stretched: payment moves later within or beyond them.
    TERMS_STRETCH,
    /// More invoices are disputed.
    DISPUTE_SPIKE,
    /// More money cannot be told to which invoice it belongs.
    UNAPPLIED_RISING
}
