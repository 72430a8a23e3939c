package org.kamsuite.servicelevel.response;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// All that is known of one inquiry, and what follows from it: a pure function, so that the order in which events
/// arrive does not matter.
///
/// The clock runs from the opening while the inquiry waits for us: not while it waits for the customer or is on hold,
/// and not between a resolution and its reopening. It runs round the clock, every day (24x7).
///
/// @param steps what happened, in any order
public record InquiryHistory(Opening opening, List<Step> steps) {

    public record Opening(
            Instant at, String kind, String channel, String category, String priority, String relatedDocument) {}

    /// What can happen; at the same moment it counts in the order of the constants.
    public enum What {
        REOPENED,
        STATUS,
        ANSWERED,
        RESOLVED
    }

    /// @param id decides between two of a kind at the same moment
    /// @param status for STATUS
    /// @param priority for STATUS: null leaves it
    public record Step(Instant at, What what, String id, InquiryState.Status status, String priority) {
        private static final Comparator<Step> IN_TIME =
                Comparator.comparing(Step::at).thenComparing(Step::what).thenComparing(Step::id);

        public static Step of(Instant at, What what, String id) {
            return new Step(at, what, id, null, null);
        }
    }

    public InquiryHistory {
        steps = steps.stream().sorted(Step.IN_TIME).toList();
    }

    public InquiryState state() {
        Tally tally = new Tally(opening);
        steps.forEach(tally::take);
        return tally.state();
    }

    /// The fold's running values; lives for one fold only.
    private static final class Tally {

        private final Opening opening;
        private Instant now;
        private Duration worked = Duration.ZERO;
        private Duration sinceResolved = Duration.ZERO;
        private InquiryState.Status status = InquiryState.Status.OPEN;
        private String priority;
        private Instant answeredAt;
        private Duration untilAnswer;
        private Instant resolvedAt;
        private int reopened;

        Tally(Opening opening) {
            this.opening = opening;
            this.now = opening.at();
            this.priority = opening.priority();
        }

        void take(Step step) {
            // A clock of another system may be a little behind: nothing counts from before the opening.
            Instant at = step.at().isBefore(now) ? now : step.at();
            Duration passed = status == InquiryState.Status.OPEN ? Duration.between(now, at) : Duration.ZERO;
            if (resolvedAt == null) {
                worked = worked.plus(passed);
            } else {
                sinceResolved = sinceResolved.plus(passed);
            }
            now = at;
            switch (step.what()) {
                case STATUS -> {
                    status = step.status();
                    priority = step.priority() == null ? priority : step.priority();
                }
                case ANSWERED -> answered();
                case RESOLVED -> resolved();
                case REOPENED -> reopened();
            }
        }

        private void answered() {
            if (answeredAt == null) {
                answeredAt = now;
                untilAnswer = worked;
            }
        }

        // Resolved once more without a reopening: the later moment is the right one.
        private void resolved() {
            worked = worked.plus(sinceResolved);
            sinceResolved = Duration.ZERO;
            resolvedAt = now;
        }

        private void reopened() {
            if (resolvedAt != null) {
                sinceResolved = Duration.ZERO;
                resolvedAt = null;
                status = InquiryState.Status.OPEN;
                reopened++;
            }
        }

        InquiryState state() {
            return new InquiryState(
                    opening,
                    resolvedAt == null ? status : InquiryState.Status.RESOLVED,
                    priority,
                    answeredAt,
                    untilAnswer,
                    resolvedAt,
                    resolvedAt == null ? null : worked,
                    reopened);
        }
    }
}
