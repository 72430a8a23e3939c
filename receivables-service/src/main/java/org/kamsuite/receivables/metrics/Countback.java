package org.kamsuite.receivables.metrics;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Days sales outstanding by countback (exhaustion): how many days of the latest sales are still unpaid,
/// period by period with their actual days. Stops at the first period without sales, as Hyperion Financial
/// Management does.
///
/// @param days receivables of 212,000 with sales of 100,000, 80,000 and 70,000 in 30-day months: 73.71
/// @param exhausted whether sales cover all receivables; if not, `days` is a lower bound
/// @param truncated whether it stopped at a period without sales although earlier ones have some
/// @param steps the periods that were used, latest first
public record Countback(BigDecimal days, boolean exhausted, boolean truncated, List<Step> steps) {

    /// How many months are looked at.
    static final int MONTHS = 60;

    /// Sales of one period.
    ///
    /// @param days its length
    public record Period(BigDecimal sales, BigDecimal days) {}

    /// @param covered the part of the receivables that the period's sales cover
    /// @param counted the days that it adds
    /// @param left receivables that earlier periods are to cover
    public record Step(Period period, BigDecimal covered, BigDecimal counted, BigDecimal left) {}

    /// @param periods latest first
    public static Countback of(BigDecimal receivables, List<Period> periods) {
        BigDecimal rest = receivables;
        BigDecimal days = BigDecimal.ZERO;
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < periods.size() && rest.signum() > 0; i++) {
            Period period = periods.get(i);
            if (period.sales().signum() <= 0) {
                boolean more = periods.subList(i, periods.size()).stream()
                        .anyMatch(each -> each.sales().signum() > 0);
                return new Countback(days, false, more, List.copyOf(steps));
            }
            BigDecimal part = rest.min(period.sales());
            BigDecimal counted = part.compareTo(period.sales()) == 0
                    ? period.days()
                    : part.multiply(period.days()).divide(period.sales(), MathContext.DECIMAL64);
            days = days.add(counted);
            rest = rest.subtract(part);
            steps.add(new Step(period, part, counted, rest));
        }
        return new Countback(days, rest.signum() <= 0, false, List.copyOf(steps));
    }

    /// By calendar months.
    ///
    /// @param sales per calendar month; the last one only up to `to`
    /// @param first the earliest month with sales; null without any
    static Countback of(BigDecimal receivables, Map<YearMonth, BigDecimal> sales, YearMonth first, LocalDate to) {
        List<Period> periods = new ArrayList<>();
        YearMonth month = YearMonth.from(to);
        for (int i = 0; i < MONTHS && first != null && !month.isBefore(first); i++, month = month.minusMonths(1)) {
            int length = i == 0 ? to.getDayOfMonth() : month.lengthOfMonth();
            periods.add(new Period(sales.getOrDefault(month, BigDecimal.ZERO), BigDecimal.valueOf(length)));
        }
        return of(receivables, periods);
    }
}
