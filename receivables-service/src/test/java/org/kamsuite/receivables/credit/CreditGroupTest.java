package org.kamsuite.receivables.credit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kamsuite.contracts.Money;
import org.kamsuite.contracts.receivables.CreditState;
import org.kamsuite.receivables.exposure.Amounts;
import org.kamsuite.receivables.input.Moment;

class CreditGroupTest {

    private static final UUID ROOT = new UUID(0, 1);
    private static final UUID CHILD = new UUID(0, 2);
    private static final UUID OTHER = new UUID(0, 3);

    private static CreditGroup.Member member(UUID id, UUID parent, String limit) {
        return new CreditGroup.Member(
                id,
                "n" + id.getLeastSignificantBits(),
                "EUR",
                false,
                parent,
                limit == null ? null : Limit.ofErp(Money.of(limit, "EUR")));
    }

    private static SortedMap<String, Amounts> owes(String items, String unapplied, String orders) {
        BigDecimal zero = BigDecimal.ZERO;
        return new TreeMap<>(Map.of(
                "EUR",
                new Amounts(
                        new BigDecimal(items),
                        zero,
                        new BigDecimal(unapplied),
                        zero,
                        0,
                        zero,
                        new BigDecimal(orders),
                        new BigDecimal("30000"))));
    }

    // All in one currency: no rate is asked for.
    private static CreditGroup.Evaluation evaluate(CreditGroup group, Map<UUID, Map<String, BigDecimal>> pending) {
        return group.evaluate(
                DisputePolicy.INCLUDE_DISPUTED,
                pending,
                new Conversion(null, List.of("EUR"), Moment.now(LocalDate.parse("2026-03-31"), Clock.systemUTC())));
    }

    /// W16.
    @ParameterizedTest
    @CsvSource({
        "0, 82000, WATCH, WARN",
        "15000, 97000, WATCH, WARN",
        "18000, 100000, WATCH, WARN",
        "20000, 102000, EXCEEDED, BLOCK"
    })
    void thePublishedExample(String order, BigDecimal exposure, CreditState state, CheckView.Decision decision) {
        CreditGroup group =
                new CreditGroup(List.of(member(ROOT, null, "100000")), Map.of(ROOT, owes("62000", "5000", "25000")));
        CreditGroup.Evaluation after = evaluate(group, Map.of(ROOT, Map.of("EUR", new BigDecimal(order))));
        assertThat(after.node(ROOT).exposure()).isEqualByComparingTo(exposure);
        assertThat(after.node(ROOT).state()).isEqualTo(state);
        assertThat(Verdict.of(ROOT, after, List.of()).decision()).isEqualTo(decision);
    }

    @ParameterizedTest
    @CsvSource({
        "100, 79.99, OK",
        "100, 80, WATCH",
        "100, 100, WATCH",
        "100, 100.01, EXCEEDED",
        "0, 0, OK",
        "0, 0.01, EXCEEDED",
        "100, -5, OK"
    })
    void statesAreComparedExactly(String limit, BigDecimal exposure, CreditState state) {
        assertThat(CreditGroup.stateOf(Limit.ofErp(Money.of(limit, "EUR")), exposure))
                .isEqualTo(state);
    }

    @Test
    void theLeastRoomBindsAndASharedLimitCountsAllBelowIt() {
        CreditGroup group = new CreditGroup(
                List.of(member(CHILD, ROOT, "10"), member(OTHER, ROOT, null), member(ROOT, null, "1000")),
                Map.of(CHILD, owes("9", "0", "0"), OTHER, owes("940", "0", "0")));
        CreditGroup.Evaluation now = evaluate(group, Map.of());
        assertThat(group.path(CHILD)).containsExactly(ROOT, CHILD);
        assertThat(now.node(ROOT).exposure()).isEqualByComparingTo("949");
        // 1 is left of the child's limit, 51 of the parent's, although the parent's is used more.
        assertThat(now.binding(CHILD).orElseThrow().member().accountId()).isEqualTo(CHILD);
        assertThat(now.binding(OTHER).orElseThrow().member().accountId()).isEqualTo(ROOT);
        assertThat(now.state(OTHER)).isEqualTo(CreditState.WATCH);
    }

    @Test
    void withoutALimitNothingBindsButTheCheckWarns() {
        CreditGroup group = new CreditGroup(List.of(member(ROOT, null, null)), Map.of());
        CreditGroup.Evaluation now = evaluate(group, Map.of());
        assertThat(now.binding(ROOT)).isEmpty();
        assertThat(now.state(ROOT)).isEqualTo(CreditState.NO_LIMIT);
        assertThat(Verdict.of(ROOT, now, List.of()).decision()).isEqualTo(CheckView.Decision.WARN);
    }

    @Test
    void aCircleOfParentsEndsSomewhere() {
        CreditGroup group = new CreditGroup(
                List.of(member(ROOT, OTHER, "10"), member(CHILD, ROOT, null), member(OTHER, CHILD, null)),
                Map.of(CHILD, owes("9", "0", "0")));
        assertThat(group.path(OTHER).size()).isBetween(1, 3);
        assertThat(evaluate(group, Map.of()).node(ROOT).state()).isNotNull();
    }
}
