package org.kamsuite.receivables.scenario;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.SortedMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.Money;

/// Receipts by due dates against the same receipts some days later. Pure.
@Schema(name = "DelayScenario", description = "Receipts as they fall due against the same receipts later.")
record Delay(
        @Schema(description = "What is open and shifted.") Money amount,

        @Schema(description = "amount × days / 365 × fundingRate, rounded to the minor unit.")
        Money fundingCost,

        @Schema(description = "The lowest gap of all weeks; 0 when none is missing at a week's end.")
        Money largestGap,

        @Schema(description = "The last day of the week with it; absent without a gap.")
        LocalDate largestGapOn,

        List<Week> weeks,

        @Schema(description = "Falls due after the last week.")
        Money dueLater,

        @Schema(description = "Comes after the last week when delayed.")
        Money delayedLater) {

    private static final BigDecimal YEAR = BigDecimal.valueOf(365);

    @Schema(name = "DelayWeek")
    record Week(
            LocalDate from,
            LocalDate to,

            @Schema(description = "Receipts by due date; what is past due counts as due on the first day.")
            Money base,

            @Schema(description = "The same so many days later.")
            Money delayed,

            @Schema(description = "Delayed less base receipts since the first day: what is missing in the till.")
            Money gap) {}

    /// @param due open amounts by due date
    static Delay of(
            SortedMap<LocalDate, BigDecimal> due,
            String currency,
            LocalDate today,
            int days,
            BigDecimal fundingRate,
            int weeks) {
        BigDecimal[] base = new BigDecimal[weeks + 1];
        BigDecimal[] delayed = new BigDecimal[weeks + 1];
        java.util.Arrays.fill(base, BigDecimal.ZERO);
        java.util.Arrays.fill(delayed, BigDecimal.ZERO);
        due.forEach((date, amount) -> {
            LocalDate expected = date.isBefore(today) ? today : date;
            int week = week(today, expected, weeks);
            int later = week(today, expected.plusDays(days), weeks);
            base[week] = base[week].add(amount);
            delayed[later] = delayed[later].add(amount);
        });
        List<Week> told = new ArrayList<>();
        BigDecimal gap = BigDecimal.ZERO;
        BigDecimal lowest = BigDecimal.ZERO;
        LocalDate lowestOn = null;
        for (int i = 0; i < weeks; i++) {
            gap = gap.add(delayed[i]).subtract(base[i]);
            LocalDate from = today.plusWeeks(i);
            LocalDate to = from.plusDays(6);
            if (gap.compareTo(lowest) < 0) {
                lowest = gap;
                lowestOn = to;
            }
            told.add(new Week(
                    from, to, new Money(base[i], currency), new Money(delayed[i], currency), new Money(gap, currency)));
        }
        BigDecimal amount = due.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Delay(
                new Money(amount, currency),
                new Money(fundingCost(amount, currency, days, fundingRate), currency),
                new Money(lowest, currency),
                lowestOn,
                told,
                new Money(base[weeks], currency),
                new Money(delayed[weeks], currency));
    }

    private static int week(LocalDate today, LocalDate day, int weeks) {
        return (int) Math.min(weeks, java.time.temporal.ChronoUnit.DAYS.between(today, day) / 7);
    }

    static BigDecimal fundingCost(BigDecimal amount, String currency, int days, BigDecimal fundingRate) {
        int digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        return amount.multiply(BigDecimal.valueOf(days))
                .multiply(fundingRate)
                .divide(YEAR, digits, RoundingMode.HALF_UP);
    }
}
