package org.kamsuite.receivables.dispute;

/// Whether a dispute goes on on a day.
public enum DisputeStatus {
    OPEN,
    RESOLVED
}
