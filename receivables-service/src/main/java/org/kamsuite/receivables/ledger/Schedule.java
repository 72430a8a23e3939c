package org.kamsuite.receivables.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The instalments of one invoice; what is settled closes the first due first, and opens the last closed
/// again first.
final class Schedule {

    /// @param judgedDue see [Entry]
    record Instalment(LocalDate dueDate, LocalDate judgedDue, BigDecimal amount) {}

    /// A part of a settlement that falls on one instalment; negative when it opens again.
    record Part(int number, Instalment of, BigDecimal amount) {}

    private final Map<Integer, Instalment> instalments = new LinkedHashMap<>();
    private BigDecimal settled = BigDecimal.ZERO;

    Schedule(Fact invoice) {
        List<Fact.Line> lines = new ArrayList<>(invoice.lines());
        lines.sort(Comparator.comparing(Fact.Line::dueDate));
        // A negative instalment lessens those that are due last.
        BigDecimal left = invoice.amount();
        for (Fact.Line line : lines) {
            BigDecimal amount = line.amount().max(BigDecimal.ZERO).min(left);
            if (amount.signum() > 0) {
                int number = instalments.size() + 1;
                LocalDate judged = judgedDue(invoice.earlier(), number, line.dueDate());
                instalments.put(number, new Instalment(line.dueDate(), judged, amount));
                left = left.subtract(amount);
            }
        }
    }

    // Domain rule: terms that were agreed after the instalment had fallen due do not undo that it was late.
    private static LocalDate judgedDue(List<Fact.Earlier> earlier, int number, LocalDate dueDate) {
        for (Fact.Earlier terms : earlier) {
            if (!terms.dueDates().isEmpty()) {
                LocalDate due =
                        terms.dueDates().get(Math.min(number, terms.dueDates().size()) - 1);
                if (due.isBefore(terms.replacedOn())) {
                    return due;
                }
            }
        }
        return dueDate;
    }

    /// By number, from 1, in the order of the due dates.
    Map<Integer, Instalment> instalments() {
        return instalments;
    }

    List<Part> settle(BigDecimal amount) {
        BigDecimal before = settled;
        settled = settled.add(amount);
        List<Part> parts = new ArrayList<>();
        BigDecimal end = BigDecimal.ZERO;
        for (Map.Entry<Integer, Instalment> each : instalments.entrySet()) {
            BigDecimal start = end;
            end = end.add(each.getValue().amount());
            BigDecimal part = within(settled, start, end).subtract(within(before, start, end));
            if (part.signum() != 0) {
                parts.add(new Part(each.getKey(), each.getValue(), part));
            }
        }
        return parts;
    }

    private static BigDecimal within(BigDecimal amount, BigDecimal start, BigDecimal end) {
        return amount.max(start).min(end).subtract(start);
    }
}
