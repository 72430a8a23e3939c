package org.kamsuite.receivables.plan;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.kamsuite.contracts.receivables.PaymentPlanStatus;
import org.kamsuite.receivables.ledger.InstalmentHistory;

/// How a payment plan goes, by the effective dates of what settles its invoices. Pure.
///
/// What was settled since the agreement (payments, discounts, credit notes, write-offs, less reversals) counts for
/// the instalments in the order of their due dates. The plan is broken when, the tolerance after an instalment's due
/// date, less is settled than was due; fulfilled when nothing of its invoices is open. The first of broken, fulfilled
/// and cancelled stays.
///
/// @param status as of the day
/// @param since the day on which it became so
/// @param settled what was settled since the agreement
/// @param open what of each instalment is open, in their order
/// @param surplus open beyond the rescheduled amount: a payment from before the agreement bounced
record PlanCourse(
        PaymentPlanStatus status, LocalDate since, BigDecimal settled, List<BigDecimal> open, BigDecimal surplus) {

    record Instalment(LocalDate dueOn, BigDecimal amount) {}

    /// @param cancelledOn null unless somebody ended it
    record Terms(LocalDate agreedOn, List<Instalment> instalments, LocalDate cancelledOn, int toleranceDays) {

        Terms {
            instalments = List.copyOf(instalments);
        }

        BigDecimal total() {
            return instalments.stream().map(Instalment::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        }
    }

    private record Turn(LocalDate date, PaymentPlanStatus status) {}

    /// @param invoices the instalments of the rescheduled invoices
    static PlanCourse at(LocalDate asOf, Terms terms, Collection<InstalmentHistory> invoices) {
        List<Turn> turns = new ArrayList<>();
        BigDecimal due = BigDecimal.ZERO;
        for (Instalment instalment : terms.instalments()) {
            due = due.add(instalment.amount());
            LocalDate deadline = instalment.dueOn().plusDays(terms.toleranceDays());
            if (settled(deadline, terms, invoices).compareTo(due) < 0) {
                turns.add(new Turn(deadline.plusDays(1), PaymentPlanStatus.BROKEN));
                break;
            }
        }
        invoices.stream()
                .flatMap(invoice -> invoice.settlements().stream())
                .map(InstalmentHistory.Settlement::date)
                .filter(date ->
                        date.isAfter(terms.agreedOn()) && open(date, invoices).signum() <= 0)
                .min(Comparator.naturalOrder())
                .ifPresent(date -> turns.add(new Turn(date, PaymentPlanStatus.FULFILLED)));
        if (terms.cancelledOn() != null) {
            turns.add(new Turn(terms.cancelledOn(), PaymentPlanStatus.CANCELLED));
        }
        Turn turn = turns.stream()
                .filter(each -> !each.date().isAfter(asOf))
                .min(Comparator.comparing(Turn::date).thenComparing(each -> each.status() != PaymentPlanStatus.BROKEN))
                .orElse(new Turn(terms.agreedOn(), PaymentPlanStatus.AGREED));
        BigDecimal settled = settled(asOf, terms, invoices);
        return new PlanCourse(
                turn.status(),
                turn.date(),
                settled,
                rests(settled, terms.instalments()),
                settled.negate().max(BigDecimal.ZERO));
    }

    private static BigDecimal open(LocalDate day, Collection<InstalmentHistory> invoices) {
        return invoices.stream().map(invoice -> invoice.open(day)).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /// Negative where more is open than was rescheduled.
    private static BigDecimal settled(LocalDate day, Terms terms, Collection<InstalmentHistory> invoices) {
        return terms.total().subtract(open(day, invoices));
    }

    private static List<BigDecimal> rests(BigDecimal settled, List<Instalment> instalments) {
        BigDecimal left = settled.max(BigDecimal.ZERO);
        List<BigDecimal> rests = new ArrayList<>();
        for (Instalment instalment : instalments) {
            BigDecimal taken = left.min(instalment.amount());
            left = left.subtract(taken);
            rests.add(instalment.amount().subtract(taken));
        }
        return rests;
    }
}
