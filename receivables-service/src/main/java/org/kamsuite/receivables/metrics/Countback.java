package org.kamsuite.receivables.metrics;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;

/// Days sales outstanding by countback (exhaustion): how many days of the latest sales are still unpaid,
/// month by month with their actual days. Stops at the first month without sales, as Hyperion Financial
/// Management does.
///
/// @param days receivables of 212,000 with sales of 100,000, 80,000 and 70,000 in 30-day months: 73.71
/// @param exhausted whether sales cover all receivables; if not, `days` is a lower bound
/// @param truncated whether it stopped at a month without sales
record Countback(BigDecimal days, boolean exhausted, boolean truncated) {

    /// How many months are looked at.
    static final int MONTHS = 60;

    /// @param sales per calendar month; the last one only up to `to`
    /// @param first the earliest month with sales; null without any
    static Countback of(BigDecimal receivables, Map<YearMonth, BigDecimal> sales, YearMonth first, LocalDate to) {
        BigDecimal rest = receivables;
        BigDecimal days = BigDecimal.ZERO;
        YearMonth month = YearMonth.from(to);
        for (int i = 0; i < MONTHS && rest.signum() > 0; i++, month = month.minusMonths(1)) {
            BigDecimal sold = sales.getOrDefault(month, BigDecimal.ZERO);
            if (sold.signum() <= 0) {
                return new Countback(days, false, first != null && month.isAfter(first));
            }
            BigDecimal length = BigDecimal.valueOf(i == 0 ? to.getDayOfMonth() : month.lengthOfMonth());
            BigDecimal part = rest.min(sold);
            days = days.add(
                    part.compareTo(sold) == 0 ? length : part.multiply(length).divide(sold, MathContext.DECIMAL64));
            rest = rest.subtract(part);
        }
        return new Countback(days, rest.signum() <= 0, false);
    }
}
