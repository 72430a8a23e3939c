package org.kamsuite.receivables.promise;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kamsuite.receivables.ledger.Cause;
import org.kamsuite.receivables.ledger.InstalmentHistory;

class FulfilmentTest {

    private static final LocalDate MADE = LocalDate.parse("2026-04-01");

    private static LocalDate day(int day) {
        return MADE.plusDays(day);
    }

    private static InstalmentHistory.Settlement by(long source, int day, Cause cause, String amount) {
        return new InstalmentHistory.Settlement(day(day), cause, new BigDecimal(amount), source);
    }

    private static InstalmentHistory invoice(String amount, InstalmentHistory.Settlement... settlements) {
        return new InstalmentHistory(
                1, 1, 1, "EUR", MADE.minusDays(60), MADE.minusDays(30), new BigDecimal(amount), List.of(settlements));
    }

    /// Promised: 100 until day 10, 3 days of tolerance.
    private static String on(int day, InstalmentHistory... invoices) {
        Fulfilment.Terms terms = new Fulfilment.Terms(MADE, new BigDecimal("100"), day(13), null);
        Fulfilment fulfilment = Fulfilment.at(day(day), terms, List.of(invoices));
        return fulfilment.state() + " " + fulfilment.paid() + "/" + fulfilment.needed();
    }

    @Test
    void paymentsCountByTheirEffectiveDates() {
        InstalmentHistory invoice = invoice("300", by(1, 5, Cause.PAYMENT, "60"), by(2, 13, Cause.PAYMENT, "40"));
        assertThat(on(4, invoice)).isEqualTo("OPEN 0/100");
        assertThat(on(12, invoice)).isEqualTo("OPEN 60/100");
        assertThat(on(13, invoice)).isEqualTo("KEPT 100/100");
        assertThat(on(99, invoice)).isEqualTo("KEPT 100/100");
    }

    @Test
    void aDayLateIsNotKept() {
        assertThat(on(13, invoice("300", by(1, 14, Cause.PAYMENT, "100")))).isEqualTo("OPEN 0/100");
        assertThat(on(14, invoice("300", by(1, 14, Cause.PAYMENT, "100")))).isEqualTo("BROKEN 0/100");
        assertThat(on(14, invoice("300", by(1, 9, Cause.PAYMENT, "99.99")))).isEqualTo("PARTIALLY_KEPT 99.99/100");
    }

    @Test
    void whatWasPaidBeforeThePromiseIsNotThePromise() {
        assertThat(on(14, invoice("300", by(1, -1, Cause.PAYMENT, "100")))).isEqualTo("BROKEN 0/100");
    }

    @Test
    void aPaymentThatBouncedLaterDidNotKeepIt() {
        InstalmentHistory invoice = invoice("300", by(1, 5, Cause.PAYMENT, "100"), by(1, 40, Cause.PAYMENT, "-100"));
        assertThat(on(39, invoice)).isEqualTo("KEPT 100/100");
        assertThat(on(40, invoice)).isEqualTo("BROKEN 0/100");
    }

    @Test
    void whatIsCreditedNeedNotBePaid() {
        assertThat(on(6, invoice("100", by(1, 5, Cause.CREDIT_NOTE, "100")))).isEqualTo("CANCELLED 0/0");
        assertThat(on(6, invoice("100", by(1, 5, Cause.WRITE_OFF, "30"), by(2, 6, Cause.PAYMENT, "70"))))
                .isEqualTo("KEPT 70/70");
        assertThat(on(14, invoice("300", by(1, 5, Cause.CREDIT_NOTE, "50")))).isEqualTo("BROKEN 0/100");
    }

    @Test
    void withoutItsInvoicesItStaysOpenUntilItsDate() {
        assertThat(on(13)).isEqualTo("OPEN 0/100");
        assertThat(on(14)).isEqualTo("BROKEN 0/100");
    }

    @Test
    void whoTookItBackBrokeNothing() {
        Fulfilment.Terms terms = new Fulfilment.Terms(MADE, BigDecimal.TEN, day(13), day(3));
        assertThat(Fulfilment.at(day(2), terms, List.of(invoice("10"))).state()).isEqualTo(PromiseState.OPEN);
        assertThat(Fulfilment.at(day(30), terms, List.of(invoice("10"))).state())
                .isEqualTo(PromiseState.CANCELLED);
    }
}
