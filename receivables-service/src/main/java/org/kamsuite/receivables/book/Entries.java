package org.kamsuite.receivables.book;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.receivables.ledger.Cause;
import org.kamsuite.receivables.ledger.Entry;
import org.kamsuite.receivables.ledger.Side;

/// The dated changes of some customers' open items.
@ApplicationScoped
public class Entries {

    @Inject
    Jdbi jdbi;

    @Inject
    Facts facts;

    /// What changed from a day to a day, both included; found through the items that were not settled before.
    ///
    /// @param knownAt counts only what was recorded by then; null: as known now
    /// @param most how many at most
    public List<Entry> between(Collection<Long> customers, LocalDate from, LocalDate to, Instant knownAt, int most) {
        return knownAt == null
                ? asKnownNow(customers, from, to, most)
                : asKnown(customers, knownAt).stream()
                        .filter(entry ->
                                !entry.date().isBefore(from) && !entry.date().isAfter(to))
                        .limit(most)
                        .toList();
    }

    /// All changes, as they were known then.
    public List<Entry> asKnown(Collection<Long> customers, Instant knownAt) {
        Set<Long> own = new HashSet<>(customers);
        return facts.ledger(facts.ofCustomers(customers, knownAt)).entries().stream()
                .filter(entry -> own.contains(entry.customer()))
                .toList();
    }

    private List<Entry> asKnownNow(Collection<Long> customers, LocalDate from, LocalDate to, int most) {
        return jdbi.withHandle(handle -> Whose.of(handle.createQuery("""
                        select e.owner_id, e.side, e.document_id, e.instalment, e.customer_id, e.currency, e.issue_date,
                            e.due_date, e.judged_due, e.entry_date, e.amount, e.cause, e.source_id
                        from item i
                        join entry e using (document_id, side, instalment)
                        where <mine> and i.settled_on >= :from and i.first_date <= :to
                            and e.entry_date between :from and :to
                        limit :most"""), "i.customer_id", customers)
                .bind("from", from)
                .bind("to", to)
                .bind("most", most)
                .map((row, _) -> entry(row))
                .list());
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getLong("owner_id"),
                Side.valueOf(row.getString("side")),
                row.getLong("document_id"),
                row.getInt("instalment"),
                row.getLong("customer_id"),
                row.getString("currency"),
                row.getObject("issue_date", LocalDate.class),
                row.getObject("due_date", LocalDate.class),
                row.getObject("judged_due", LocalDate.class),
                row.getObject("entry_date", LocalDate.class),
                row.getBigDecimal("amount"),
                Cause.valueOf(row.getString("cause")),
                row.getObject("source_id", Long.class));
    }
}
