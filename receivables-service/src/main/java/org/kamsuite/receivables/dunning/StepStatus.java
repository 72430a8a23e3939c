package org.kamsuite.receivables.dunning;

/// Where a dunning step stands.
public enum StepStatus {
    /// Due, and nobody has decided.
    PROPOSED,
    /// Somebody is on it.
    CONFIRMED,
    COMPLETED,
    SKIPPED,
    /// Nothing of it can be dunned any more: paid, credited, disputed, promised or planned.
    OBSOLETE;

    boolean pending() {
        return this == PROPOSED || this == CONFIRMED;
    }

    /// The next level may follow.
    boolean passed() {
        return this == COMPLETED || this == SKIPPED;
    }
}
