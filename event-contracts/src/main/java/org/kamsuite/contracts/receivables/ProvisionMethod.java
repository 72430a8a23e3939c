package org.kamsuite.contracts.receivables;

/// How an allowance was found: by the loss rates of a provision matrix or by judging the account.
public enum ProvisionMethod {
    MATRIX,
    INDIVIDUAL
}
