package org.kamsuite.receivables.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How an instalment of an invoice came to be settled, or what is left of it.
///
/// @param dueDate by the present terms
/// @param judgedDueDate what lateness is judged on: by the terms in force when it fell due
/// @param amount what was payable when it was issued
/// @param settlements in the order of their days; a negative amount opens it again
public record InstalmentHistory(
        long document,
        int instalment,
        long customer,
        String currency,
        LocalDate issueDate,
        LocalDate dueDate,
        LocalDate judgedDueDate,
        BigDecimal amount,
        List<Settlement> settlements) {

    /// @param cause PAYMENT, DISCOUNT, CREDIT_NOTE, WRITE_OFF or SHORT_PAYMENT
    /// @param amount what it took off; negative when given back
    /// @param source the payment, credit note or write-off
    public record Settlement(LocalDate date, Cause cause, BigDecimal amount, long source) {}

    public InstalmentHistory {
        settlements = List.copyOf(settlements);
    }

    /// An instalment whose terms were not renegotiated.
    public InstalmentHistory(
            long document,
            int instalment,
            long customer,
            String currency,
            LocalDate issueDate,
            LocalDate dueDate,
            BigDecimal amount,
            List<Settlement> settlements) {
        this(document, instalment, customer, currency, issueDate, dueDate, dueDate, amount, settlements);
    }

    /// Whether it was given other terms after it had fallen due.
    public boolean renegotiated() {
        return !judgedDueDate.equals(dueDate);
    }

    /// What is open at the end of a day; 0 before it was issued.
    public BigDecimal open(LocalDate asOf) {
        if (issueDate.isAfter(asOf)) {
            return BigDecimal.ZERO;
        }
        return settlements.stream()
                .filter(settlement -> !settlement.date().isAfter(asOf))
                .map(Settlement::amount)
                .reduce(amount, BigDecimal::subtract);
    }

    /// The day since which nothing is open, seen from the end of a day; empty while something is.
    public Optional<LocalDate> closedOn(LocalDate asOf) {
        return open(asOf).signum() != 0 || issueDate.isAfter(asOf)
                ? Optional.empty()
                : settlements.stream()
                        .map(Settlement::date)
                        .filter(date -> !date.isAfter(asOf))
                        .max(Comparator.naturalOrder());
    }

    private record Key(long document, int instalment) {}

    /// The histories that entries tell, in the order of documents and instalments.
    public static List<InstalmentHistory> of(Collection<Entry> entries) {
        Map<Key, List<Entry>> byItem = new LinkedHashMap<>();
        entries.stream()
                .filter(entry -> entry.side() == Side.OPEN)
                .sorted(Comparator.comparing(Entry::document)
                        .thenComparing(Entry::instalment)
                        .thenComparing(Entry::date)
                        .thenComparing(Entry::cause))
                .forEach(entry -> byItem.computeIfAbsent(
                                new Key(entry.document(), entry.instalment()), _ -> new ArrayList<>())
                        .add(entry));
        return byItem.values().stream().map(InstalmentHistory::one).toList();
    }

    private static InstalmentHistory one(List<Entry> entries) {
        Entry any = entries.getFirst();
        return new InstalmentHistory(
                any.document(),
                any.instalment(),
                any.customer(),
                any.currency(),
                any.issueDate(),
                any.dueDate(),
                any.judgedDue(),
                entries.stream()
                        .filter(entry -> entry.cause() == Cause.DOCUMENT)
                        .map(Entry::amount)
                        .reduce(BigDecimal.ZERO, BigDecimal::add),
                entries.stream()
                        .filter(entry -> entry.cause() != Cause.DOCUMENT)
                        .map(entry -> new Settlement(
                                entry.date(), entry.cause(), entry.amount().negate(), entry.source()))
                        .toList());
    }
}
