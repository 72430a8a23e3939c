package org.kamsuite.receivables.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is left of one item on a day.
///
/// @param dueDate by the present terms
/// @param judgedDueDate what lateness is judged on: by the terms in force when it fell due
/// @param amount what is open; greater than 0
public record OpenItem(
        Side side,
        long document,
        int instalment,
        long customer,
        String currency,
        LocalDate issueDate,
        LocalDate dueDate,
        LocalDate judgedDueDate,
        BigDecimal amount) {

    /// An item whose terms were not renegotiated.
    public OpenItem(
            Side side,
            long document,
            int instalment,
            long customer,
            String currency,
            LocalDate issueDate,
            LocalDate dueDate,
            BigDecimal amount) {
        this(side, document, instalment, customer, currency, issueDate, dueDate, dueDate, amount);
    }

    /// Whether it was given other terms after it had fallen due.
    public boolean renegotiated() {
        return !judgedDueDate.equals(dueDate);
    }

    /// Days after the due date, 0 or less when it is not past due. Due on the day itself is not past due.
    public long daysPastDue(LocalDate asOf) {
        return ChronoUnit.DAYS.between(dueDate, asOf);
    }

    private record Key(Side side, long document, int instalment) {}

    /// What the entries leave open on a day.
    public static List<OpenItem> at(LocalDate asOf, Collection<Entry> entries) {
        Map<Key, OpenItem> items = new LinkedHashMap<>();
        entries.stream()
                .filter(entry -> !entry.date().isAfter(asOf))
                .forEach(entry -> items.merge(
                        new Key(entry.side(), entry.document(), entry.instalment()),
                        new OpenItem(
                                entry.side(),
                                entry.document(),
                                entry.instalment(),
                                entry.customer(),
                                entry.currency(),
                                entry.issueDate(),
                                entry.dueDate(),
                                entry.judgedDue(),
                                entry.amount()),
                        (a, b) -> new OpenItem(
                                a.side,
                                a.document,
                                a.instalment,
                                a.customer,
                                a.currency,
                                a.issueDate,
                                a.dueDate,
                                a.judgedDueDate,
                                a.amount.add(b.amount))));
        return items.values().stream().filter(item -> item.amount.signum() != 0).toList();
    }
}
