package org.kamsuite.contracts.receivables;

/// The department of the seller that has to settle a dispute.
public enum OwnerDepartment {
    SALES,
    LOGISTICS,
    QUALITY,
    FINANCE,
    PRICING,
    CUSTOMER_SERVICE
}
