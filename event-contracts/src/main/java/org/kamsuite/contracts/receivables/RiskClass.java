package org.kamsuite.contracts.receivables;

/// How likely an account is not to pay.
public enum RiskClass {
    LOW,
    MEDIUM,
    HIGH
}
