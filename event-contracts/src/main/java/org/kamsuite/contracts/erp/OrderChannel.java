package org.kamsuite.contracts.erp;

/// How an order came in.
public enum OrderChannel {
    EDI,
    PORTAL,
    API,
    PUNCHOUT,
    MANUAL
}
