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
import org.kamsuite.receivables.ledger.InstalmentHistory;
import org.kamsuite.receivables.ledger.Side;

/// How invoices came to be settled: what payment behaviour, forecasts and loss rates are computed from.
@ApplicationScoped
public class Histories {

    private static final String ENTRIES = """
            select e.owner_id, e.side, e.document_id, e.instalment, e.customer_id, e.currency, e.issue_date, e.due_date,
                e.judged_due, e.entry_date, e.amount, e.cause, e.source_id
            """;

    @Inject
    Jdbi jdbi;

    @Inject
    Facts facts;

    /// The instalments of which something was open on a day from `from` to `to`, with what happened to them up
    /// to the end of `to`.
    ///
    /// @param customers whose; null: of all
    /// @param knownAt counts only what was recorded by then, for some customers; null: as known now
    public List<InstalmentHistory> of(Collection<Long> customers, LocalDate from, LocalDate to, Instant knownAt) {
        return knownAt == null ? asKnownNow(customers, from, to) : asKnown(customers, from, to, knownAt);
    }

    /// The instalments of these invoices, with what happened to them up to the end of a day.
    ///
    /// @param knownAt counts only what was recorded by then; null: as known now
    public List<InstalmentHistory> ofInvoices(Collection<Long> invoices, LocalDate to, Instant knownAt) {
        if (invoices.isEmpty()) {
            return List.of();
        }
        return knownAt == null ? ofInvoices(invoices, to) : InstalmentHistory.of(known(invoices, to, knownAt));
    }

    private List<Entry> known(Collection<Long> invoices, LocalDate to, Instant knownAt) {
        Set<Long> asked = new HashSet<>(invoices);
        return facts.ledger(facts.around(asked, knownAt)).entries(asked).stream()
                .filter(entry ->
                        asked.contains(entry.document()) && !entry.date().isAfter(to))
                .toList();
    }

    private List<InstalmentHistory> ofInvoices(Collection<Long> invoices, LocalDate to) {
        return jdbi.withHandle(handle -> InstalmentHistory.of(handle.createQuery(ENTRIES + """
                        from entry e
                        where e.document_id = any(:invoices) and e.side = 'OPEN' and e.entry_date <= :to""")
                .bindArray("invoices", Long.class, invoices)
                .bind("to", to)
                .map((row, _) -> entry(row))
                .list()));
    }

    private List<InstalmentHistory> asKnownNow(Collection<Long> customers, LocalDate from, LocalDate to) {
        return jdbi.withHandle(
                handle -> InstalmentHistory.of(Whose.of(handle.createQuery(ENTRIES + """
                        from item i
                        join entry e using (document_id, side, instalment)
                        where i.side = 'OPEN' and i.settled_on >= :from and i.first_date <= :to
                            and e.entry_date <= :to and <mine>"""), "i.customer_id", customers)
                        .bind("from", from)
                        .bind("to", to)
                        .map((row, _) -> entry(row))
                        .list()));
    }

    private List<InstalmentHistory> asKnown(Collection<Long> customers, LocalDate from, LocalDate to, Instant knownAt) {
        Set<Long> own = new HashSet<>(customers);
        return InstalmentHistory.of(facts.ledger(facts.ofCustomers(customers, knownAt)).entries().stream()
                        .filter(entry -> own.contains(entry.customer()))
                        .filter(entry -> !entry.date().isAfter(to))
                        .toList())
                .stream()
                .filter(history -> !history.closedOn(to).orElse(LocalDate.MAX).isBefore(from))
                .toList();
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getLong(1),
                Side.valueOf(row.getString(2)),
                row.getLong(3),
                row.getInt(4),
                row.getLong(5),
                row.getString(6),
                row.getObject(7, LocalDate.class),
                row.getObject(8, LocalDate.class),
                row.getObject(9, LocalDate.class),
                row.getObject(10, LocalDate.class),
                row.getBigDecimal(11),
                Cause.valueOf(row.getString(12)),
                row.getObject(13, Long.class));
    }
}
