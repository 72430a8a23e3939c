package org.kamsuite.contracts.erp;

/// What the seller says to one ordered line.
public enum ConfirmationStatus {
    ACCEPTED,
    CHANGED,
    REFUSED
}
