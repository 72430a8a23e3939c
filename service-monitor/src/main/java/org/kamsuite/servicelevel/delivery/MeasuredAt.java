package org.kamsuite.servicelevel.delivery;

/// Where the day and the quantity of a delivery come from.
public enum MeasuredAt {
    /// The customer's receipts.
    RECEIPT,
    /// The despatches, as the order has no receipt at all.
    DESPATCH
}
