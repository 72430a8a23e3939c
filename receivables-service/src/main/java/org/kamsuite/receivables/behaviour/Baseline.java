package org.kamsuite.receivables.behaviour;

import java.util.Arrays;
import java.util.List;

/// How an account usually pays: mean and standard deviation of the days late of earlier invoices. One value in
/// twelve at each end is drawn in to its neighbour, so that a single odd payment neither hides nor feigns a shift;
/// the standard deviation is divided by what that takes off it under a normal distribution.
///
/// @param sigma at least the given floor: payment dates move by weekends alone
record Baseline(double mean, double sigma, int invoices) {

    static final String METHOD =
            "winsorised mean and standard deviation (one in twelve at each end) of the latest in-control invoices closed"
                    + " before";

    private static final int DRAWN_IN = 12;
    private static final double CONSISTENCY = 0.853;

    static Baseline of(List<Double> days, double floor) {
        double[] sorted =
                days.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int ends = sorted.length / DRAWN_IN;
        Arrays.fill(sorted, 0, ends, sorted[ends]);
        Arrays.fill(sorted, sorted.length - ends, sorted.length, sorted[sorted.length - ends - 1]);
        double mean = Arrays.stream(sorted).average().orElseThrow();
        double squares = Arrays.stream(sorted).map(x -> (x - mean) * (x - mean)).sum();
        double sigma = Math.sqrt(squares / (sorted.length - 1)) / (ends > 0 ? CONSISTENCY : 1);
        return new Baseline(mean, Math.max(sigma, floor), sorted.length);
    }

    double standardised(double days) {
        return (days - mean) / sigma;
    }

    double days(double standardised) {
        return mean + sigma * standardised;
    }
}
