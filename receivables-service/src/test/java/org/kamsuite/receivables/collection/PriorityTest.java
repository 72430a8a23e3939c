package org.kamsuite.receivables.collection;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PriorityTest {

    private static Priority.Overdue overdue(
            String amount, long days, String disputed, boolean promised, boolean planned) {
        return new Priority.Overdue(new BigDecimal(amount), days, new BigDecimal(disputed), promised, planned);
    }

    private static BigDecimal sum(List<Priority.Overdue> invoices, int broken) {
        return Priority.of(invoices, broken).values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Test
    void olderWeighsMoreUpToALimit() {
        assertThat(sum(List.of(overdue("1000", 30, "0", false, false)), 0)).isEqualByComparingTo("1300");
        assertThat(sum(List.of(overdue("1000", 200, "0", false, false)), 0)).isEqualByComparingTo("3000");
        assertThat(sum(List.of(overdue("1000", 900, "0", false, false)), 0)).isEqualByComparingTo("3000");
    }

    @Test
    void whatCannotBeCollectedNowWeighsNothing() {
        assertThat(sum(List.of(overdue("1000", 30, "1000", false, false)), 3)).isEqualByComparingTo("0");
        assertThat(sum(List.of(overdue("1000", 30, "400", false, false)), 0)).isEqualByComparingTo("780");
        assertThat(sum(List.of(overdue("1000", 30, "400", true, true)), 2)).isEqualByComparingTo("0");
        assertThat(sum(List.of(overdue("1000", 30, "0", false, true)), 2)).isEqualByComparingTo("0");
        assertThat(Priority.of(List.of(overdue("1000", 30, "400", true, true)), 2))
                .doesNotContainKey(Priority.Part.PLANNED);
    }

    @Test
    void brokenPromisesWeighUpToALimit() {
        Map<Priority.Part, BigDecimal> parts = Priority.of(List.of(overdue("1000", 10, "200", false, false)), 2);
        assertThat(parts.get(Priority.Part.BROKEN_PROMISES)).isEqualByComparingTo("400");
        assertThat(Priority.of(List.of(overdue("1000", 10, "0", false, false)), 9)
                        .get(Priority.Part.BROKEN_PROMISES))
                .isEqualByComparingTo("1000");
    }

    @Test
    void whatFallsDueSoonWeighsWhatOfItIsExpectedToBeLate() {
        assertThat(Priority.atRisk(List.of(
                        new Priority.Upcoming(new BigDecimal("1000"), new BigDecimal("0.25")),
                        new Priority.Upcoming(new BigDecimal("80.10"), new BigDecimal("0.5")))))
                .isEqualByComparingTo("290.05");
        assertThat(Priority.atRisk(List.of())).isEqualByComparingTo("0");
    }
}
