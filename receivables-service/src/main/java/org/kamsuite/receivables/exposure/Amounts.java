package org.kamsuite.receivables.exposure;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.kamsuite.receivables.ledger.Totals;

/// What is owed and may come to be owed, in one currency. Items include tax, orders and deliveries do not: an order
/// tells prices without it.
///
/// @param openItems open amounts of invoices, disputed ones included
/// @param disputed the disputed part of them
/// @param unapplied payments and credits that settle no invoice yet
/// @param overdue the part of the open amounts that is past due
/// @param oldestDaysPastDue days since the earliest due date that has passed; 0 if none
/// @param unbilled what was delivered and not yet invoiced
/// @param openOrders what is ordered, neither delivered nor invoiced, and expected within the horizon or at no known
/// day
/// @param laterOrders the same, expected after the horizon
public record Amounts(
        BigDecimal openItems,
        BigDecimal disputed,
        BigDecimal unapplied,
        BigDecimal overdue,
        long oldestDaysPastDue,
        BigDecimal unbilled,
        BigDecimal openOrders,
        BigDecimal laterOrders) {

    public static final Amounts NONE = new Amounts(
            BigDecimal.ZERO,
            BigDecimal.ZERO,
            BigDecimal.ZERO,
            BigDecimal.ZERO,
            0,
            BigDecimal.ZERO,
            BigDecimal.ZERO,
            BigDecimal.ZERO);

    /// What is owed.
    static Amounts of(Totals items) {
        return new Amounts(
                items.open(),
                items.disputed(),
                items.unapplied(),
                items.overdue(),
                items.oldestDaysPastDue(),
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO);
    }

    /// What a line of an order may come to.
    ///
    /// @param horizon the last day that counts
    static Amounts of(OrderFold.Line line, LocalDate horizon) {
        boolean later = line.expectedOn() != null && line.expectedOn().isAfter(horizon);
        return new Amounts(
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                0,
                line.unbilled(),
                later ? BigDecimal.ZERO : line.open(),
                later ? line.open() : BigDecimal.ZERO);
    }

    public Amounts plus(Amounts other) {
        return new Amounts(
                openItems.add(other.openItems),
                disputed.add(other.disputed),
                unapplied.add(other.unapplied),
                overdue.add(other.overdue),
                Math.max(oldestDaysPastDue, other.oldestDaysPastDue),
                unbilled.add(other.unbilled),
                openOrders.add(other.openOrders),
                laterOrders.add(other.laterOrders));
    }

    /// Open items + unbilled deliveries + open orders within the horizon - unapplied cash.
    public BigDecimal exposure() {
        return openItems.add(unbilled).add(openOrders).subtract(unapplied);
    }
}
