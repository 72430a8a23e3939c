package org.kamsuite.receivables.behaviour;

/// Tabular cumulative sum of standardised values, upwards: C+ = max(0, u - K + C+), alarm above H. Since N+ values
/// it has been above 0: the shift is estimated to have begun with the first of them, at a new level of
/// K + C+ / N+. Montgomery, Introduction to Statistical Quality Control, 9.1.
final class Cusum {

    private final double slack;
    private final double decision;
    private double value;
    private int run;

    /// @param slack K, half the shift to find, in standard deviations
    /// @param decision H, in standard deviations
    Cusum(double slack, double decision) {
        this.slack = slack;
        this.decision = decision;
    }

    void add(double u) {
        value = Math.max(0, u - slack + value);
        run = value > 0 ? run + 1 : 0;
    }

    void restart() {
        value = 0;
        run = 0;
    }

    double value() {
        return value;
    }

    /// N+, how many values it has been above 0.
    int run() {
        return run;
    }

    boolean isAbove() {
        return value > decision;
    }

    /// The estimated new level in standard deviations; 0 while there is no run.
    double level() {
        return run == 0 ? 0 : slack + value / run;
    }
}
