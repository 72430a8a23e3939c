package org.kamsuite.contracts.erp;

/// What a customer was asked about.
public enum SatisfactionAspect {
    DELIVERY,
    ACCURACY,
    INVOICE,
    RESPONSE,
    AFTER_SALES,
    OVERALL
}
