package org.kamsuite.contracts.erp;

/// Who wanted a change or a cancellation.
public enum Initiator {
    BUYER,
    SELLER
}
