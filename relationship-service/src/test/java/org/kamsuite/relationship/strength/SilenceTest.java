package org.kamsuite.relationship.strength;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SilenceTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-03-31");

    @Test
    void aGapOfMoreThanEightTimesTheMedianIsSilence() {
        // every 7 days, then nothing
        Silence atTheLimit = Silence.of(daysAgo(56, 63, 70, 77), TODAY);
        Silence beyond = Silence.of(daysAgo(57, 64, 71, 78), TODAY);

        assertThat(atTheLimit.silent()).isFalse();
        assertThat(beyond.silent()).isTrue();
        assertThat(beyond.gapDays()).isEqualTo(57);
        assertThat(beyond.usualGapDays()).isEqualByComparingTo("7");
        assertThat(beyond.reason()).isEqualTo("No contact for 57 days, more than 8 times the usual gap of 7 days.");
    }

    @Test
    void anEvenNumberOfGapsHasTheMeanOfTheMiddleTwo() {
        Silence silence = Silence.of(daysAgo(0, 1, 6), TODAY);

        assertThat(silence.usualGapDays()).isEqualByComparingTo("3");
        assertThat(silence.silent()).isFalse();
        assertThat(Silence.of(daysAgo(0, 1, 5), TODAY).usualGapDays()).isEqualByComparingTo("2.5");
    }

    @Test
    void oneLongPauseDoesNotMakeItUsual() {
        assertThat(Silence.of(daysAgo(60, 67, 74, 81, 381), TODAY).silent()).isTrue();
    }

    @Test
    void withoutAUsualGapTheAnswerIsUnknownAndSaysWhy() {
        assertThat(Silence.of(List.of(), TODAY).silent()).isNull();
        assertThat(Silence.of(List.of(), TODAY).reason()).isNotBlank();
        assertThat(Silence.of(daysAgo(400), TODAY).silent()).isNull();
        assertThat(Silence.of(daysAgo(400), TODAY).gapDays()).isEqualTo(400);
    }

    private static List<LocalDate> daysAgo(int... days) {
        return Arrays.stream(days).mapToObj(TODAY::minusDays).toList();
    }
}
