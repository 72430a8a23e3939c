package org.kamsuite.receivables.behaviour;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.receivables.book.Histories;
import org.kamsuite.receivables.book.OpenItems;
import org.kamsuite.receivables.book.Whose;
import org.kamsuite.receivables.ledger.OpenItem;
import org.kamsuite.receivables.ledger.Side;

/// Reads how customers paid, set-based: the cost depends on these customers' documents of the window only.
@ApplicationScoped
public class Payments {

    /// What the charts look back on: whole months, so that it moves once a month.
    private static final int MONTHS = 24;

    /// Money that came before its invoice, or is allocated a few days later, is nothing to warn of.
    private static final int SETTLING = 14;

    @Inject
    Histories histories;

    @Inject
    OpenItems openItems;

    @Inject
    Jdbi jdbi;

    static LocalDate chartsFrom(LocalDate asOf) {
        return asOf.minusMonths(MONTHS).withDayOfMonth(1);
    }

    /// The instalments of which something was open on a day from `from` to `asOf`.
    ///
    /// @param knownAt counts only what was recorded by then; null: as known now
    public List<PaidItem> items(Collection<Long> customers, LocalDate from, LocalDate asOf, Instant knownAt) {
        return histories.of(customers, from, asOf, knownAt).stream()
                .map(history -> PaidItem.of(history, asOf))
                .filter(item -> item.amount().signum() > 0)
                .toList();
    }

    List<Signals.Dispute> disputes(Collection<Long> customers, LocalDate asOf) {
        return jdbi.withHandle(handle -> Whose.of(handle.createQuery("""
                        select e.customer_id, e.document_id, e.entry_date
                        from item i
                        join entry e using (document_id, side, instalment)
                        where i.side = 'DISPUTE' and <mine> and i.settled_on >= :from
                            and e.entry_date between :from and :asOf and e.amount > 0
                        order by e.entry_date, e.document_id"""), "i.customer_id", customers)
                .bind("from", asOf.minusDays(Signals.RECENT + Signals.USUAL))
                .bind("asOf", asOf)
                .map((row, _) -> new Signals.Dispute(row.getLong(1), row.getLong(2), row.getObject(3, LocalDate.class)))
                .list());
    }

    /// Per customer and currency.
    Map<Long, SortedMap<String, Signals.Unapplied>> unapplied(Collection<Long> customers, LocalDate asOf) {
        Map<Long, SortedMap<String, Signals.Unapplied>> sums = new HashMap<>();
        add(
                sums,
                openItems.of(customers, asOf, null),
                (sum, credit, open) -> new Signals.Unapplied(
                        sum.now().add(credit), sum.before(), sum.open().add(open)));
        Map<Long, SortedMap<String, Signals.Unapplied>> lately = new HashMap<>();
        add(
                lately,
                openItems.of(customers, asOf.minusDays(SETTLING), null),
                (sum, credit, _) -> new Signals.Unapplied(sum.now().add(credit), sum.before(), sum.open()));
        sums.forEach((customer, byCurrency) -> byCurrency.replaceAll((currency, sum) -> new Signals.Unapplied(
                sum.now()
                        .min(lately.getOrDefault(customer, new TreeMap<>())
                                .getOrDefault(currency, NOTHING)
                                .now()),
                sum.before(),
                sum.open())));
        add(
                sums,
                openItems.of(customers, asOf.minusDays(Signals.RECENT), null),
                (sum, credit, _) ->
                        new Signals.Unapplied(sum.now(), sum.before().add(credit), sum.open()));
        return sums;
    }

    private static final Signals.Unapplied NOTHING =
            new Signals.Unapplied(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

    private interface Adding {
        Signals.Unapplied plus(Signals.Unapplied sum, BigDecimal credit, BigDecimal open);
    }

    private static void add(Map<Long, SortedMap<String, Signals.Unapplied>> sums, List<OpenItem> items, Adding adding) {
        for (OpenItem item : items) {
            SortedMap<String, Signals.Unapplied> byCurrency =
                    sums.computeIfAbsent(item.customer(), _ -> new TreeMap<>());
            BigDecimal credit = item.side() == Side.CREDIT ? item.amount() : BigDecimal.ZERO;
            BigDecimal open = item.side() == Side.OPEN ? item.amount() : BigDecimal.ZERO;
            byCurrency.put(
                    item.currency(), adding.plus(byCurrency.getOrDefault(item.currency(), NOTHING), credit, open));
        }
    }
}
