package org.kamsuite.contracts.erp;

/// How urgent an inquiry is.
public enum InquiryPriority {
    LOW,
    NORMAL,
    HIGH,
    URGENT
}
