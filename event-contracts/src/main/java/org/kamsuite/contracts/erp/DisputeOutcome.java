package org.kamsuite.contracts.erp;

/// How a dispute ended, seen from the customer's claim.
public enum DisputeOutcome {
    ACCEPTED,
    REJECTED,
    PARTLY,
    WITHDRAWN
}
