package org.kamsuite.receivables.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.kamsuite.receivables.ledger.Cause;
import org.kamsuite.receivables.ledger.Entry;
import org.kamsuite.receivables.ledger.Side;

class LearningTest {

    private static final LocalDate DAY = LocalDate.of(2026, 6, 30);
    private static final Offset<Double> EXACTLY = within(1e-12);

    private static Entry entry(long customer, long invoice, LocalDate due, LocalDate on, String amount, Cause cause) {
        return new Entry(
                invoice,
                Side.OPEN,
                invoice,
                1,
                customer,
                "EUR",
                due.minusDays(30),
                due,
                due,
                on,
                new BigDecimal(amount),
                cause,
                1000 + invoice);
    }

    private static Learning learning() {
        return new Learning(DAY, Map.of(1L, "a", 2L, "a", 3L, "b"));
    }

    @Test
    void whatIsPaidWeighsByItsAmountAndLessTheLongerAgoItIs() {
        LocalDate due = DAY.minusDays(125);
        Learning learning = learning();
        learning.add(List.of(entry(1, 1, due, DAY.minusDays(120), "-300", Cause.PAYMENT)));
        learning.add(
                List.of(entry(3, 2, DAY, DAY, "-90", Cause.PAYMENT), entry(3, 2, DAY, DAY, "-10", Cause.DISCOUNT)));
        Map<String, ForecastReads.Payer> payers = learning.payers();
        // The average amount is 200; 120 days are one half-life.
        assertThat(payers.get("a").weights()).containsOnlyKeys(5);
        assertThat(payers.get("a").weights().get(5)).isEqualTo(0.75, EXACTLY);
        assertThat(payers.get("a").invoices()[0]).isEqualTo(1);
        assertThat(payers.get("b").weights().get(0)).isEqualTo(0.5, EXACTLY);
        assertThat(payers.get("b").invoices()[0]).isEqualTo(1);
    }

    @Test
    void whatWasTakenBackOrIsToComeOrLongAgoTeachesNothing() {
        Learning learning = learning();
        learning.add(List.of(
                entry(1, 1, DAY, DAY.minusDays(3), "-300", Cause.PAYMENT),
                entry(1, 1, DAY, DAY.minusDays(1), "300", Cause.PAYMENT),
                entry(1, 2, DAY, DAY.plusDays(1), "-300", Cause.PAYMENT),
                entry(1, 3, DAY, DAY.minusDays(ForecastReads.DAYS), "-300", Cause.PAYMENT),
                entry(1, 4, DAY, DAY.minusDays(1), "-300", Cause.CREDIT_NOTE)));
        assertThat(learning.payers()).isEmpty();
        assertThat(learning.lossShare()).isZero();
    }

    @Test
    void daysLateAreBounded() {
        Learning learning = learning();
        learning.add(List.of(
                entry(1, 1, DAY.plusDays(300), DAY, "-1", Cause.PAYMENT),
                entry(1, 2, DAY.minusDays(900), DAY, "-1", Cause.PAYMENT)));
        assertThat(learning.payers().get("a").weights()).containsOnlyKeys(ForecastReads.EARLIEST, ForecastReads.LATEST);
    }

    @Test
    void lossesAreSharesOfWhatCameToAnEnd() {
        Learning learning = learning();
        learning.add(List.of(
                entry(1, 1, DAY, DAY, "-300", Cause.PAYMENT),
                entry(1, 2, DAY, DAY, "-90", Cause.WRITE_OFF),
                entry(1, 3, DAY, DAY, "-10", Cause.SHORT_PAYMENT),
                entry(1, 4, DAY, DAY.minusDays(ForecastReads.LONG), "-999", Cause.WRITE_OFF)));
        learning.add(List.of(entry(2, 5, DAY, DAY, "-100", Cause.WRITE_OFF)));
        learning.add(List.of(entry(3, 6, DAY, DAY, "-500", Cause.PAYMENT)));
        // Of customers of one payer the one with the largest share counts.
        assertThat(learning.losses()).containsOnlyKeys("a").containsEntry("a", 1.0);
        assertThat(learning.lossShare()).isEqualTo(0.2, EXACTLY);
    }
}
