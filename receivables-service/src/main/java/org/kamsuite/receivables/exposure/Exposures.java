package org.kamsuite.receivables.exposure;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.kamsuite.receivables.book.OpenItems;
import org.kamsuite.receivables.input.Moment;
import org.kamsuite.receivables.ledger.Totals;

/// What accounts owe and may come to owe, each for itself and by currency: set-based, today at a cost that grows only
/// with what is open; at a time that is past folded from the accounts' own facts.
@ApplicationScoped
public class Exposures {

    // The array is hidden from the planner, as is the day: else it plans the statement each time anew for just them,
    // which takes longer than to run it.
    private static final String OWNERS = """
            with owner as materialized (
                select account_id, customer_id, cast(:asOf as date) as as_of
                from erp_customer where account_id = any(array(select unnest(:accounts)))
            )""";

    private static final String ITEMS = """
            , open as materialized (
                select o.account_id, i.side, i.document_id, i.currency, i.amount, i.due_date, o.as_of
                from owner o cross join lateral open_items_of(o.customer_id, o.as_of) i
            ), documents as (
                select account_id, currency,
                    coalesce(sum(amount) filter (where side = 'OPEN'), 0) as open,
                    coalesce(sum(amount) filter (where side = 'DISPUTE'), 0) as disputed,
                    coalesce(sum(amount) filter (where side = 'CREDIT'), 0) as unapplied,
                    coalesce(sum(amount) filter (where side = 'OPEN' and due_date < as_of), 0) as overdue,
                    max(as_of - due_date) filter (where side = 'OPEN') as oldest
                from open group by account_id, currency, document_id
            )
            select account_id, currency, sum(open), sum(least(open, disputed)), sum(unapplied), sum(overdue),
                greatest(0, max(oldest)), 0, 0, 0
            from documents group by account_id, currency""";

    private static final String ORDERS = """

            union all
            select o.account_id, l.currency, 0, 0, 0, 0, 0, sum(l.unbilled),
                coalesce(sum(l.open) filter (where coalesce(l.expected_on, o.as_of) <= o.as_of + :horizon), 0),
                coalesce(sum(l.open) filter (where l.expected_on > o.as_of + :horizon), 0)
            from owner o join order_line l using (customer_id)
            group by o.account_id, l.currency""";

    @Inject
    Jdbi jdbi;

    @Inject
    OpenItems openItems;

    @Inject
    KnownOrders knownOrders;

    @Inject
    Clock clock;

    /// Orders expected later than so many days from now do not count.
    @ConfigProperty(name = "kam.credit.horizon-days", defaultValue = "90")
    int horizonDays;

    /// Days that open orders are looked ahead.
    public int horizonDays() {
        return horizonDays;
    }

    /// The amounts of accounts by currency at the end of a day, as they were known; an account without any is missing.
    /// Documents of orders count whatever their own day is, unless the day has passed: then those of it and before.
    public Map<UUID, SortedMap<String, Amounts>> of(Collection<UUID> accounts, Moment at) {
        Map<UUID, SortedMap<String, Amounts>> found = new HashMap<>();
        if (at.until() == null) {
            asKnownNow(accounts, at, found);
        }
        if (isPast(at)) {
            Map<Long, UUID> owners = owners(accounts);
            if (at.until() != null) {
                items(owners, at, found);
            }
            orders(owners, at, found);
        }
        return found;
    }

    /// Whether the projections of orders, which tell the present alone, do not answer.
    private boolean isPast(Moment at) {
        return at.until() != null || at.asOf().isBefore(today());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), clock.getZone());
    }

    private void asKnownNow(Collection<UUID> accounts, Moment at, Map<UUID, SortedMap<String, Amounts>> found) {
        boolean withOrders = !isPast(at);
        jdbi.useHandle(handle -> {
            Query query = handle.createQuery(OWNERS + ITEMS + (withOrders ? ORDERS : ""))
                    .bindArray("accounts", UUID.class, accounts)
                    .bind("asOf", at.asOf());
            (withOrders ? query.bind("horizon", horizonDays) : query)
                    .map((row, _) -> add(
                            found,
                            row.getObject(1, UUID.class),
                            row.getString(2),
                            new Amounts(
                                    row.getBigDecimal(3),
                                    row.getBigDecimal(4),
                                    row.getBigDecimal(5),
                                    row.getBigDecimal(6),
                                    row.getLong(7),
                                    row.getBigDecimal(8),
                                    row.getBigDecimal(9),
                                    row.getBigDecimal(10))))
                    .list();
        });
    }

    private void items(Map<Long, UUID> owners, Moment at, Map<UUID, SortedMap<String, Amounts>> found) {
        openItems.of(owners.keySet(), at.asOf(), at.until()).stream()
                .collect(Collectors.groupingBy(item -> owners.get(item.customer())))
                .forEach((account, items) -> Totals.of(items, at.asOf(), item -> item.daysPastDue(at.asOf()))
                        .forEach((currency, totals) -> add(found, account, currency, Amounts.of(totals))));
    }

    private void orders(Map<Long, UUID> owners, Moment at, Map<UUID, SortedMap<String, Amounts>> found) {
        LocalDate horizon = at.asOf().plusDays(horizonDays);
        states(owners.keySet(), at)
                .forEach(order -> order.lines()
                        .forEach(line ->
                                add(found, owners.get(order.customer()), order.currency(), Amounts.of(line, horizon))));
    }

    private List<OrderFold.State> states(Collection<Long> customers, Moment at) {
        return customers.isEmpty()
                ? List.of()
                : knownOrders.of(customers, at.until(), at.asOf().isBefore(today()) ? at.asOf() : null);
    }

    private static Amounts add(
            Map<UUID, SortedMap<String, Amounts>> found, UUID account, String currency, Amounts amounts) {
        return found.computeIfAbsent(account, _ -> new TreeMap<>()).merge(currency, amounts, Amounts::plus);
    }

    private Map<Long, UUID> owners(Collection<UUID> accounts) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select customer_id, account_id from erp_customer where account_id = any(:ids)")
                .bindArray("ids", UUID.class, accounts)
                .map((row, _) -> Map.entry(row.getLong(1), row.getObject(2, UUID.class)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /// How many orders of these accounts had deliveries that could not be valued, because the order was not known.
    long unpricedOrders(Collection<UUID> accounts, Moment at) {
        return isPast(at)
                ? states(owners(accounts).keySet(), at).stream()
                        .filter(OrderFold.State::unpriced)
                        .count()
                : unpricedOrders(accounts);
    }

    private long unpricedOrders(Collection<UUID> accounts) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select count(*) from erp_customer c join sales_order o using (customer_id)
                        where c.account_id = any(:ids) and o.unpriced""")
                .bindArray("ids", UUID.class, accounts)
                .mapTo(Long.class)
                .one());
    }
}
