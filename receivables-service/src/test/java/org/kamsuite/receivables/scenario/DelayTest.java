package org.kamsuite.receivables.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DelayTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-03-02");

    @Test
    void receiptsMoveByTheDelayAndTheGapIsWhatIsMissingSoFar() {
        TreeMap<LocalDate, BigDecimal> due = new TreeMap<>(Map.of(
                TODAY.minusDays(40),
                new BigDecimal("100"),
                TODAY.plusDays(6),
                new BigDecimal("50"),
                TODAY.plusDays(7),
                new BigDecimal("30")));
        Delay delay = Delay.of(due, "EUR", TODAY, 10, new BigDecimal("0.1"), 2);
        assertThat(delay.weeks().stream()
                        .map(week -> week.base().amount() + " " + week.delayed().amount() + " "
                                + week.gap().amount()))
                .containsExactly("150.00 0.00 -150.00", "30.00 100.00 -80.00");
        assertThat(delay.largestGap().amount()).isEqualByComparingTo("-150");
        assertThat(delay.largestGapOn()).isEqualTo(TODAY.plusDays(6));
        assertThat(delay.dueLater().amount()).isEqualByComparingTo("0");
        assertThat(delay.delayedLater().amount()).isEqualByComparingTo("80");
        assertThat(delay.amount().amount()).isEqualByComparingTo("180");
        // 180 × 10 / 365 × 0.1 = 0.4931…
        assertThat(delay.fundingCost().amount()).isEqualByComparingTo("0.49");
    }

    /// 10m a year paid 30 days later at 8 %.
    @Test
    void fundingCostIsAmountByDaysByRate() {
        assertThat(Delay.fundingCost(new BigDecimal("10000000"), "EUR", 30, new BigDecimal("0.08")))
                .isEqualByComparingTo("65753.42");
    }
}
