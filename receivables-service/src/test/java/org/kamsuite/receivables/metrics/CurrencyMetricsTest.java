package org.kamsuite.receivables.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CurrencyMetricsTest {

    private static final LocalDate FROM = LocalDate.parse("2026-04-01");
    private static final LocalDate TO = LocalDate.parse("2026-04-30");

    private static BigDecimal decimal(String text) {
        return new BigDecimal(text);
    }

    private static Inputs inputs(String beginning, String ending, String current, String sales, Inputs.Closed closed) {
        YearMonth april = YearMonth.parse("2026-04");
        return new Inputs(
                decimal(beginning),
                decimal(ending),
                decimal(current),
                BigDecimal.ZERO,
                decimal(sales),
                Map.of(april, decimal(sales)),
                april,
                0,
                closed);
    }

    /// Worked example W9: DSO 500,000 / 750,000 × 30 = 20; weighted days to pay 1000 × 15, 3000 × 30, 2000 ×
    /// 45 = 32.5.
    @Test
    void agreesWithTheWorkedExample() {
        Inputs.Closed closed = new Inputs.Closed(3, 1, 0, decimal("6000"), decimal("195000"), decimal("15000"));
        CurrencyMetrics metrics =
                CurrencyMetrics.of("EUR", inputs("400000", "500000", "300000", "750000", closed), FROM, TO);
        assertThat(metrics.dsoSimple()).isEqualByComparingTo("20");
        assertThat(metrics.bestPossibleDso()).isEqualByComparingTo("12");
        assertThat(metrics.averageDaysDelinquent()).isEqualByComparingTo("8");
        assertThat(metrics.dsoCountback()).isEqualByComparingTo("20");
        assertThat(metrics.weightedAverageDaysToPay()).isEqualByComparingTo("32.5");
        assertThat(metrics.weightedAverageDaysLate()).isEqualByComparingTo("2.5");
        // (400 + 750 - 500) / (400 + 750 - 300) × 100
        assertThat(metrics.collectionEffectivenessIndex()).isEqualByComparingTo("76.47058823529412");
        assertThat(metrics.lateRate()).isEqualByComparingTo("0.3333333333333333");
        assertThat(metrics.reasons()).isEmpty();
    }

    @Test
    void withoutSalesAndPaymentsNothingIsDefinedAndItSaysWhy() {
        CurrencyMetrics metrics = CurrencyMetrics.of("EUR", inputs("0", "0", "0", "0", Inputs.Closed.NONE), FROM, TO);
        assertThat(metrics.dsoSimple()).isNull();
        assertThat(metrics.averageDaysDelinquent()).isNull();
        assertThat(metrics.collectionEffectivenessIndex()).isNull();
        assertThat(metrics.weightedAverageDaysToPay()).isNull();
        assertThat(metrics.lateRate()).isNull();
        assertThat(metrics.reasons()).hasSize(3);
    }
}
