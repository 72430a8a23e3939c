package org.kamsuite.receivables.metrics;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.Map;

/// What the metrics of one currency are computed from.
///
/// @param beginning open amount at the end of the day before the window
/// @param ending open amount at the end of the window
/// @param endingCurrent the part of `ending` that is not past due
/// @param unapplied credits not applied at the end of the window
/// @param sales payable amounts of the invoices issued in the window
/// @param monthly the same per month up to the end of the window
/// @param firstMonth the earliest month with an invoice; null without any
/// @param openLate open invoices past due at the end of the window
record Inputs(
        BigDecimal beginning,
        BigDecimal ending,
        BigDecimal endingCurrent,
        BigDecimal unapplied,
        BigDecimal sales,
        Map<YearMonth, BigDecimal> monthly,
        YearMonth firstMonth,
        long openLate,
        Closed closed) {

    /// The invoices that were closed in the window.
    ///
    /// @param invoices closed, by at least one payment
    /// @param late those of them of which an instalment was closed after its due date
    /// @param withoutPayment closed by credit notes and write-offs alone
    /// @param paid sum of the amounts applied to `invoices` by payments, discounts included
    /// @param daysToPay sum of amount × days from invoice date to payment
    /// @param daysLate sum of amount × days from due date to payment, negative when early
    record Closed(
            long invoices, long late, long withoutPayment, BigDecimal paid, BigDecimal daysToPay, BigDecimal daysLate) {

        static final Closed NONE = new Closed(0, 0, 0, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);
    }
}
