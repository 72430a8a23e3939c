package org.kamsuite.servicelevel.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.kamsuite.servicelevel.response.InquiryHistory.Opening;
import org.kamsuite.servicelevel.response.InquiryHistory.Step;
import org.kamsuite.servicelevel.response.InquiryHistory.What;
import org.kamsuite.servicelevel.response.InquiryState.Status;

class InquiryHistoryTest {

    private static final Instant OPENED = Instant.parse("2026-03-02T09:00:00Z");

    @Test
    void anInquiryIsAnsweredAndResolved() {
        InquiryState state = state(step(30, What.ANSWERED), step(45, What.ANSWERED), step(90, What.RESOLVED));

        assertThat(state.status()).isEqualTo(Status.RESOLVED);
        assertThat(state.untilAnswer()).isEqualTo(Duration.ofMinutes(30));
        assertThat(state.untilResolved()).isEqualTo(Duration.ofMinutes(90));
    }

    @Test
    void pausesStopBothClocks() {
        InquiryState state = state(
                status(10, Status.WAITING_FOR_CUSTOMER),
                status(15, Status.ON_HOLD),
                status(40, Status.OPEN),
                step(50, What.ANSWERED),
                step(100, What.RESOLVED));

        assertThat(state.untilAnswer()).isEqualTo(Duration.ofMinutes(20));
        assertThat(state.untilResolved()).isEqualTo(Duration.ofMinutes(70));
    }

    @Test
    void anInquiryThatIsResolvedWhileItWaitsKeepsItsPause() {
        InquiryState state = state(status(10, Status.WAITING_FOR_CUSTOMER), step(100, What.RESOLVED));

        assertThat(state.untilResolved()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void theTimeBetweenAResolutionAndItsReopeningDoesNotCount() {
        InquiryState reopened = state(step(60, What.RESOLVED), step(600, What.REOPENED));
        InquiryState again = state(step(60, What.RESOLVED), step(600, What.REOPENED), step(630, What.RESOLVED));

        assertThat(reopened.status()).isEqualTo(Status.OPEN);
        assertThat(reopened.untilResolved()).isNull();
        assertThat(again.untilResolved()).isEqualTo(Duration.ofMinutes(90));
        assertThat(again.resolvedAt()).isEqualTo(at(630));
        assertThat(again.reopened()).isOne();
    }

    @Test
    void aPauseWhileResolvedIsNotTakenOffTwice() {
        InquiryState state = state(
                step(60, What.RESOLVED),
                status(70, Status.ON_HOLD),
                step(600, What.REOPENED),
                step(630, What.RESOLVED));

        assertThat(state.untilResolved()).isEqualTo(Duration.ofMinutes(90));
    }

    @Test
    void aSecondResolutionWithoutAReopeningMovesTheMoment() {
        InquiryState state = state(step(60, What.RESOLVED), step(75, What.RESOLVED));

        assertThat(state.untilResolved()).isEqualTo(Duration.ofMinutes(75));
        assertThat(state.resolvedAt()).isEqualTo(at(75));
    }

    @Test
    void aReopeningOfWhatIsNotResolvedChangesNothing() {
        InquiryState state = state(status(5, Status.ON_HOLD), step(10, What.REOPENED));

        assertThat(state.status()).isEqualTo(Status.ON_HOLD);
        assertThat(state.reopened()).isZero();
    }

    @Test
    void nothingCountsFromBeforeTheOpening() {
        InquiryState state = state(step(-5, What.ANSWERED), step(10, What.RESOLVED));

        assertThat(state.untilAnswer()).isZero();
        assertThat(state.untilResolved()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void aChangeOfPriorityKeepsTheClocks() {
        InquiryState state = state(
                status(10, Status.WAITING_FOR_CUSTOMER),
                new Step(at(20), What.STATUS, "x", Status.WAITING_FOR_CUSTOMER, "URGENT"),
                status(30, Status.OPEN),
                step(40, What.RESOLVED));

        assertThat(state.priority()).isEqualTo("URGENT");
        assertThat(state.untilResolved()).isEqualTo(Duration.ofMinutes(20));
    }

    @Test
    void theOrderInWhichStepsAreKnownDoesNotMatter() {
        List<Step> steps = new ArrayList<>(List.of(
                status(10, Status.WAITING_FOR_CUSTOMER),
                status(25, Status.OPEN),
                step(25, What.ANSWERED),
                step(60, What.RESOLVED),
                step(60, What.REOPENED),
                status(60, Status.ON_HOLD),
                step(90, What.REOPENED),
                step(95, What.RESOLVED),
                step(120, What.REOPENED),
                step(150, What.RESOLVED)));
        InquiryState expected = new InquiryHistory(opening(), steps).state();
        Random random = new Random(11);
        for (int i = 0; i < 300; i++) {
            Collections.shuffle(steps, random);
            assertThat(new InquiryHistory(opening(), steps).state()).isEqualTo(expected);
        }
    }

    private static InquiryState state(Step... steps) {
        return new InquiryHistory(opening(), List.of(steps)).state();
    }

    private static Opening opening() {
        return new Opening(OPENED, "INQUIRY", null, null, "NORMAL", null);
    }

    private static Step step(int minute, What what) {
        return Step.of(at(minute), what, "m" + minute);
    }

    private static Step status(int minute, Status status) {
        return new Step(at(minute), What.STATUS, "m" + minute, status, null);
    }

    private static Instant at(int minute) {
        return OPENED.plus(Duration.ofMinutes(minute));
    }
}
