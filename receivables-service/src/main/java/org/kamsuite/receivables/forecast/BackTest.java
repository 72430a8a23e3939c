package org.kamsuite.receivables.forecast;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Forecasts of earlier days beside what came. Pure.
final class BackTest {

    /// @param week from 1; 0 for the whole horizon
    record Pair(LocalDate origin, int week, BigDecimal expected, BigDecimal low, BigDecimal high, BigDecimal actual) {

        BigDecimal error() {
            return expected.subtract(actual);
        }

        boolean isWithin() {
            return actual.compareTo(low) >= 0 && actual.compareTo(high) <= 0;
        }
    }

    /// @param wape sum of absolute errors / sum of actual amounts; null without any
    /// @param mape mean of absolute error / actual amount, of those with one; null without any
    /// @param bias sum of errors / sum of actual amounts: positive when too much was expected
    /// @param coverage share within the 10 % to 90 % band; 0.8 is meant
    record Score(
            int forecasts,
            BigDecimal expected,
            BigDecimal actual,
            BigDecimal wape,
            BigDecimal mape,
            BigDecimal bias,
            BigDecimal coverage) {}

    private BackTest() {}

    static Score score(Collection<Pair> pairs) {
        BigDecimal expected = BigDecimal.ZERO;
        BigDecimal actual = BigDecimal.ZERO;
        BigDecimal absolute = BigDecimal.ZERO;
        List<BigDecimal> relative = new ArrayList<>();
        int within = 0;
        for (Pair pair : pairs) {
            expected = expected.add(pair.expected());
            actual = actual.add(pair.actual());
            absolute = absolute.add(pair.error().abs());
            within += pair.isWithin() ? 1 : 0;
            if (pair.actual().signum() > 0) {
                relative.add(quotient(pair.error().abs(), pair.actual()));
            }
        }
        return new Score(
                pairs.size(),
                expected,
                actual,
                quotient(absolute, actual),
                quotient(
                        relative.stream().reduce(BigDecimal.ZERO, BigDecimal::add),
                        BigDecimal.valueOf(relative.size())),
                quotient(expected.subtract(actual), actual),
                quotient(BigDecimal.valueOf(within), BigDecimal.valueOf(pairs.size())));
    }

    private static BigDecimal quotient(BigDecimal part, BigDecimal whole) {
        return whole.signum() <= 0
                ? null
                : new BigDecimal(part.divide(whole, MathContext.DECIMAL64)
                        .round(new MathContext(6))
                        .stripTrailingZeros()
                        .toPlainString());
    }
}
