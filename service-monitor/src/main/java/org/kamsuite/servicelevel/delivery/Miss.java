package org.kamsuite.servicelevel.delivery;

/// What went wrong with a due line.
public enum Miss {
    /// Delivered after its target date.
    LATE,
    /// Not delivered by the end of the period.
    OVERDUE,
    /// Delivered, but not exactly the ordered quantity of the ordered article.
    SHORT
}
