package org.kamsuite.contracts.erp;

/// What a customer contacts the service desk for.
public enum InquiryKind {
    INQUIRY,
    REQUEST,
    COMPLAINT,
    AFTER_SALES
}
