package org.kamsuite.bench;

import java.util.Locale;

/// One measured figure beside its limit.
///
/// @param benchmark name of the benchmark
/// @param name what was measured
/// @param value the measured figure in `unit`
/// @param limitName what the limit is; null when there is none
/// @param limit the limit in the same unit, measured in the same run; null when there is none
/// @param goal what the ratio `value / limit` is to reach; null when the figure is only reported
/// @param note what a reader must know besides; may be empty
record Figure(
        String benchmark,
        String name,
        double value,
        String unit,
        String limitName,
        Double limit,
        Goal goal,
        String note) {

    /// What a ratio (or, without a limit, the figure itself) is to reach.
    record Goal(boolean atLeast, double bound) {

        static Goal atLeast(double bound) {
            return new Goal(true, bound);
        }

        static Goal atMost(double bound) {
            return new Goal(false, bound);
        }

        boolean reached(double ratio) {
            return atLeast ? ratio >= bound : ratio <= bound;
        }

        @Override
        public String toString() {
            return (atLeast ? ">= " : "<= ") + number(bound);
        }
    }

    static Figure alone(String benchmark, String name, double value, String unit, String note) {
        return new Figure(benchmark, name, value, unit, null, null, null, note);
    }

    /// `value / limit`; null without a limit or with a limit of 0.
    Double ratio() {
        return limit == null || limit == 0 ? null : value / limit;
    }

    /// Whether the goal is reached; null when there is none or nothing to compare it with.
    Boolean reached() {
        if (goal == null) {
            return null;
        }
        Double compared = limitName == null ? Double.valueOf(value) : ratio();
        return compared == null ? null : goal.reached(compared);
    }

    /// Three significant digits, thousands as they are.
    static String number(double value) {
        double size = Math.abs(value);
        if (size >= 100) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        if (size >= 10) {
            return String.format(Locale.ROOT, "%.1f", value);
        }
        return String.format(Locale.ROOT, size >= 0.1 || size == 0 ? "%.2f" : "%.4f", value);
    }
}
