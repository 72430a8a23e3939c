package org.kamsuite.receivables.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kamsuite.receivables.ledger.Cause;
import org.kamsuite.receivables.ledger.InstalmentHistory;

class PlanCourseTest {

    private static final LocalDate AGREED = LocalDate.parse("2026-04-01");

    private static LocalDate day(int day) {
        return AGREED.plusDays(day);
    }

    private static InstalmentHistory.Settlement by(int day, Cause cause, String amount) {
        return new InstalmentHistory.Settlement(day(day), cause, new BigDecimal(amount), day);
    }

    private static InstalmentHistory invoice(InstalmentHistory.Settlement... settlements) {
        return new InstalmentHistory(1, 1, 1, "EUR", day(-60), day(-30), new BigDecimal("300"), List.of(settlements));
    }

    /// 100 on each of the days 10, 20 and 30, three days of tolerance.
    private static String on(int day, LocalDate cancelled, InstalmentHistory invoice) {
        PlanCourse.Terms terms =
                new PlanCourse.Terms(AGREED, List.of(instalment(10), instalment(20), instalment(30)), cancelled, 3);
        PlanCourse course = PlanCourse.at(day(day), terms, List.of(invoice));
        return course.status() + " " + course.since().toEpochDay() % AGREED.toEpochDay() + " "
                + course.open().stream()
                        .map(amount -> amount.stripTrailingZeros().toPlainString())
                        .toList();
    }

    private static PlanCourse.Instalment instalment(int day) {
        return new PlanCourse.Instalment(day(day), new BigDecimal("100"));
    }

    @Test
    void whatIsPaidClosesTheInstalmentsInTheirOrder() {
        InstalmentHistory invoice =
                invoice(by(9, Cause.PAYMENT, "150"), by(23, Cause.CREDIT_NOTE, "50"), by(28, Cause.PAYMENT, "100"));
        assertThat(on(8, null, invoice)).isEqualTo("AGREED 0 [100, 100, 100]");
        assertThat(on(9, null, invoice)).isEqualTo("AGREED 0 [0, 50, 100]");
        assertThat(on(27, null, invoice)).isEqualTo("AGREED 0 [0, 0, 100]");
        assertThat(on(28, null, invoice)).isEqualTo("FULFILLED 28 [0, 0, 0]");
        assertThat(on(99, day(50), invoice)).isEqualTo("FULFILLED 28 [0, 0, 0]");
    }

    @Test
    void anInstalmentThatIsShortAfterTheToleranceBreaksIt() {
        InstalmentHistory invoice = invoice(by(13, Cause.PAYMENT, "99.99"), by(14, Cause.PAYMENT, "200.01"));
        assertThat(on(13, null, invoice)).isEqualTo("AGREED 0 [0.01, 100, 100]");
        assertThat(on(14, null, invoice)).startsWith("BROKEN 14 [0");
        // Broken stays broken, whatever comes later.
        assertThat(on(99, null, invoice)).startsWith("BROKEN 14 [0");
    }

    @Test
    void aPaymentThatBouncesBreaksItAndASurplusIsOpenBesides() {
        InstalmentHistory bounced = invoice(by(9, Cause.PAYMENT, "100"), by(12, Cause.PAYMENT, "-100"));
        assertThat(on(14, null, bounced)).startsWith("BROKEN 14");
        PlanCourse.Terms terms = new PlanCourse.Terms(AGREED, List.of(instalment(10)), null, 3);
        // 200 of 300 had been paid before, and bounce now.
        InstalmentHistory before = invoice(by(-5, Cause.PAYMENT, "200"), by(5, Cause.PAYMENT, "-200"));
        assertThat(PlanCourse.at(day(5), terms, List.of(before)).surplus()).isEqualByComparingTo("200");
    }

    @Test
    void whoEndsItFirstEndsIt() {
        assertThat(on(5, day(5), invoice())).isEqualTo("CANCELLED 5 [100, 100, 100]");
        assertThat(on(99, day(5), invoice())).startsWith("CANCELLED 5");
        assertThat(on(99, day(40), invoice())).startsWith("BROKEN 14");
    }
}
