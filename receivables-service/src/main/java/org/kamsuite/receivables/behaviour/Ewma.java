package org.kamsuite.receivables.behaviour;

/// Exponentially weighted moving average of standardised values (0 = the baseline's mean, 1 = its standard
/// deviation), with the exact variance: limits ± L sqrt(λ / (2 - λ) (1 - (1 - λ)^(2i))). NIST/SEMATECH e-Handbook
/// 6.3.2.4.
final class Ewma {

    private final double lambda;
    private final double width;
    private double value;
    private int count;

    /// @param width L, the limits' distance in standard deviations of the average
    Ewma(double lambda, double width) {
        this.lambda = lambda;
        this.width = width;
    }

    void add(double u) {
        value = lambda * u + (1 - lambda) * value;
        count++;
    }

    void restart() {
        value = 0;
        count = 0;
    }

    double value() {
        return value;
    }

    /// The upper limit at the latest value; the lower one is its negative.
    double limit() {
        return width * Math.sqrt(lambda / (2 - lambda) * (1 - Math.pow(1 - lambda, 2.0 * count)));
    }

    boolean isAbove() {
        return count > 0 && value > limit();
    }
}
