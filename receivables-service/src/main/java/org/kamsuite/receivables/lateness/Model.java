package org.kamsuite.receivables.lateness;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.SimpleValueChecker;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunctionGradient;
import org.hipparchus.optim.nonlinear.scalar.gradient.NonLinearConjugateGradientOptimizer;

/// Logistic regression around the baseline: log-odds = baseline's log-odds + intercept + sum of coefficient ×
/// standardised feature. The coefficients are drawn towards 0 (ridge), so that with little to learn from it says
/// what the baseline says.
///
/// @param intercept in log-odds
/// @param terms one per feature
record Model(Baseline baseline, double intercept, Map<Feature, Term> terms) {

    static final String METHOD =
            "logistic regression with the baseline's log-odds as offset and a ridge penalty on the other"
                    + " coefficients, features standardised; nonlinear conjugate gradients";

    /// @param mean and deviation of the feature in training
    record Term(double mean, double deviation, double coefficient) {

        double contribution(double value) {
            return coefficient * standardised(value);
        }

        // A value far outside of what was seen counts as an extreme one of those.
        private double standardised(double value) {
            return deviation == 0 ? 0 : Math.clamp((value - mean) / deviation, -4, 4);
        }
    }

    private static final double RIDGE = 5;
    private static final double INTERCEPT_RIDGE = 0.1;
    private static final int EVALUATIONS = 2_000;
    private static final Feature[] FEATURES = Feature.values();

    Model {
        terms = Map.copyOf(terms);
    }

    static Model fit(List<History.Case> cases) {
        Baseline baseline = Baseline.of(cases);
        Training training = Training.of(cases, baseline);
        double[] found = training.minimum();
        Map<Feature, Term> terms = new EnumMap<>(Feature.class);
        for (Feature feature : FEATURES) {
            int i = feature.ordinal();
            terms.put(feature, new Term(training.means()[i], training.deviations()[i], found[i + 1]));
        }
        return new Model(baseline, found[0], terms);
    }

    double probability(History.Case each) {
        double logOdds = baseline.logOdds(each.history()) + intercept;
        for (Feature feature : FEATURES) {
            logOdds += contribution(feature, each);
        }
        return logistic(logOdds);
    }

    /// In log-odds, beside the average invoice in training.
    double contribution(Feature feature, History.Case each) {
        return terms.get(feature).contribution(feature.of(each, baseline));
    }

    static double logistic(double logOdds) {
        return 1 / (1 + Math.exp(-logOdds));
    }

    /// The training set as numbers.
    private record Training(double[][] values, double[] offsets, boolean[] late, double[] means, double[] deviations) {

        static Training of(List<History.Case> cases, Baseline baseline) {
            int n = cases.size();
            double[][] values = new double[n][FEATURES.length];
            double[] offsets = new double[n];
            boolean[] late = new boolean[n];
            for (int row = 0; row < n; row++) {
                History.Case each = cases.get(row);
                for (Feature feature : FEATURES) {
                    values[row][feature.ordinal()] = feature.of(each, baseline);
                }
                offsets[row] = baseline.logOdds(each.history());
                late[row] = each.invoice().isLate();
            }
            double[] means = new double[FEATURES.length];
            double[] deviations = new double[FEATURES.length];
            for (int i = 0; i < FEATURES.length; i++) {
                double sum = 0;
                double squares = 0;
                for (double[] row : values) {
                    sum += row[i];
                }
                means[i] = sum / n;
                for (double[] row : values) {
                    squares += (row[i] - means[i]) * (row[i] - means[i]);
                }
                double deviation = Math.sqrt(squares / n);
                deviations[i] = deviation < 1e-9 ? 0 : deviation;
                for (double[] row : values) {
                    row[i] = new Term(means[i], deviations[i], 1).standardised(row[i]);
                }
            }
            return new Training(values, offsets, late, means, deviations);
        }

        double[] minimum() {
            return new NonLinearConjugateGradientOptimizer(
                            NonLinearConjugateGradientOptimizer.Formula.POLAK_RIBIERE,
                            new SimpleValueChecker(1e-7, 1e-7))
                    .optimize(
                            new MaxEval(EVALUATIONS),
                            new ObjectiveFunction(this::loss),
                            new ObjectiveFunctionGradient(this::gradient),
                            GoalType.MINIMIZE,
                            new InitialGuess(new double[FEATURES.length + 1]))
                    .getPoint();
        }

        private double logOdds(int row, double[] at) {
            double logOdds = offsets[row] + at[0];
            for (int i = 0; i < FEATURES.length; i++) {
                logOdds += at[i + 1] * values[row][i];
            }
            return logOdds;
        }

        private double loss(double[] at) {
            double loss = INTERCEPT_RIDGE * at[0] * at[0] / 2;
            for (int i = 1; i < at.length; i++) {
                loss += RIDGE * at[i] * at[i] / 2;
            }
            for (int row = 0; row < late.length; row++) {
                double signed = late[row] ? -logOdds(row, at) : logOdds(row, at);
                // log(1 + e^x) without overflow
                loss += Math.max(signed, 0) + Math.log1p(Math.exp(-Math.abs(signed)));
            }
            return loss / late.length;
        }

        private double[] gradient(double[] at) {
            double[] gradient = new double[at.length];
            gradient[0] = INTERCEPT_RIDGE * at[0];
            for (int i = 1; i < at.length; i++) {
                gradient[i] = RIDGE * at[i];
            }
            for (int row = 0; row < late.length; row++) {
                double error = logistic(logOdds(row, at)) - (late[row] ? 1 : 0);
                gradient[0] += error;
                for (int i = 0; i < FEATURES.length; i++) {
                    gradient[i + 1] += error * values[row][i];
                }
            }
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] /= late.length;
            }
            return gradient;
        }
    }
}
