package org.kamsuite.receivables.forecast;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// How money is spread over the days after the due date (before it: negative), as shares that add to 1.
final class Spread {

    /// Nothing is known of anybody: around the due date, with a tail.
    static final Spread ASSUMED = new Spread(new TreeMap<>(Map.of(0, 0.4, 7, 0.3, 14, 0.2, 30, 0.1)));

    /// What is still to come of an item that is later than any payment that is known: days from now.
    static final Spread REST = new Spread(new TreeMap<>(Map.of(7, 0.25, 30, 0.5, 90, 0.25)));

    private final int[] days;
    private final double[] shares;

    private Spread(SortedMap<Integer, Double> weights) {
        double sum = weights.values().stream().mapToDouble(Double::doubleValue).sum();
        days = weights.keySet().stream().mapToInt(Integer::intValue).toArray();
        shares = weights.values().stream().mapToDouble(weight -> weight / sum).toArray();
    }

    /// @param weights by day, greater than 0; without any it is the assumed one
    static Spread of(SortedMap<Integer, Double> weights) {
        return weights.isEmpty() ? ASSUMED : new Spread(weights);
    }

    /// An account's own spread, drawn towards the portfolio's as if it had `strength` invoices like that.
    ///
    /// @param invoices that the own weights come from
    static Spread of(SortedMap<Integer, Double> own, int invoices, Spread portfolio, double strength) {
        if (own.isEmpty()) {
            return portfolio;
        }
        double share = invoices / (invoices + strength);
        SortedMap<Integer, Double> mixed = new TreeMap<>();
        new Spread(own).addTo(mixed, share);
        portfolio.addTo(mixed, 1 - share);
        return new Spread(mixed);
    }

    private void addTo(SortedMap<Integer, Double> weights, double factor) {
        for (int i = 0; i < days.length; i++) {
            weights.merge(days[i], shares[i] * factor, Double::sum);
        }
    }

    /// The least day by which a share of the money has come.
    int quantile(double share) {
        double sum = 0;
        for (int i = 0; i < days.length; i++) {
            sum += shares[i];
            if (sum >= share - 1e-12) {
                return days[i];
            }
        }
        return days[days.length - 1];
    }

    /// Days from now of an item due `dueIn` days from now that is not paid yet, added to `weights` with a factor: what
    /// would be past is left out, the rest counts accordingly more.
    void addOutlook(int dueIn, int delay, double factor, SortedMap<Integer, Double> weights) {
        double rest = 0;
        for (int i = 0; i < days.length; i++) {
            rest += dueIn + days[i] >= 1 ? shares[i] : 0;
        }
        if (rest < 1e-9) {
            for (int i = 0; i < REST.days.length; i++) {
                weights.merge(REST.days[i] + delay, REST.shares[i] * factor, Double::sum);
            }
            return;
        }
        for (int i = 0; i < days.length; i++) {
            int day = dueIn + days[i];
            if (day >= 1) {
                weights.merge(day + delay, shares[i] / rest * factor, Double::sum);
            }
        }
    }
}
