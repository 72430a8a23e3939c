package org.kamsuite.receivables.dunning;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Which level of dunning an invoice has reached. Pure.
///
/// - The levels come one after the other: the next one only when the one before was completed or skipped, its days past
///   due are reached, and the gap since the last decision has passed. So a key account's letter waits for the task
/// before
///   it, however old the invoice is.
/// - What is in dispute is not dunned; an invoice in an open promise or in a payment plan in force is not dunned at
/// all.
final class DunningRules {

    private DunningRules() {}

    enum Suppression {
        DISPUTE,
        PROMISE,
        PAYMENT_PLAN
    }

    /// What is late of an invoice.
    ///
    /// @param daysPastDue of its oldest late instalment
    /// @param overdue what is past due, `disputed` how much of it is in dispute
    record Late(
            long invoice,
            String currency,
            long daysPastDue,
            BigDecimal overdue,
            BigDecimal disputed,
            boolean promised,
            boolean planned) {

        BigDecimal dunnable() {
            return promised || planned ? BigDecimal.ZERO : overdue.subtract(disputed);
        }

        List<Suppression> suppressions() {
            List<Suppression> all = new ArrayList<>();
            if (disputed.signum() > 0) {
                all.add(Suppression.DISPUTE);
            }
            if (promised) {
                all.add(Suppression.PROMISE);
            }
            if (planned) {
                all.add(Suppression.PAYMENT_PLAN);
            }
            return all;
        }
    }

    /// A step that an invoice was part of.
    ///
    /// @param decidedOn null while it is only proposed
    record Past(int level, StepStatus status, LocalDate decidedOn) {}

    /// The level that is due today, if any.
    static Optional<DunningPolicy.Level> due(
            Late late, Collection<Past> history, DunningPolicy policy, LocalDate today) {
        boolean pending = history.stream().anyMatch(step -> step.status().pending());
        if (pending || late.dunnable().signum() <= 0) {
            return Optional.empty();
        }
        return next(history, policy)
                .filter(level -> late.daysPastDue() >= level.daysPastDue())
                .filter(_ -> history.stream()
                        .filter(step -> step.status().passed())
                        .noneMatch(step -> step.decidedOn()
                                .plusDays(policy.minimumGapDays())
                                .isAfter(today)));
    }

    /// The level after those that are through.
    static Optional<DunningPolicy.Level> next(Collection<Past> history, DunningPolicy policy) {
        int passed = history.stream()
                .filter(step -> step.status().passed())
                .mapToInt(Past::level)
                .max()
                .orElse(0);
        return policy.levels().stream().filter(level -> level.level() > passed).findFirst();
    }
}
