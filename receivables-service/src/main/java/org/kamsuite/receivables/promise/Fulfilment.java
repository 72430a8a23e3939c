package org.kamsuite.receivables.promise;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.kamsuite.receivables.ledger.Cause;
import org.kamsuite.receivables.ledger.InstalmentHistory;

/// What became of a promise, by the effective dates of payments. Pure.
///
/// - Payments (with their discounts) of the promised invoices count from the day of the promise to the promised date
/// plus
///   the tolerance. A payment that was reversed, whenever, does not count.
/// - What credit notes and write-offs took off the invoices by then need not be paid: needed = the lesser of the
/// promised
///   amount and what was open before the promise without those.
///
/// @param needed what has to be paid for the promise to be kept
/// @param paid what was paid in time
/// @param evaluatedOn the day since which the state is what it is; null while open
record Fulfilment(PromiseState state, BigDecimal needed, BigDecimal paid, LocalDate evaluatedOn) {

    /// A promise as it was made.
    ///
    /// @param deadline the promised date plus the tolerance
    /// @param cancelledOn null when nobody took it back
    record Terms(LocalDate madeOn, BigDecimal amount, LocalDate deadline, LocalDate cancelledOn) {}

    /// @param invoices the instalments of the promised invoices; none while no invoice is known
    static Fulfilment at(LocalDate asOf, Terms terms, Collection<InstalmentHistory> invoices) {
        LocalDate until = asOf.isBefore(terms.deadline()) ? asOf : terms.deadline();
        BigDecimal needed = needed(until, terms, invoices);
        BigDecimal paid = paid(asOf, until, terms, invoices);
        if (terms.cancelledOn() != null && !terms.cancelledOn().isAfter(asOf)) {
            return new Fulfilment(PromiseState.CANCELLED, needed, paid, terms.cancelledOn());
        }
        if (needed.signum() <= 0 && paid.signum() == 0) {
            return new Fulfilment(PromiseState.CANCELLED, BigDecimal.ZERO, paid, since(asOf, until, terms, invoices));
        }
        if (paid.compareTo(needed) >= 0) {
            return new Fulfilment(PromiseState.KEPT, needed, paid, since(asOf, until, terms, invoices));
        }
        if (!asOf.isAfter(terms.deadline())) {
            return new Fulfilment(PromiseState.OPEN, needed, paid, null);
        }
        PromiseState state = paid.signum() > 0 ? PromiseState.PARTIALLY_KEPT : PromiseState.BROKEN;
        return new Fulfilment(state, needed, paid, terms.deadline().plusDays(1));
    }

    private static BigDecimal needed(LocalDate until, Terms terms, Collection<InstalmentHistory> invoices) {
        if (invoices.isEmpty()) {
            return terms.amount();
        }
        BigDecimal open = BigDecimal.ZERO;
        for (InstalmentHistory invoice : invoices) {
            // Before the promise; an invoice that was issued later was promised in advance.
            LocalDate before = terms.madeOn().minusDays(1);
            open = open.add(invoice.issueDate().isAfter(before) ? invoice.amount() : invoice.open(before));
            for (InstalmentHistory.Settlement settled : invoice.settlements()) {
                if (!isPayment(settled) && within(settled.date(), terms.madeOn(), until)) {
                    open = open.subtract(settled.amount());
                }
            }
        }
        return open.max(BigDecimal.ZERO).min(terms.amount());
    }

    private static BigDecimal paid(
            LocalDate asOf, LocalDate until, Terms terms, Collection<InstalmentHistory> invoices) {
        Map<Long, BigDecimal> inTime = new HashMap<>();
        Map<Long, BigDecimal> everything = new HashMap<>();
        for (InstalmentHistory.Settlement settled : payments(invoices)) {
            if (within(settled.date(), terms.madeOn(), until)) {
                inTime.merge(settled.source(), settled.amount(), BigDecimal::add);
            }
            if (within(settled.date(), terms.madeOn(), asOf)) {
                everything.merge(settled.source(), settled.amount(), BigDecimal::add);
            }
        }
        return inTime.entrySet().stream()
                .map(each -> each.getValue().min(everything.get(each.getKey())).max(BigDecimal.ZERO))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    // The first day on which enough was paid.
    private static LocalDate since(
            LocalDate asOf, LocalDate until, Terms terms, Collection<InstalmentHistory> invoices) {
        return invoices.stream()
                .flatMap(invoice -> invoice.settlements().stream())
                .map(InstalmentHistory.Settlement::date)
                .filter(date -> within(date, terms.madeOn(), until))
                .distinct()
                .sorted()
                .filter(date -> paid(asOf, date, terms, invoices).compareTo(needed(date, terms, invoices)) >= 0)
                .findFirst()
                .orElse(until);
    }

    private static List<InstalmentHistory.Settlement> payments(Collection<InstalmentHistory> invoices) {
        return invoices.stream()
                .flatMap(invoice -> invoice.settlements().stream())
                .filter(Fulfilment::isPayment)
                .toList();
    }

    private static boolean isPayment(InstalmentHistory.Settlement settled) {
        return settled.cause() == Cause.PAYMENT || settled.cause() == Cause.DISCOUNT;
    }

    private static boolean within(LocalDate date, LocalDate from, LocalDate to) {
        return !date.isBefore(from) && !date.isAfter(to);
    }
}
