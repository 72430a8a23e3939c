package org.kamsuite.contracts.erp;

/// Who an inquiry waits for; the last two pause the clocks.
public enum InquiryStatus {
    OPEN,
    WAITING_FOR_CUSTOMER,
    ON_HOLD
}
