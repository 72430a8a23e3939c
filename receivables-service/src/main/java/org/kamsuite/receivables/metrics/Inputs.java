package org.kamsuite.receivables.metrics;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;
import java.util.TreeMap;

/// What the metrics of one currency are computed from; sums, so that parts can be added.
final class Inputs {

    /// Open amount at the end of the day before the window, and at its end.
    BigDecimal beginning = BigDecimal.ZERO;

    BigDecimal ending = BigDecimal.ZERO;
    /// The part of `ending` that is not past due.
    BigDecimal current = BigDecimal.ZERO;
    /// Credits not applied at the end of the window.
    BigDecimal unapplied = BigDecimal.ZERO;
    /// Payable amounts of the invoices issued in the window.
    BigDecimal sales = BigDecimal.ZERO;
    /// Of them, amount × days from issue to due date.
    BigDecimal salesTerms = BigDecimal.ZERO;
    /// Payable amounts of the invoices issued in the three months up to the end of the window.
    BigDecimal rollingSales = BigDecimal.ZERO;
    /// Sales per month up to the end of the window, as far back as was read.
    final Map<YearMonth, BigDecimal> monthly = new TreeMap<>();
    /// Open invoices past due at the end of the window.
    long openLate;

    Closed closed = Closed.NONE;
    Discounts discounts = Discounts.NONE;
    Survival survival = new Survival();

    /// The invoices that were closed in the window.
    ///
    /// @param invoices closed, by at least one payment
    /// @param late those of them of which an instalment was closed after its due date
    /// @param withoutPayment closed by credit notes and write-offs alone
    /// @param paid sum of the amounts applied to `invoices` by payments, discounts included
    /// @param paidLate the part of it that was applied after the due date
    /// @param daysToPay sum of amount × days from invoice date to payment
    /// @param daysLate sum of amount × days from due date to payment, negative when early
    /// @param daysOverdue the same with 0 when early
    record Closed(
            long invoices,
            long late,
            long withoutPayment,
            BigDecimal paid,
            BigDecimal paidLate,
            BigDecimal daysToPay,
            BigDecimal daysLate,
            BigDecimal daysOverdue) {

        static final Closed NONE = new Closed(
                0, 0, 0, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

        Closed plus(Closed other) {
            return new Closed(
                    invoices + other.invoices,
                    late + other.late,
                    withoutPayment + other.withoutPayment,
                    paid.add(other.paid),
                    paidLate.add(other.paidLate),
                    daysToPay.add(other.daysToPay),
                    daysLate.add(other.daysLate),
                    daysOverdue.add(other.daysOverdue));
        }
    }

    /// Prompt-payment discounts whose last day lies in the window, and what was taken too late.
    ///
    /// @param offers invoices
    /// @param offered sum of the discounts offered
    /// @param taken the part taken in time
    /// @param unearned discounts taken in the window after their last day, or without offer
    record Discounts(long offers, BigDecimal offered, BigDecimal taken, BigDecimal unearned) {

        static final Discounts NONE = new Discounts(0, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

        Discounts plus(Discounts other) {
            return new Discounts(
                    offers + other.offers,
                    offered.add(other.offered),
                    taken.add(other.taken),
                    unearned.add(other.unearned));
        }
    }

    void add(Inputs other) {
        beginning = beginning.add(other.beginning);
        ending = ending.add(other.ending);
        current = current.add(other.current);
        unapplied = unapplied.add(other.unapplied);
        sales = sales.add(other.sales);
        salesTerms = salesTerms.add(other.salesTerms);
        rollingSales = rollingSales.add(other.rollingSales);
        other.monthly.forEach((month, amount) -> monthly.merge(month, amount, BigDecimal::add));
        openLate += other.openLate;
        closed = closed.plus(other.closed);
        discounts = discounts.plus(other.discounts);
        survival.add(other.survival);
    }

    Countback countback(LocalDate to) {
        YearMonth first = monthly.keySet().stream().min(YearMonth::compareTo).orElse(null);
        return Countback.of(ending, monthly, first, to);
    }
}
