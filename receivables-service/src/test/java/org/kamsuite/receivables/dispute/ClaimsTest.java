package org.kamsuite.receivables.dispute;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kamsuite.contracts.erp.DisputeOutcome;
import org.kamsuite.receivables.ledger.Cause;
import org.kamsuite.receivables.ledger.InstalmentHistory;

class ClaimsTest {

    private static final LocalDate ISSUED = LocalDate.parse("2026-01-01");

    private static LocalDate day(int day) {
        return ISSUED.plusDays(day);
    }

    private static InstalmentHistory.Settlement settled(int day, Cause cause, String amount) {
        return new InstalmentHistory.Settlement(day(day), cause, new BigDecimal(amount), day);
    }

    private static InstalmentHistory invoice(String amount, InstalmentHistory.Settlement... settlements) {
        return new InstalmentHistory(1, 1, 1, "EUR", ISSUED, day(30), new BigDecimal(amount), List.of(settlements));
    }

    private static Claims.Claim open(long dispute, int day, String amount) {
        return new Claims.Claim(dispute, day(day), new BigDecimal(amount), null, null, null);
    }

    private static Claims.Claim ended(int day, String amount, int end, DisputeOutcome outcome, String credited) {
        return new Claims.Claim(
                1,
                day(day),
                new BigDecimal(amount),
                day(end),
                outcome,
                credited == null ? null : new BigDecimal(credited));
    }

    private static String after(int day, InstalmentHistory invoice, Claims.Claim... claims) {
        Claims.Amounts amounts =
                Claims.at(day(day), List.of(invoice), List.of(claims)).get(1L);
        return "%s c%s p%s w%s d%s"
                .formatted(
                        amounts.current(),
                        amounts.credited(),
                        amounts.paid(),
                        amounts.writtenOff(),
                        amounts.withdrawn());
    }

    @ParameterizedTest
    @CsvSource({
        "ACCEPTED, , 0 c100 p0 w0 d0",
        "ACCEPTED, 80, 0 c80 p0 w0 d20",
        "PARTLY, 40, 0 c40 p0 w0 d60",
        "REJECTED, , 0 c0 p0 w0 d100",
        "WITHDRAWN, , 0 c0 p0 w0 d100",
        "ACCEPTED, 900, 0 c100 p0 w0 d0"
    })
    void theEndSaysWhatBecomesOfTheRest(DisputeOutcome outcome, String credited, String expected) {
        assertThat(after(20, invoice("1000"), ended(5, "100", 10, outcome, credited)))
                .isEqualTo(expected);
        assertThat(after(9, invoice("1000"), ended(5, "100", 10, outcome, credited)))
                .isEqualTo("100 c0 p0 w0 d0");
    }

    @Test
    void paymentsSettleWhatNobodyDisputesFirst() {
        InstalmentHistory invoice = invoice(
                "1000",
                settled(6, Cause.PAYMENT, "900"),
                settled(7, Cause.PAYMENT, "30"),
                settled(8, Cause.CREDIT_NOTE, "50"),
                settled(9, Cause.WRITE_OFF, "20"));
        assertThat(after(6, invoice, open(1, 5, "100"))).isEqualTo("100 c0 p0 w0 d0");
        assertThat(after(7, invoice, open(1, 5, "100"))).isEqualTo("70 c0 p30 w0 d0");
        assertThat(after(9, invoice, open(1, 5, "100"))).isEqualTo("0 c50 p30 w20 d0");
    }

    @Test
    void aCreditNoteOnTheDayOfTheEndIsTheOneThatTheEndSays() {
        InstalmentHistory invoice = invoice("1000", settled(10, Cause.CREDIT_NOTE, "40"));
        assertThat(after(10, invoice, ended(5, "100", 10, DisputeOutcome.PARTLY, "40")))
                .isEqualTo("0 c40 p0 w0 d60");
    }

    @Test
    void aReversedPaymentIsDisputedAgain() {
        InstalmentHistory invoice = invoice("100", settled(6, Cause.PAYMENT, "100"), settled(8, Cause.PAYMENT, "-100"));
        assertThat(after(6, invoice, open(1, 5, "60"))).isEqualTo("0 c0 p60 w0 d0");
        assertThat(after(8, invoice, open(1, 5, "60"))).isEqualTo("60 c0 p0 w0 d0");
    }

    @Test
    void disputesOfOneInvoiceShareWhatItGets() {
        InstalmentHistory invoice = invoice("1000", settled(9, Cause.CREDIT_NOTE, "150"));
        Map<Long, Claims.Amounts> amounts =
                Claims.at(day(9), List.of(invoice), List.of(open(2, 6, "100"), open(1, 5, "100")));
        assertThat(amounts.get(1L).credited()).isEqualByComparingTo("100");
        assertThat(amounts.get(2L).credited()).isEqualByComparingTo("50");
    }

    @Test
    void nothingIsLostWhateverHappens() {
        Random random = new Random(20260301);
        DisputeOutcome[] outcomes = DisputeOutcome.values();
        Cause[] causes = {Cause.PAYMENT, Cause.DISCOUNT, Cause.CREDIT_NOTE, Cause.WRITE_OFF};
        for (int round = 0; round < 2_000; round++) {
            List<InstalmentHistory.Settlement> settlements = new ArrayList<>();
            for (int i = random.nextInt(8); i > 0; i--) {
                settlements.add(settled(
                        random.nextInt(40), causes[random.nextInt(4)], String.valueOf(random.nextInt(-200, 400))));
            }
            List<Claims.Claim> claims = new ArrayList<>();
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                int from = random.nextInt(-3, 30);
                boolean ends = random.nextBoolean();
                claims.add(new Claims.Claim(
                        i,
                        day(from),
                        new BigDecimal(1 + random.nextInt(500)),
                        ends ? day(from + random.nextInt(20)) : null,
                        ends ? outcomes[random.nextInt(4)] : null,
                        ends && random.nextBoolean() ? new BigDecimal(random.nextInt(600)) : null));
            }
            InstalmentHistory invoice = invoice("1000", settlements.toArray(InstalmentHistory.Settlement[]::new));
            Claims.at(day(random.nextInt(60)), List.of(invoice), claims).forEach((dispute, amounts) -> {
                assertThat(amounts.accountedFor()).isEqualByComparingTo(amounts.original());
                assertThat(List.of(
                                amounts.current(),
                                amounts.credited(),
                                amounts.paid(),
                                amounts.writtenOff(),
                                amounts.withdrawn()))
                        .allMatch(amount -> amount.signum() >= 0);
            });
        }
    }
}
