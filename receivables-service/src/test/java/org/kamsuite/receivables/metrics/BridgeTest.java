package org.kamsuite.receivables.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BridgeTest {

    private static final LocalDate FROM = LocalDate.parse("2026-01-01");
    private static final LocalDate TO = LocalDate.parse("2026-03-31");

    private static BridgeView.Point point(long receivables, long current, long sales, long terms) {
        Inputs inputs = new Inputs();
        inputs.ending = BigDecimal.valueOf(receivables);
        inputs.current = BigDecimal.valueOf(current);
        inputs.sales = BigDecimal.valueOf(sales);
        inputs.salesTerms = BigDecimal.valueOf(sales).multiply(BigDecimal.valueOf(terms));
        return BridgeView.Point.of("EUR", inputs, FROM, TO);
    }

    @Test
    void tellsWhereADifferenceComesFrom() {
        // 10 days of sales become 16: the terms 2 longer, 3 more days past due, 1 by rising sales
        BridgeView.CurrencyBridge bridge =
                BridgeView.CurrencyBridge.of("EUR", point(1000, 1000, 9000, 10), point(1600, 1300, 9000, 12));
        assertThat(bridge.difference()).isEqualByComparingTo("6");
        assertThat(bridge.delinquency()).isEqualByComparingTo("3");
        assertThat(bridge.terms()).isEqualByComparingTo("2");
        assertThat(bridge.volume()).isEqualByComparingTo("1");
    }

    @Test
    void thePartsAreExactlyTheDifference() {
        Random random = new Random(7);
        for (int i = 0; i < 1000; i++) {
            BridgeView.CurrencyBridge bridge = BridgeView.CurrencyBridge.of("EUR", any(random), any(random));
            assertThat(bridge.volume().add(bridge.terms()).add(bridge.delinquency()))
                    .isEqualByComparingTo(bridge.difference());
            assertThat(bridge.after().dso().subtract(bridge.before().dso())).isEqualByComparingTo(bridge.difference());
        }
    }

    private static BridgeView.Point any(Random random) {
        long receivables = random.nextLong(1_000_000);
        return point(receivables, random.nextLong(receivables + 1), 1 + random.nextLong(999_999), random.nextLong(120));
    }

    @Test
    void withoutSalesThereIsNoneAndItSaysWhy() {
        BridgeView.CurrencyBridge bridge = BridgeView.CurrencyBridge.of("EUR", point(0, 0, 0, 0), point(1, 1, 1, 1));
        assertThat(bridge.difference()).isNull();
        assertThat(bridge.reason()).isNotBlank();
    }
}
