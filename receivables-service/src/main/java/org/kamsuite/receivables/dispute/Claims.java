package org.kamsuite.receivables.dispute;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kamsuite.contracts.erp.DisputeOutcome;
import org.kamsuite.receivables.ledger.Cause;
import org.kamsuite.receivables.ledger.InstalmentHistory;

/// What became of the disputed amounts of one invoice. Pure.
///
/// - A dispute claims its amount from the end of the day on which it was opened.
/// - Credit notes and write-offs take from the dispute opened first; payments settle what nobody disputes before they
///   take from disputes; what a reversal gives back goes the other way round.
/// - Its end credits what it says, or everything that is left when it was accepted; what is left after that is
///   withdrawn: no longer disputed, and due.
/// - At any time: original = current + credited + paid + written off + withdrawn.
final class Claims {

    /// @param resolvedOn null while it goes on
    /// @param creditedAmount what the end says was credited; null if it does not say
    record Claim(
            long dispute,
            LocalDate openedOn,
            BigDecimal amount,
            LocalDate resolvedOn,
            DisputeOutcome outcome,
            BigDecimal creditedAmount) {}

    record Amounts(
            BigDecimal original,
            BigDecimal current,
            BigDecimal credited,
            BigDecimal paid,
            BigDecimal writtenOff,
            BigDecimal withdrawn) {

        BigDecimal accountedFor() {
            return current.add(credited).add(paid).add(writtenOff).add(withdrawn);
        }
    }

    private static final class Running {
        private final BigDecimal original;
        private BigDecimal current;
        private BigDecimal credited = BigDecimal.ZERO;
        private BigDecimal paid = BigDecimal.ZERO;
        private BigDecimal writtenOff = BigDecimal.ZERO;
        private BigDecimal withdrawn = BigDecimal.ZERO;
        private boolean ended;

        private Running(BigDecimal original) {
            this.original = original;
            this.current = original;
        }

        /// Takes up to `amount` (gives back, when negative) and returns what was taken.
        private BigDecimal take(Cause cause, BigDecimal amount) {
            BigDecimal taken = ended
                    ? BigDecimal.ZERO
                    : amount.min(current).max(total(cause).negate());
            switch (cause) {
                case CREDIT_NOTE -> credited = credited.add(taken);
                case WRITE_OFF, SHORT_PAYMENT -> writtenOff = writtenOff.add(taken);
                default -> paid = paid.add(taken);
            }
            current = current.subtract(taken);
            return taken;
        }

        private BigDecimal total(Cause cause) {
            return switch (cause) {
                case CREDIT_NOTE -> credited;
                case WRITE_OFF, SHORT_PAYMENT -> writtenOff;
                default -> paid;
            };
        }

        private void end(Claim claim) {
            BigDecimal said = claim.creditedAmount() != null
                    ? claim.creditedAmount()
                    : claim.outcome() == DisputeOutcome.ACCEPTED ? credited.add(current) : credited;
            BigDecimal more = said.subtract(credited).max(BigDecimal.ZERO).min(current);
            credited = credited.add(more);
            withdrawn = current.subtract(more);
            current = BigDecimal.ZERO;
            ended = true;
        }

        private Amounts amounts() {
            return new Amounts(original, current, credited, paid, writtenOff, withdrawn);
        }
    }

    private record Step(LocalDate date, int rank, int order, Runnable change) {}

    private final Map<Long, Running> disputes = new LinkedHashMap<>();
    private BigDecimal open = BigDecimal.ZERO;

    private Claims() {}

    /// @param invoice the instalments of the invoice; none while it is not known
    /// @param claims all disputes of the invoice
    static Map<Long, Amounts> at(LocalDate asOf, Collection<InstalmentHistory> invoice, Collection<Claim> claims) {
        return new Claims().fold(asOf, invoice, claims);
    }

    private Map<Long, Amounts> fold(LocalDate asOf, Collection<InstalmentHistory> invoice, Collection<Claim> claims) {
        List<Step> steps = new ArrayList<>();
        invoice.forEach(part -> {
            open = open.add(part.amount());
            part.settlements()
                    .forEach(settled -> steps.add(new Step(
                            settled.date(),
                            0,
                            settled.cause().ordinal(),
                            () -> settle(settled.cause(), settled.amount()))));
        });
        claims.stream()
                .sorted(Comparator.comparing(Claim::openedOn).thenComparing(Claim::dispute))
                .forEach(claim -> {
                    LocalDate from = claim.openedOn();
                    steps.add(new Step(from, 1, 0, () -> disputes.put(claim.dispute(), new Running(claim.amount()))));
                    if (claim.resolvedOn() != null) {
                        LocalDate to = claim.resolvedOn().isAfter(from) ? claim.resolvedOn() : from;
                        steps.add(new Step(
                                to, 2, 0, () -> disputes.get(claim.dispute()).end(claim)));
                    }
                });
        steps.stream()
                .filter(step -> !step.date().isAfter(asOf))
                .sorted(Comparator.comparing(Step::date)
                        .thenComparing(Step::rank)
                        .thenComparing(Step::order))
                .forEach(step -> step.change().run());
        Map<Long, Amounts> amounts = new LinkedHashMap<>();
        disputes.forEach((dispute, running) -> amounts.put(dispute, running.amounts()));
        return amounts;
    }

    private void settle(Cause cause, BigDecimal amount) {
        BigDecimal left = amount;
        boolean payment = cause == Cause.PAYMENT || cause == Cause.DISCOUNT;
        if (payment && amount.signum() > 0) {
            BigDecimal disputed =
                    disputes.values().stream().map(each -> each.current).reduce(BigDecimal.ZERO, BigDecimal::add);
            left = left.subtract(left.min(open.subtract(disputed).max(BigDecimal.ZERO)));
        }
        open = open.subtract(amount);
        for (Running dispute : disputes.values()) {
            left = left.subtract(dispute.take(cause, left));
        }
    }
}
