package org.kamsuite.servicelevel.level;

import java.util.Locale;
import org.kamsuite.platform.rest.Problem;

/// What rates, days late and lead times are counted over.
public enum Grain {
    LINE,
    /// An order is late when any of its delivered due lines is; its days late and its lead time are those of its latest
    /// line; it is in full when all its due lines are.
    ORDER;

    /// For `?grain=`.
    public static Grain fromString(String text) {
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "LINE" -> LINE;
            case "ORDER" -> ORDER;
            default -> throw Problem.badRequest("grain", "must be LINE or ORDER");
        };
    }
}
