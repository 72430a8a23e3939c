package org.kamsuite.receivables.lateness;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/// An instalment as far as lateness is concerned.
///
/// @param payer whose history it belongs to: an account, or a customer without one
/// @param closedOn since when nothing is open; null while something is
record Invoice(
        long document,
        int instalment,
        String payer,
        LocalDate issueDate,
        LocalDate dueDate,
        LocalDate closedOn,
        double amount) {

    /// Whether it was, or is already, late.
    boolean isLate() {
        return closedOn == null || closedOn.isAfter(dueDate);
    }

    /// The first day on whose morning it is known whether it is late.
    LocalDate knownFrom() {
        return (isLate() ? dueDate : closedOn).plusDays(1);
    }

    int daysLate() {
        return closedOn == null ? 0 : Math.toIntExact(Math.max(0, ChronoUnit.DAYS.between(dueDate, closedOn)));
    }

    /// As it was in the morning of a day.
    Invoice seenOn(LocalDate day) {
        return closedOn == null || closedOn.isBefore(day)
                ? this
                : new Invoice(document, instalment, payer, issueDate, dueDate, null, amount);
    }
}
