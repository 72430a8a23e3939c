package org.kamsuite.receivables.dunning;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kamsuite.contracts.receivables.DunningChannel;

class DunningRulesTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-04-30");
    private static final DunningPolicy KEY = new DunningPolicy(
            List.of(
                    new DunningPolicy.Level(1, DunningChannel.TASK, 3),
                    new DunningPolicy.Level(2, DunningChannel.LETTER, 14),
                    new DunningPolicy.Level(3, DunningChannel.FINAL_NOTICE, 30)),
            7);

    private static DunningRules.Late late(long days, String disputed, boolean promised, boolean planned) {
        return new DunningRules.Late(
                1, "EUR", days, new BigDecimal("100"), new BigDecimal(disputed), promised, planned);
    }

    private static String due(DunningRules.Late late, DunningRules.Past... history) {
        return DunningRules.due(late, List.of(history), KEY, TODAY)
                .map(level -> level.channel().name())
                .orElse("-");
    }

    private static DunningRules.Past past(int level, StepStatus status, int daysAgo) {
        return new DunningRules.Past(level, status, TODAY.minusDays(daysAgo));
    }

    @ParameterizedTest
    @CsvSource({"2, -", "3, TASK", "14, TASK", "400, TASK"})
    void aKeyAccountHearsFromAHumanFirst(long days, String expected) {
        assertThat(due(late(days, "0", false, false))).isEqualTo(expected);
    }

    @Test
    void theNextLevelWaitsForTheOneBefore() {
        DunningRules.Late late = late(20, "0", false, false);
        assertThat(due(late, past(1, StepStatus.PROPOSED, 10))).isEqualTo("-");
        assertThat(due(late, past(1, StepStatus.CONFIRMED, 10))).isEqualTo("-");
        assertThat(due(late, past(1, StepStatus.COMPLETED, 7))).isEqualTo("LETTER");
        assertThat(due(late, past(1, StepStatus.SKIPPED, 7))).isEqualTo("LETTER");
        assertThat(due(late, past(1, StepStatus.COMPLETED, 6))).isEqualTo("-");
        assertThat(due(late, past(1, StepStatus.OBSOLETE, 7))).isEqualTo("TASK");
        assertThat(due(late, past(1, StepStatus.COMPLETED, 30), past(2, StepStatus.COMPLETED, 10)))
                .isEqualTo("-");
        assertThat(due(late(30, "0", false, false), past(2, StepStatus.COMPLETED, 10)))
                .isEqualTo("FINAL_NOTICE");
        assertThat(due(late(90, "0", false, false), past(3, StepStatus.COMPLETED, 50)))
                .isEqualTo("-");
    }

    @Test
    void disputesPromisesAndPlansSuppress() {
        assertThat(due(late(20, "100", false, false))).isEqualTo("-");
        assertThat(due(late(20, "99", false, false))).isEqualTo("TASK");
        assertThat(late(20, "99", false, false).dunnable()).isEqualByComparingTo("1");
        assertThat(due(late(20, "0", true, false))).isEqualTo("-");
        assertThat(due(late(20, "0", false, true))).isEqualTo("-");
        assertThat(late(20, "1", true, true).suppressions()).hasSize(3);
    }
}
