package org.kamsuite.contracts.erp;

/// Why an invoice is disputed: the Peppol clarification reason codes (references, legal, not received, quality,
/// delivery, prices, quantity, items, payment terms, not recognised, financial terms, partly paid, other).
public enum DisputeReason {
    REF,
    LEG,
    REC,
    QUA,
    DEL,
    PRI,
    QTY,
    ITM,
    PAY,
    UNR,
    FIN,
    PPD,
    OTH
}
