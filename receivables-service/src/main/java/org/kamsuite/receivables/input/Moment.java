package org.kamsuite.receivables.input;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;

/// The two times of a read: the day whose end is shown, and when what is shown was known.
///
/// @param asOf asked for, else today
/// @param knownAt asked for and past, else now
/// @param until `knownAt` when it is past, else null: as known now, which is what is read faster
public record Moment(LocalDate asOf, Instant knownAt, Instant until) {

    /// @param asOf null: today
    /// @param knownAt null or to come: now
    public static Moment of(LocalDate asOf, Instant knownAt, Clock clock) {
        Instant now = clock.instant();
        Instant until = knownAt != null && knownAt.isBefore(now) ? knownAt : null;
        return new Moment(
                asOf == null ? LocalDate.ofInstant(now, clock.getZone()) : asOf, until == null ? now : until, until);
    }

    /// The end of a day as it is known now.
    public static Moment now(LocalDate asOf, Clock clock) {
        return of(asOf, null, clock);
    }
}
