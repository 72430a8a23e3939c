package org.kamsuite.receivables.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kamsuite.receivables.ledger.Cause;
import org.kamsuite.receivables.ledger.InstalmentHistory;

class FiguresTest {

    private static final LocalDate TO = LocalDate.of(2026, 4, 30);
    private static final LocalDate DUE = LocalDate.of(2026, 1, 31);

    private static InstalmentHistory history(
            long document, String amount, LocalDate due, InstalmentHistory.Settlement... settlements) {
        return new InstalmentHistory(
                document, 1, 1, "EUR", due.minusDays(30), due, new BigDecimal(amount), List.of(settlements));
    }

    private static InstalmentHistory.Settlement settled(Cause cause, int daysLate, String amount, long source) {
        return new InstalmentHistory.Settlement(DUE.plusDays(daysLate), cause, new BigDecimal(amount), source);
    }

    private static InstalmentHistory paid(long document, String amount, int daysLate) {
        return history(document, amount, DUE, settled(Cause.PAYMENT, daysLate, amount, 100 + document));
    }

    private static Figures figures(InstalmentHistory... histories) {
        return Figures.of(
                "EUR",
                List.of(histories).stream().map(each -> PaidItem.of(each, TO)).toList(),
                Map.of("EUR", BigDecimal.ONE),
                TO.minusDays(364),
                TO);
    }

    @ParameterizedTest
    @CsvSource({
        "-5,80",
        "0,80",
        "15,70",
        "22,60",
        "30,50",
        "60,40",
        "90,30",
        "120,20",
        "150,10",
        "180,0",
        "400,0",
        "45,45",
        "7,75.333333"
    })
    void marksAreInterpolated(int days, double mark) {
        assertThat(PaymentIndex.of(days)).isCloseTo(mark, within(1e-6));
    }

    @Test
    void agreesWithThePublishedExample() {
        Figures figures =
                figures(paid(1, "100000", 0), paid(2, "50000", 15), paid(3, "25000", 30), paid(4, "25000", 60));
        assertThat(figures.paymentIndex()).isEqualByComparingTo("68.75");
        assertThat(figures.averageDaysBeyondTerms()).isEqualByComparingTo("15");
        assertThat(figures.invoices()).isEqualTo(4);
        assertThat(figures.paidLate()).isEqualTo(3);
        assertThat(figures.paidLateRatio()).isEqualByComparingTo("0.75");
        assertThat(figures.openShare()).isEqualByComparingTo("0");
        assertThat(figures.medianDaysLate()).isEqualByComparingTo("22.5");
    }

    @Test
    void anOpenOverdueInvoiceCountsAsLateByTheDaysSoFar() {
        Figures figures = figures(paid(1, "100", 0), history(2, "100", TO.minusDays(30)));
        assertThat(figures.openOverdue()).isEqualTo(1);
        assertThat(figures.openShare()).isEqualByComparingTo("0.5");
        assertThat(figures.averageDaysBeyondTerms()).isEqualByComparingTo("15");
        assertThat(figures.averageDaysBeyondTermsClosed()).isEqualByComparingTo("0");
        assertThat(figures.paymentIndex()).isEqualByComparingTo("65");
        assertThat(figures.paymentIndexClosed()).isEqualByComparingTo("80");
    }

    @Test
    void earlyAndDiscountedPaymentsMarkHigher() {
        assertThat(figures(paid(1, "100", -30)).paymentIndex()).isEqualByComparingTo("100");
        assertThat(figures(paid(1, "100", -10)).paymentIndex()).isEqualByComparingTo("80");
        assertThat(figures(paid(1, "100", -10)).averageDaysLate()).isEqualByComparingTo("-10");
        assertThat(figures(paid(1, "100", -10)).averageDaysBeyondTerms()).isEqualByComparingTo("0");
        assertThat(figures(history(
                                1,
                                "100",
                                DUE,
                                settled(Cause.PAYMENT, -20, "98", 9),
                                settled(Cause.DISCOUNT, -20, "2", 9)))
                        .paymentIndex())
                .isEqualByComparingTo("90");
    }

    @Test
    void partsWeighByTheirAmountsAndReversedPaymentsNotAtAll() {
        InstalmentHistory inParts =
                history(1, "100", DUE, settled(Cause.PAYMENT, 0, "60", 8), settled(Cause.PAYMENT, 10, "40", 9));
        assertThat(figures(inParts).averageDaysBeyondTerms()).isEqualByComparingTo("4");
        InstalmentHistory bounced = history(
                1,
                "100",
                DUE,
                settled(Cause.PAYMENT, 0, "100", 8),
                settled(Cause.PAYMENT, 5, "-100", 8),
                settled(Cause.PAYMENT, 20, "100", 9));
        assertThat(figures(bounced).averageDaysBeyondTerms()).isEqualByComparingTo("20");
    }

    @Test
    void whatIsNotDefinedHasAReason() {
        Figures nothing = figures();
        assertThat(nothing.paymentIndex()).isNull();
        assertThat(nothing.paidLateRatio()).isNull();
        assertThat(nothing.openShare()).isNull();
        assertThat(nothing.reasons()).hasSize(2);
        Figures credited = figures(history(1, "100", DUE, settled(Cause.CREDIT_NOTE, 5, "100", 9)));
        assertThat(credited.closedWithoutPayment()).isEqualTo(1);
        assertThat(credited.invoices()).isZero();
    }
}
