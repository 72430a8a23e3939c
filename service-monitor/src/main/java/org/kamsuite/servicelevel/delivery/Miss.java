package org.kamsuite.servicelevel.delivery;

import java.util.Locale;
import org.kamsuite.platform.rest.Problem;

/// What went wrong with a due line.
public enum Miss {
    /// Delivered after its target date.
    LATE,
    /// Not delivered by the end of the period.
    OVERDUE,
    /// Delivered, but not exactly the ordered quantity of the ordered article.
    SHORT;

    /// For `?miss=`.
    public static Miss fromString(String text) {
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "LATE" -> LATE;
            case "OVERDUE" -> OVERDUE;
            case "SHORT" -> SHORT;
            default -> throw Problem.badRequest("miss", "must be LATE, OVERDUE or SHORT");
        };
    }
}
