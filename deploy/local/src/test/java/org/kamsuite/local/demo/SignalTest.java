package org.kamsuite.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SignalTest {

    private static final UUID ID = UUID.fromString("00000000-0000-8000-8000-000000000001");

    @Test
    void anAccountAsAllOthersIsNoNews() {
        assertThat(Signal.in(List.of(usual()))).isEmpty();
    }

    @Test
    void whatIsUnknownIsNoNews() {
        assertThat(Signal.in(List.of(new Figures(
                        ID, "Nobody", null, 0, null, null, null, 0, null, null, 0, null, null, null, 0, false, null,
                        null, null, null, null))))
                .isEmpty();
    }

    @Test
    void eachRuleFindsItsAccountAndSaysWhereToLook() {
        assertThat(kinds(with(30.0, 3.0, 0.9, 0.9, false, 5L, 0.2))).containsExactly("Pays later and later");
        assertThat(kinds(with(2.0, 3.0, 0.6, 0.9, false, 5L, 0.2))).containsExactly("Our deliveries slip");
        assertThat(kinds(with(2.0, 3.0, 0.9, 0.9, true, 5L, 0.2))).containsExactly("Hangs on one person");
        assertThat(kinds(with(2.0, 3.0, 0.9, 0.9, false, 0L, 0.2))).containsExactly("Has gone quiet");
        assertThat(kinds(with(2.0, 3.0, 0.9, 0.9, false, 5L, 0.7))).containsExactly("Buys by the season");
        Signal signal =
                Signal.in(List.of(with(30.0, 3.0, 0.9, 0.9, false, 5L, 0.2))).getFirst();
        assertThat(signal.text())
                .isEqualTo("paid 30.0 days late in the last quarter, 3.0 days late a year ago; 100 EUR overdue");
        assertThat(signal.where()).isEqualTo("receivables-service /v1/receivables/" + ID + "/metrics");
    }

    @Test
    void seasonAndGrowthAreReadFromFullMonths() {
        YearMonth now = YearMonth.of(2026, 6);
        Map<YearMonth, Double> revenue = new HashMap<>();
        Map<YearMonth, Long> orders = new HashMap<>();
        for (int back = 18; back >= 1; back--) {
            YearMonth month = now.minusMonths(back);
            boolean spring = month.getMonthValue() >= 3 && month.getMonthValue() <= 5;
            revenue.put(month, spring ? 1000.0 : back > 12 ? 100.0 : 120.0);
            orders.put(month, 2L);
        }
        Report.Sales sales = new Report.Sales(now, orders, revenue);
        assertThat(sales.season()).isEqualTo("March to May");
        assertThat(sales.seasonShare()).isBetween(0.73, 0.74);
        assertThat(sales.growth()).isBetween(0.01, 0.02);
        assertThat(sales.orders(1, 3)).isEqualTo(6);
        assertThat(sales.orders(17, 3)).isNull();
    }

    private static List<String> kinds(Figures figures) {
        return Signal.in(List.of(figures)).stream().map(Signal::kind).toList();
    }

    private static Figures usual() {
        return with(2.0, 3.0, 0.9, 0.9, false, 5L, 0.2);
    }

    private static Figures with(
            double daysLate,
            double daysLateBefore,
            double onTime,
            double onTimeBefore,
            boolean single,
            long orders,
            double seasonShare) {
        return new Figures(
                ID,
                "Example AG",
                3,
                60,
                daysLate,
                daysLateBefore,
                "100 EUR",
                1,
                "1 EUR",
                onTime,
                40,
                onTimeBefore,
                0.9,
                single ? 1 : 3,
                5,
                single,
                orders,
                8L,
                0.05,
                seasonShare,
                "March to May");
    }
}
