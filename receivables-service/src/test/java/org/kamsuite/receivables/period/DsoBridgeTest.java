package org.kamsuite.receivables.period;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DsoBridgeTest {

    private static PeriodView.CurrencyFigures figures(long current, long overdue, long sales, long days) {
        List<BigDecimal> sums = new ArrayList<>(List.of(current, overdue, 0L, 0L, 0L, 0L, 0L, 0L, sales).stream()
                .map(BigDecimal::valueOf)
                .toList());
        return PeriodView.CurrencyFigures.of("EUR", sums, 1, days);
    }

    @Test
    void eachPartIsOneThingThatChanged() {
        DsoBridge sold = DsoBridge.of(figures(600, 400, 1000, 30), figures(600, 400, 500, 30));
        assertThat(sold.volume()).isEqualByComparingTo("30");
        assertThat(sold.terms()).isEqualByComparingTo("0");
        assertThat(sold.delinquency()).isEqualByComparingTo("0");
        DsoBridge granted = DsoBridge.of(figures(600, 400, 1000, 30), figures(700, 400, 1000, 30));
        assertThat(granted.terms()).isEqualByComparingTo("3");
        DsoBridge late = DsoBridge.of(figures(600, 400, 1000, 30), figures(600, 500, 1000, 30));
        assertThat(late.delinquency()).isEqualByComparingTo("3");
        assertThat(late.after()).isEqualByComparingTo("33");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void thePartsSumExactly(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            DsoBridge bridge = DsoBridge.of(random(random, 28), random(random, 31));
            assertThat(bridge.before().add(bridge.volume()).add(bridge.terms()).add(bridge.delinquency()))
                    .isEqualByComparingTo(bridge.after());
        }
    }

    private static PeriodView.CurrencyFigures random(Random random, long days) {
        return figures(random.nextInt(100_000), random.nextInt(100_000), 1 + random.nextInt(100_000), days);
    }

    @Test
    void withoutSalesThereIsNone() {
        DsoBridge none = DsoBridge.of(figures(1, 1, 0, 30), figures(1, 1, 10, 30));
        assertThat(none.volume()).isNull();
        assertThat(none.reason()).isNotNull();
        assertThat(DsoBridge.of(null, figures(1, 1, 10, 30)).reason()).isNotNull();
    }
}
