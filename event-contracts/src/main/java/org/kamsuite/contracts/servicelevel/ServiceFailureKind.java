package org.kamsuite.contracts.servicelevel;

/// What was wrong with an order line: late, less than ordered, rejected by the customer, or another article.
public enum ServiceFailureKind {
    LATE,
    SHORT,
    REJECTED,
    WRONG_ITEM
}
