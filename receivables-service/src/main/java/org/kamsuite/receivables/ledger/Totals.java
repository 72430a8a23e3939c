package org.kamsuite.receivables.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/// Sums of open items in one currency. Sum of the buckets = open amount; balance = open amount - unapplied.
public final class Totals {

    private final Set<Long> invoices = new HashSet<>();
    private final SortedMap<Long, BigDecimal> byAge = new TreeMap<>();
    private final Map<Long, BigDecimal> openByInvoice = new HashMap<>();
    private final Map<Long, BigDecimal> disputedByInvoice = new HashMap<>();
    private BigDecimal overdue = BigDecimal.ZERO;
    private BigDecimal unapplied = BigDecimal.ZERO;
    private long oldest;

    /// The sums per currency.
    ///
    /// @param age the days that decide on the bucket
    public static SortedMap<String, Totals> of(
            Collection<OpenItem> items, LocalDate asOf, ToLongFunction<OpenItem> age) {
        SortedMap<String, Totals> totals = new TreeMap<>();
        items.forEach(item ->
                totals.computeIfAbsent(item.currency(), _ -> new Totals()).add(item, asOf, age));
        return totals;
    }

    private void add(OpenItem item, LocalDate asOf, ToLongFunction<OpenItem> age) {
        switch (item.side()) {
            case OPEN -> {
                invoices.add(item.document());
                byAge.merge(age.applyAsLong(item), item.amount(), BigDecimal::add);
                openByInvoice.merge(item.document(), item.amount(), BigDecimal::add);
                long late = item.daysPastDue(asOf);
                if (late > 0) {
                    overdue = overdue.add(item.amount());
                    oldest = Math.max(oldest, late);
                }
            }
            case CREDIT -> unapplied = unapplied.add(item.amount());
            case DISPUTE -> disputedByInvoice.merge(item.document(), item.amount(), BigDecimal::add);
        }
    }

    public int openInvoices() {
        return invoices.size();
    }

    public BigDecimal in(Bucket bucket) {
        return byAge.entrySet().stream()
                .filter(each -> bucket.holds(each.getKey()))
                .map(Map.Entry::getValue)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /// Open amounts by age in days.
    public SortedMap<Long, BigDecimal> byAge() {
        return Collections.unmodifiableSortedMap(byAge);
    }

    public BigDecimal open() {
        return byAge.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    public BigDecimal overdue() {
        return overdue;
    }

    public BigDecimal unapplied() {
        return unapplied;
    }

    public BigDecimal balance() {
        return open().subtract(unapplied);
    }

    /// What is open and in dispute: of an invoice never more than is open of it.
    public BigDecimal disputed() {
        return disputedByInvoice.entrySet().stream()
                .map(each -> each.getValue().min(openByInvoice.getOrDefault(each.getKey(), BigDecimal.ZERO)))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /// Days since the earliest due date that has passed; 0 if none.
    public long oldestDaysPastDue() {
        return oldest;
    }
}
