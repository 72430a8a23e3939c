package org.kamsuite.receivables.forecast;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// An open instalment, and what is expected of it.
///
/// @param payer the account, or the customer without one
/// @param disputed part of the open amount
/// @param promised part of the open amount that is promised by `promisedOn`
record Receivable(
        String payer,
        long document,
        int instalment,
        String currency,
        LocalDate issueDate,
        LocalDate dueDate,
        BigDecimal open,
        BigDecimal disputed,
        BigDecimal promised,
        LocalDate promisedOn) {

    /// How a payer is expected to pay.
    ///
    /// @param spread of days late
    /// @param invoices it rests on
    /// @param lossRate share of amounts that is written off in the end, 0 to 1
    /// @param keptRatio of promises, 0 to 1
    record Habit(Spread spread, int invoices, double lossRate, double keptRatio) {}

    /// How disputes end.
    ///
    /// @param days median from opening to end
    /// @param creditedShare share of disputed amounts that was credited, 0 to 1
    /// @param resolved disputes that it rests on; 0: assumed
    record Disputes(int days, double creditedShare, int resolved) {

        static final Disputes ASSUMED = new Disputes(30, 0.5, 0);
    }

    /// @param days days from `asOf` (1 and more) with the shares of the receipts, which add to 1
    /// @param loss share of the open amount that is written off
    /// @param credit share of it that is credited after a dispute
    /// @param basis PROMISE, DISPUTE or LATENESS: the largest part
    record Outlook(SortedMap<Integer, Double> days, double loss, double credit, String basis) {

        double received() {
            return 1 - loss - credit;
        }

        int quantile(double share) {
            return Spread.of(days).quantile(share);
        }
    }

    Outlook outlook(LocalDate asOf, Habit habit, Disputes disputes) {
        double whole = open.doubleValue();
        double inDispute = disputed.doubleValue() / whole;
        double toKeep = Math.min(1 - inDispute, promised.doubleValue() / whole) * habit.keptRatio();
        double credit = inDispute * disputes.creditedShare();
        double loss = (1 - credit) * habit.lossRate();
        int dueIn = Math.toIntExact(ChronoUnit.DAYS.between(asOf, dueDate));
        SortedMap<Integer, Double> days = new TreeMap<>();
        if (toKeep > 0) {
            days.merge(Math.max(1, Math.toIntExact(ChronoUnit.DAYS.between(asOf, promisedOn))), toKeep, Double::sum);
        }
        double late = inDispute * (1 - disputes.creditedShare());
        double usual = 1 - inDispute - toKeep;
        if (late > 0) {
            habit.spread().addOutlook(dueIn, disputes.days(), late, days);
        }
        if (usual > 0 || days.isEmpty()) {
            habit.spread().addOutlook(dueIn, 0, Math.max(usual, 1e-12), days);
        }
        double sum = days.values().stream().mapToDouble(Double::doubleValue).sum();
        days.replaceAll((_, weight) -> weight / sum);
        String basis = toKeep > Math.max(inDispute, usual) ? "PROMISE" : inDispute > usual ? "DISPUTE" : "LATENESS";
        return new Outlook(days, loss, credit, basis);
    }

    /// What payers and promises have in common.
    record Assumptions(Map<String, Habit> habits, Habit usual, Disputes disputes) {

        Habit of(String payer) {
            return habits.getOrDefault(payer, usual);
        }
    }
}
