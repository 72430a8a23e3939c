package org.kamsuite.contracts.account;

/// Where an account stands in its life.
public enum AccountKind {
    PROSPECT,
    CUSTOMER,
    FORMER
}
