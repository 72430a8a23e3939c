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
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.platform.rest.Scope;
import org.kamsuite.receivables.ledger.OpenItem;
import org.kamsuite.receivables.ledger.Side;

/// What is open on a day. As known now it is read from the items, at a cost that does not grow with what is
/// settled; as known earlier it is the fold of the facts recorded by then.
@ApplicationScoped
public class OpenItems {

    @Inject
    Jdbi jdbi;

    @Inject
    Facts facts;

    /// The customers of an account, or of its group on that day.
    ///
    /// `offset 0` has the planner look them up by their index; left to itself it scans a thousand for one.
    public List<Long> customers(UUID accountId, LocalDate asOf, Scope scope) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select c.customer_id from account_scope(:account, :asOf, :grouped) as s(account_id)
                        cross join lateral (
                            select customer_id from erp_customer where account_id = s.account_id offset 0) c
                        order by c.customer_id""")
                .bind("account", accountId)
                .bind("asOf", asOf)
                .bind("grouped", scope.grouped())
                .mapTo(Long.class)
                .list());
    }

    /// What is open of these customers' documents at the end of a day.
    ///
    /// @param knownAt null: as known now
    public List<OpenItem> of(Collection<Long> customers, LocalDate asOf, Instant knownAt) {
        return knownAt == null ? asKnownNow(customers, asOf) : asKnown(customers, asOf, knownAt);
    }

    // The array and the day are hidden from the planner: else it plans the statement each time anew for just them,
    // which takes longer than to run it.
    private List<OpenItem> asKnownNow(Collection<Long> customers, LocalDate asOf) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        with asked as materialized (
                            select customer_id, cast(:asOf as date) as as_of from erp_customer
                            where customer_id = any(array(select unnest(:customers)))
                        )
                        select i.side, i.document_id, i.instalment, i.customer_id, i.currency, i.issue_date, i.due_date,
                            i.judged_due, i.amount
                        from asked cross join lateral open_items_of(asked.customer_id, asked.as_of) i
                        order by i.document_id, i.side, i.instalment""")
                .bindArray("customers", Long.class, customers)
                .bind("asOf", asOf)
                .map((row, _) -> item(row))
                .list());
    }

    private static OpenItem item(ResultSet row) throws SQLException {
        return new OpenItem(
                Side.valueOf(row.getString(1)),
                row.getLong(2),
                row.getInt(3),
                row.getLong(4),
                row.getString(5),
                row.getObject(6, LocalDate.class),
                row.getObject(7, LocalDate.class),
                row.getObject(8, LocalDate.class),
                row.getBigDecimal(9));
    }

    private List<OpenItem> asKnown(Collection<Long> customers, LocalDate asOf, Instant knownAt) {
        Set<Long> own = new HashSet<>(customers);
        return OpenItem.at(
                        asOf,
                        facts.ledger(facts.ofCustomers(customers, knownAt)).entries())
                .stream()
                .filter(item -> own.contains(item.customer()))
                .toList();
    }
}
