package org.kamsuite.servicelevel.period;

import java.time.Clock;
import java.time.LocalDate;
import org.kamsuite.platform.rest.Problem;

/// The days from `from` to `to`, both included.
public record Period(LocalDate from, LocalDate to) {

    /// Length of the period when nobody asks for another: a year up to `to`.
    private static final int DEFAULT_DAYS = 365;

    public Period {
        if (to.isBefore(from)) {
            throw Problem.badRequest("to", "must not be before from (" + from + "), but is " + to);
        }
    }

    /// As asked for; `to` is today by default, `from` is 364 days before `to`.
    public static Period of(LocalDate from, LocalDate to, Clock clock) {
        LocalDate last = to == null ? LocalDate.ofInstant(clock.instant(), clock.getZone()) : to;
        return new Period(from == null ? last.minusDays(DEFAULT_DAYS - 1) : from, last);
    }

    /// The trailing 365 days up to today.
    public static Period trailing(Clock clock) {
        return of(null, null, clock);
    }
}
