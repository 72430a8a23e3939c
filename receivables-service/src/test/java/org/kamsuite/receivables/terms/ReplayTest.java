package org.kamsuite.receivables.terms;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kamsuite.contracts.Money;
import org.kamsuite.contracts.PaymentTerms;
import org.kamsuite.receivables.ledger.Cause;
import org.kamsuite.receivables.ledger.InstalmentHistory;

class ReplayTest {

    private static final LocalDate FROM = LocalDate.of(2025, 1, 1);
    private static final LocalDate TO = LocalDate.of(2025, 12, 31);
    private static final PaymentTerms NET_30 = new PaymentTerms(30, null, null);
    private static final PaymentTerms NET_60 = new PaymentTerms(60, null, null);

    private static Replay replay(String takeUp) {
        return new Replay(FROM, TO, new BigDecimal(takeUp), new BigDecimal("0.08"), "EUR");
    }

    private static InstalmentHistory invoice(
            int id, LocalDate issued, LocalDate due, String amount, InstalmentHistory.Settlement... settlements) {
        return new InstalmentHistory(id, 1, 1, "EUR", issued, due, new BigDecimal(amount), List.of(settlements));
    }

    private static InstalmentHistory.Settlement paid(LocalDate date, String amount) {
        return new InstalmentHistory.Settlement(date, Cause.PAYMENT, new BigDecimal(amount), 9);
    }

    private static InstalmentHistory late(int daysLate) {
        LocalDate issued = LocalDate.of(2025, 3, 1);
        LocalDate due = issued.plusDays(30);
        return invoice(1, issued, due, "36500", paid(due.plusDays(daysLate), "36500"));
    }

    @Test
    void longerTermsKeepTheLateness() {
        List<InstalmentHistory> history = List.of(late(5));
        Replay.Outcome actual = replay("0").actual(history);
        Replay.Outcome proposed = replay("0").proposed(history, NET_60);
        assertThat(actual.dso()).isEqualByComparingTo("35");
        assertThat(actual.averageTerms()).isEqualByComparingTo("30");
        assertThat(actual.averageReceivables()).isEqualTo(Money.of("3500", "EUR"));
        assertThat(actual.fundingCost()).isEqualTo(Money.of("280", "EUR"));
        assertThat(proposed.dso()).isEqualByComparingTo("65");
        assertThat(proposed.averageDaysToPay()).isEqualByComparingTo("65");
        assertThat(proposed.minus(actual).averageReceivables()).isEqualTo(Money.of("3000", "EUR"));
        assertThat(proposed.minus(actual).cashCollected()).isEqualTo(Money.of("0", "EUR"));
    }

    @Test
    void aTakenDiscountBringsMoneyEarlierAndLess() {
        List<InstalmentHistory> history = List.of(late(5));
        Replay.Outcome proposed = replay("0.5").proposed(history, new PaymentTerms(30, new BigDecimal("2"), 10));
        assertThat(proposed.averageDaysToPay()).isEqualByComparingTo("22.5");
        assertThat(proposed.discountCost()).isEqualTo(Money.of("365", "EUR"));
        assertThat(proposed.cashCollected()).isEqualTo(Money.of("36135", "EUR"));
        assertThat(proposed.endingReceivables()).isEqualTo(Money.zero("EUR"));
    }

    @Test
    void anInvoicePaidInAdvanceIsNotSettledBeforeItIsIssued() {
        LocalDate issued = LocalDate.of(2025, 3, 1);
        InstalmentHistory advance = invoice(1, issued, issued.plusDays(60), "100", paid(issued.plusDays(10), "100"));
        assertThat(replay("0").proposed(List.of(advance), NET_30).averageDaysToPay())
                .isEqualByComparingTo("0");
    }

    @Test
    void whatIsOpenAtTheEndStaysOpen() {
        LocalDate issued = LocalDate.of(2025, 12, 1);
        InstalmentHistory open = invoice(1, issued, issued.plusDays(30), "100", paid(LocalDate.of(2026, 1, 10), "40"));
        assertThat(replay("0").actual(List.of(open)).endingReceivables()).isEqualTo(Money.of("100", "EUR"));
        Replay.Outcome sooner = replay("0").proposed(List.of(open), new PaymentTerms(10, null, null));
        assertThat(sooner.endingReceivables()).isEqualTo(Money.of("60", "EUR"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void theTermsTheyHadChangeNothingAndTheAverageIsThatOfTheDays(long seed) {
        Random random = new Random(seed);
        List<InstalmentHistory> history = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            LocalDate issued = FROM.minusDays(60).plusDays(random.nextInt(420));
            BigDecimal amount = BigDecimal.valueOf(1 + random.nextInt(100_000), 2);
            BigDecimal part = amount.multiply(new BigDecimal("0.5"));
            history.add(invoice(
                    i,
                    issued,
                    issued.plusDays(30),
                    amount.toPlainString(),
                    paid(issued.plusDays(random.nextInt(50)), part.toPlainString()),
                    paid(issued.plusDays(50 + random.nextInt(300)), part.toPlainString())));
        }
        List<InstalmentHistory> read = Replay.of(history, "EUR", TO);
        Replay.Outcome actual = replay("0.5").actual(read);
        assertThat(replay("0.5").proposed(read, NET_30))
                .usingRecursiveComparison()
                .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                .isEqualTo(actual);
        BigDecimal sum = BigDecimal.ZERO;
        for (LocalDate day = FROM; !day.isAfter(TO); day = day.plusDays(1)) {
            for (InstalmentHistory each : history) {
                sum = sum.add(each.open(day));
            }
        }
        BigDecimal days = BigDecimal.valueOf(ChronoUnit.DAYS.between(FROM, TO) + 1);
        assertThat(actual.averageReceivables().amount())
                .isEqualByComparingTo(sum.divide(days, 2, RoundingMode.HALF_UP));
    }
}
