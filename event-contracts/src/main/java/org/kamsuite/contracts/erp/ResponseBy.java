package org.kamsuite.contracts.erp;

/// Who answered an inquiry: a person or a machine.
public enum ResponseBy {
    AGENT,
    AUTO
}
