package org.kamsuite.receivables.behaviour;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kamsuite.receivables.ledger.Cause;
import org.kamsuite.receivables.ledger.InstalmentHistory;

/// How one instalment was paid, seen from the end of a day.
///
/// @param dueDate of a closed one that of the terms in force when it fell due, of an open one by the present terms
/// @param amount what was payable
/// @param parts what payments took off it, reversed ones not
/// @param open what is still open
/// @param closedOn since when nothing is open; null while something is
public record PaidItem(
        long document,
        int instalment,
        long customer,
        String currency,
        LocalDate issueDate,
        LocalDate dueDate,
        BigDecimal amount,
        List<Part> parts,
        BigDecimal open,
        LocalDate closedOn) {

    /// What one payment took off.
    ///
    /// @param discounted whether it came with a prompt-payment discount
    public record Part(LocalDate date, BigDecimal amount, boolean discounted) {}

    private record Source(long document, Cause cause) {}

    public PaidItem {
        parts = List.copyOf(parts);
    }

    /// @param history with what happened up to `asOf`
    public static PaidItem of(InstalmentHistory history, LocalDate asOf) {
        return new PaidItem(
                history.document(),
                history.instalment(),
                history.customer(),
                history.currency(),
                history.issueDate(),
                history.closedOn(asOf).isPresent() ? history.judgedDueDate() : history.dueDate(),
                history.amount(),
                parts(history, asOf),
                history.open(asOf),
                history.closedOn(asOf).orElse(null));
    }

    // What is left of each payment after what was taken back of it.
    private static List<Part> parts(InstalmentHistory history, LocalDate asOf) {
        Map<Source, BigDecimal> net = new LinkedHashMap<>();
        Map<Source, LocalDate> days = new LinkedHashMap<>();
        for (InstalmentHistory.Settlement each : history.settlements()) {
            boolean money = each.cause() == Cause.PAYMENT || each.cause() == Cause.DISCOUNT;
            if (money && !each.date().isAfter(asOf)) {
                Source source = new Source(each.source(), each.cause());
                net.merge(source, each.amount(), BigDecimal::add);
                if (each.amount().signum() > 0) {
                    days.put(source, each.date());
                }
            }
        }
        List<Part> parts = new ArrayList<>();
        net.forEach((source, amount) -> {
            if (amount.signum() > 0) {
                boolean discounted = net.getOrDefault(new Source(source.document(), Cause.DISCOUNT), BigDecimal.ZERO)
                                .signum()
                        > 0;
                parts.add(new Part(days.get(source), amount, discounted));
            }
        });
        return parts;
    }

    /// Closed, and not by credit notes and write-offs alone.
    public boolean isPaid() {
        return closedOn != null && !parts.isEmpty();
    }

    public boolean isOverdue(LocalDate asOf) {
        return open.signum() > 0 && dueDate.isBefore(asOf);
    }

    /// What payments took off in all.
    public BigDecimal paid() {
        return parts.stream().map(Part::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /// Days from the due date to the day it was closed, negative when early; of an open one to `asOf`: so many at
    /// least.
    public int daysLate(LocalDate asOf) {
        return daysLateOn(closedOn == null ? asOf : closedOn);
    }

    int daysLateOn(LocalDate day) {
        return Math.toIntExact(ChronoUnit.DAYS.between(dueDate, day));
    }
}
