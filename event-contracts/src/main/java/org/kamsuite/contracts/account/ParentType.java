package org.kamsuite.contracts.account;

/// What kind of hierarchy a parent belongs to.
public enum ParentType {
    LEGAL,
    BUYING_GROUP,
    BILLING
}
