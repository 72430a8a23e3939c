package org.kamsuite.receivables.metrics;

import java.math.BigDecimal;
import java.util.SortedMap;
import java.util.TreeMap;

/// How long invoices take to be paid, those that are still open counted as at least so long (the estimate of Kaplan
/// and Meier): unlike an average of what was paid, it does not look better while the late ones are still open. Pure.
final class Survival {

    private static final class Day {
        private long paid;
        private long censored;
    }

    private final SortedMap<Integer, Day> days = new TreeMap<>();

    /// @param days from issue to payment, or for how long it has not been paid
    /// @param paid invoices that were paid then
    /// @param censored invoices of which only is known that they were not paid before
    void add(int days, long paid, long censored) {
        Day day = this.days.computeIfAbsent(days, _ -> new Day());
        day.paid += paid;
        day.censored += censored;
    }

    void add(Survival other) {
        other.days.forEach((day, counts) -> add(day, counts.paid, counts.censored));
    }

    long paid() {
        return days.values().stream().mapToLong(day -> day.paid).sum();
    }

    long censored() {
        return days.values().stream().mapToLong(day -> day.censored).sum();
    }

    /// The first day by which at least half are estimated to be paid; null when it is not reached.
    Integer median() {
        double unpaid = 1;
        long atRisk = paid() + censored();
        for (var each : days.entrySet()) {
            Day day = each.getValue();
            if (day.paid > 0) {
                unpaid *= (double) (atRisk - day.paid) / atRisk;
                // 2 of 3 × 3 of 4 is half in the book, not always in binary
                if (unpaid <= 0.5 + 1e-12) {
                    return each.getKey();
                }
            }
            atRisk -= day.paid + day.censored;
        }
        return null;
    }

    /// The estimated share that is not paid by the end of a day, 0 to 1.
    BigDecimal unpaidAfter(int day) {
        double unpaid = 1;
        long atRisk = paid() + censored();
        for (var each : days.headMap(day + 1).entrySet()) {
            unpaid *= (double) (atRisk - each.getValue().paid) / atRisk;
            atRisk -= each.getValue().paid + each.getValue().censored;
        }
        return BigDecimal.valueOf(unpaid);
    }
}
