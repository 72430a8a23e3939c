package org.kamsuite.receivables.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CountbackTest {

    private static final LocalDate TO = LocalDate.parse("2026-03-31");

    private static Countback of(String receivables, Map<String, String> sales) {
        Map<YearMonth, BigDecimal> monthly = sales.entrySet().stream()
                .collect(java.util.stream.Collectors.toMap(
                        each -> YearMonth.parse(each.getKey()), each -> new BigDecimal(each.getValue())));
        return Countback.of(
                new BigDecimal(receivables),
                monthly,
                monthly.keySet().stream().min(YearMonth::compareTo).orElse(null),
                TO);
    }

    /// Worked example W5, calendar months: 31 + 28 + 400/700 × 31 = 76.71.
    @Test
    void countsCalendarMonthsWithTheirDays() {
        Countback countback = of("2100000", Map.of("2026-03", "900000", "2026-02", "800000", "2026-01", "700000"));
        assertThat(countback.days()).isCloseTo(new BigDecimal("76.714286"), within("0.000001"));
        assertThat(countback.exhausted()).isTrue();
        assertThat(countback.truncated()).isFalse();
    }

    @Test
    void aPartOfTheFirstMonthCountsTheDaysUpToTheEnd() {
        Map<YearMonth, BigDecimal> sales = Map.of(YearMonth.parse("2026-03"), new BigDecimal("100"));
        Countback countback =
                Countback.of(new BigDecimal("50"), sales, YearMonth.parse("2026-03"), LocalDate.parse("2026-03-10"));
        assertThat(countback.days()).isEqualByComparingTo("5");
    }

    @Test
    void moreReceivablesThanSalesGiveALowerBound() {
        Countback countback = of("2000", Map.of("2026-03", "900", "2026-02", "800"));
        assertThat(countback.days()).isEqualByComparingTo("59");
        assertThat(countback.exhausted()).isFalse();
        assertThat(countback.truncated()).isFalse();
    }

    @Test
    void stopsAtAMonthWithoutSales() {
        Countback countback = of("2000", Map.of("2026-03", "900", "2026-01", "5000"));
        assertThat(countback.days()).isEqualByComparingTo("31");
        assertThat(countback.exhausted()).isFalse();
        assertThat(countback.truncated()).isTrue();
    }

    @Test
    void nothingReceivableIsZeroDays() {
        assertThat(of("0", Map.of()).days()).isEqualByComparingTo("0");
        assertThat(of("0", Map.of()).exhausted()).isTrue();
    }

    private static org.assertj.core.data.Offset<BigDecimal> within(String offset) {
        return org.assertj.core.data.Offset.offset(new BigDecimal(offset));
    }
}
