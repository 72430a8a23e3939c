package org.kamsuite.local.imports;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/// Event times as they stand in mapping constants and come out of expressions.
final class Times {
    private Times() {}

    /// A date is the start of that day in UTC.
    ///
    /// @throws IllegalArgumentException if the text is neither a date nor an instant
    static Instant instant(String text) {
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeException _) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is neither a date (2026-03-31) nor an instant" + " (2026-03-31T09:15:00Z)");
        }
    }
}
