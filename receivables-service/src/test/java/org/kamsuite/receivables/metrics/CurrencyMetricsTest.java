package org.kamsuite.receivables.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;

class CurrencyMetricsTest {

    private static final LocalDate FROM = LocalDate.parse("2026-04-01");
    private static final LocalDate TO = LocalDate.parse("2026-04-30");

    private static BigDecimal decimal(String text) {
        return new BigDecimal(text);
    }

    private static Inputs inputs(String beginning, String ending, String current, String sales, Inputs.Closed closed) {
        Inputs inputs = new Inputs();
        inputs.beginning = decimal(beginning);
        inputs.ending = decimal(ending);
        inputs.current = decimal(current);
        inputs.sales = decimal(sales);
        inputs.salesTerms = decimal(sales).multiply(decimal("10"));
        inputs.rollingSales = decimal(sales).multiply(decimal("2"));
        inputs.closed = closed;
        if (inputs.sales.signum() > 0) {
            inputs.monthly.put(YearMonth.parse("2026-04"), inputs.sales);
            inputs.survival.add(15, 1, 0);
            inputs.discounts = new Inputs.Discounts(2, decimal("40"), decimal("30"), decimal("5"));
        }
        return inputs;
    }

    /// Worked example W9: DSO 500,000 / 750,000 × 30 = 20; weighted days to pay 1000 × 15, 3000 × 30, 2000 ×
    /// 45 = 32.5.
    @Test
    void agreesWithTheWorkedExample() {
        Inputs.Closed closed = new Inputs.Closed(
                3, 1, 0, decimal("6000"), decimal("2000"), decimal("195000"), decimal("45000"), decimal("60000"));
        CurrencyMetrics metrics =
                CurrencyMetrics.of("EUR", inputs("400000", "500000", "300000", "750000", closed), FROM, TO);
        assertThat(metrics.dsoSimple()).isEqualByComparingTo("20");
        assertThat(metrics.bestPossibleDso()).isEqualByComparingTo("12");
        assertThat(metrics.averageDaysDelinquent()).isEqualByComparingTo("8");
        assertThat(metrics.dsoCountback()).isEqualByComparingTo("20");
        assertThat(metrics.weightedAverageDaysToPay()).isEqualByComparingTo("32.5");
        assertThat(metrics.weightedAverageDaysLate()).isEqualByComparingTo("7.5");
        assertThat(metrics.weightedAverageTerms()).isEqualByComparingTo("25");
        assertThat(metrics.weightedAverageDaysOverdue()).isEqualByComparingTo("10");
        assertThat(metrics.paidLateAmountRatio()).isEqualByComparingTo("0.3333333333333333");
        assertThat(metrics.daysCreditGranted()).isEqualByComparingTo("12");
        assertThat(metrics.extendedDso()).isEqualByComparingTo("2");
        // 500 / 1500 × the 89 days of February to April
        assertThat(metrics.dsoRolling3Months()).isEqualByComparingTo("29.66666666666667");
        assertThat(metrics.medianDaysToPay()).isEqualTo(15);
        assertThat(metrics.discountTakeUp()).isEqualByComparingTo("0.75");
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
        assertThat(metrics.reasons()).hasSize(5);
    }
}
