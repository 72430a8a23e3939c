package org.kamsuite.receivables.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SignalsTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 3, 31);

    private static PaidItem paid(long document, int closedDaysAgo, int daysLate) {
        LocalDate closed = TODAY.minusDays(closedDaysAgo);
        return item(document, closed.minusDays(daysLate), closed, List.of(part(closed, "100")), "0");
    }

    private static PaidItem.Part part(LocalDate on, String amount) {
        return new PaidItem.Part(on, new BigDecimal(amount), false);
    }

    private static PaidItem item(
            long document, LocalDate due, LocalDate closed, List<PaidItem.Part> parts, String open) {
        return new PaidItem(
                document,
                1,
                1,
                "EUR",
                due.minusDays(30),
                due,
                new BigDecimal("100"),
                parts,
                new BigDecimal(open),
                closed);
    }

    private static List<PaidItem> record(int n, int daysLate) {
        return IntStream.range(0, n)
                .mapToObj(i -> paid(i, 100 + 10 * i, daysLate))
                .toList();
    }

    private static List<PaidItem> with(List<PaidItem> items, PaidItem... more) {
        List<PaidItem> all = new ArrayList<>(items);
        all.addAll(List.of(more));
        return all;
    }

    private static List<WarningRule> rules(List<PaidItem> items) {
        return Signals.of(items, List.of(), new TreeMap<>(), TODAY).stream()
                .map(Signals.Signal::rule)
                .toList();
    }

    @Test
    void theFirstLatePaymentAfterASpotlessRecord() {
        assertThat(rules(with(record(8, 0), paid(90, 5, 3)))).containsExactly(WarningRule.FIRST_LATE_PAYMENT);
        PaidItem overdue = item(91, TODAY.minusDays(4), null, List.of(), "100");
        assertThat(rules(with(record(8, -2), overdue))).containsExactly(WarningRule.FIRST_LATE_PAYMENT);
        assertThat(rules(with(record(5, 0), overdue))).isEmpty();
        assertThat(rules(with(with(record(8, 0), paid(50, 200, 1)), overdue))).isEmpty();
        assertThat(rules(record(8, 0))).isEmpty();
    }

    @Test
    void paymentsInPart() {
        PaidItem first = item(
                90,
                TODAY,
                TODAY.minusDays(2),
                List.of(part(TODAY.minusDays(20), "50"), part(TODAY.minusDays(2), "50")),
                "0");
        PaidItem second = item(91, TODAY, null, List.of(part(TODAY.minusDays(10), "30")), "70");
        assertThat(rules(with(record(8, 0), first))).isEmpty();
        assertThat(rules(with(record(8, 0), first, second))).containsExactly(WarningRule.PARTIAL_PAYMENTS);
    }

    @Test
    void termsStretchWithinTheTermsToo() {
        PaidItem[] recent =
                IntStream.range(0, 5).mapToObj(i -> paid(90 + i, 5 * i, -4)).toArray(PaidItem[]::new);
        assertThat(rules(with(record(12, -10), recent))).containsExactly(WarningRule.TERMS_STRETCH);
        assertThat(rules(with(record(12, -8), recent))).isEmpty();
        assertThat(rules(with(record(11, -10), recent))).isEmpty();
    }

    @Test
    void disputesAndUnappliedMoney() {
        List<Signals.Dispute> disputes = IntStream.of(1, 8, 30)
                .mapToObj(days -> new Signals.Dispute(1, days, TODAY.minusDays(days)))
                .toList();
        TreeMap<String, Signals.Unapplied> unapplied = new TreeMap<>(Map.of(
                "EUR", new Signals.Unapplied(new BigDecimal("60"), new BigDecimal("10"), new BigDecimal("1000"))));
        assertThat(Signals.of(List.of(), disputes, unapplied, TODAY))
                .extracting(Signals.Signal::rule)
                .containsExactly(WarningRule.DISPUTE_SPIKE, WarningRule.UNAPPLIED_RISING);
        assertThat(Signals.of(List.of(), disputes.subList(0, 2), new TreeMap<>(), TODAY))
                .isEmpty();
    }
}
