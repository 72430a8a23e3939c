package org.kamsuite.receivables.lateness;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// How good probabilities were, seen from what came.
///
/// @param n predictions
/// @param late how many of them were late
/// @param auc probability that a late one was given more than one in time; null when all were alike
/// @param brier mean squared error of the probabilities
/// @param logLoss mean negative logarithm of the probability of what came
/// @param bins reliability: predictions from 0.0 to 0.1, …
record Calibration(int n, int late, Double auc, Double brier, Double logLoss, List<Bin> bins) {

    /// @param from lowest probability, inclusive
    record Bin(double from, double to, int n, double meanProbability, double lateRatio) {}

    record Prediction(double probability, boolean late) {}

    private static final int BINS = 10;

    static Calibration of(List<Prediction> predictions) {
        int n = predictions.size();
        int late = (int) predictions.stream().filter(Prediction::late).count();
        if (n == 0) {
            return new Calibration(0, 0, null, null, null, List.of());
        }
        double squares = 0;
        double loss = 0;
        for (Prediction each : predictions) {
            double error = each.probability() - (each.late() ? 1 : 0);
            squares += error * error;
            loss -= Math.log(Math.max(1e-12, each.late() ? each.probability() : 1 - each.probability()));
        }
        return new Calibration(n, late, auc(predictions, late), squares / n, loss / n, bins(predictions));
    }

    // Mann-Whitney, ties count half.
    private static Double auc(List<Prediction> predictions, int late) {
        int inTime = predictions.size() - late;
        if (late == 0 || inTime == 0) {
            return null;
        }
        List<Prediction> sorted = predictions.stream()
                .sorted(Comparator.comparingDouble(Prediction::probability))
                .toList();
        double ranks = 0;
        for (int i = 0; i < sorted.size(); ) {
            int end = i;
            int lateHere = 0;
            while (end < sorted.size()
                    && sorted.get(end).probability() == sorted.get(i).probability()) {
                lateHere += sorted.get(end).late() ? 1 : 0;
                end++;
            }
            ranks += lateHere * (i + 1 + end) / 2.0;
            i = end;
        }
        return (ranks - late * (late + 1.0) / 2) / ((double) late * inTime);
    }

    private static List<Bin> bins(List<Prediction> predictions) {
        List<Bin> bins = new ArrayList<>();
        for (int i = 0; i < BINS; i++) {
            int bin = i;
            List<Prediction> in = predictions.stream()
                    .filter(each -> Math.min(BINS - 1, (int) (each.probability() * BINS)) == bin)
                    .toList();
            if (!in.isEmpty()) {
                bins.add(new Bin(
                        (double) i / BINS,
                        (double) (i + 1) / BINS,
                        in.size(),
                        in.stream()
                                .mapToDouble(Prediction::probability)
                                .average()
                                .orElseThrow(),
                        (double) in.stream().filter(Prediction::late).count() / in.size()));
            }
        }
        return bins;
    }
}
