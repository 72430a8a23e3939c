package org.kamsuite.receivables.lateness;

import java.util.Collection;
import java.util.stream.DoubleStream;

/// The payer's late ratio, drawn towards that of all payers as if `strength` invoices had been paid like theirs. A
/// strong judge by itself; the model has to do at least as well.
///
/// @param lateRatio of all payers
/// @param meanDaysLate of all payers' closed invoices
/// @param lateDays mean days late of late ones
record Baseline(double lateRatio, double strength, double meanDaysLate, double lateDays) {

    /// Without any portfolio: as likely as not, and soon outweighed.
    static final Baseline UNINFORMED = new Baseline(0.5, 2, 5, 10);

    static final String METHOD =
            "(late + strength * portfolio's late ratio) / (known + strength): invoices of the payer that"
                    + " were paid, or overdue, before the invoice date";

    private static final double[] STRENGTHS = {1, 2, 3, 5, 10, 20};
    private static final double LEAST = 0.005;

    /// @param cases with their outcomes; the strength is the one of the greatest likelihood
    static Baseline of(Collection<History.Case> cases) {
        if (cases.isEmpty()) {
            return UNINFORMED;
        }
        double late = cases.stream().filter(each -> each.invoice().isLate()).count();
        double ratio = Math.clamp(late / cases.size(), LEAST, 1 - LEAST);
        double days = cases.stream()
                .mapToInt(each -> Math.min(90, each.invoice().daysLate()))
                .sum();
        Baseline unfitted = new Baseline(ratio, 1, days / cases.size(), late == 0 ? 0 : days / late);
        return DoubleStream.of(STRENGTHS)
                .mapToObj(unfitted::with)
                .max(java.util.Comparator.comparingDouble(each -> each.likelihood(cases)))
                .orElseThrow();
    }

    private Baseline with(double otherStrength) {
        return new Baseline(lateRatio, otherStrength, meanDaysLate, lateDays);
    }

    private double likelihood(Collection<History.Case> cases) {
        return cases.stream()
                .mapToDouble(each -> {
                    double p = lateRatio(each.history());
                    return Math.log(each.invoice().isLate() ? p : 1 - p);
                })
                .sum();
    }

    double lateRatio(History history) {
        return Math.clamp((history.late() + strength * lateRatio) / (history.known() + strength), LEAST, 1 - LEAST);
    }

    double logOdds(History history) {
        double p = lateRatio(history);
        return Math.log(p / (1 - p));
    }
}
