package org.kamsuite.contracts.account;

/// Whether an account is designated as a key account.
public enum AccountClass {
    REGULAR,
    KEY
}
