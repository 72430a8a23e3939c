package org.kamsuite.receivables.exposure;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;

/// What accounts owe and may come to owe, each for itself and by currency: set-based, at a cost that grows only with
/// what is open.
@ApplicationScoped
public class Exposures {

    @Inject
    Jdbi jdbi;

    /// Orders expected later than so many days from now do not count.
    @ConfigProperty(name = "kam.credit.horizon-days", defaultValue = "90")
    int horizonDays;

    /// Days that open orders are looked ahead.
    public int horizonDays() {
        return horizonDays;
    }

    /// The present amounts of accounts by currency; an account without any is missing. Items are as of the end of
    /// `today`, orders and deliveries as known now.
    public Map<UUID, SortedMap<String, Amounts>> of(Collection<UUID> accounts, LocalDate today) {
        Map<Long, UUID> owners = owners(accounts);
        Map<UUID, SortedMap<String, Amounts>> found = new HashMap<>();
        if (owners.isEmpty()) {
            return found;
        }
        jdbi.useHandle(handle -> {
            handle.createQuery("""
                            with items as (
                                select customer_id, currency, document_id,
                                    coalesce(sum(amount) filter (where side = 'OPEN'), 0) as open,
                                    coalesce(sum(amount) filter (where side = 'DISPUTE'), 0) as disputed,
                                    coalesce(sum(amount) filter (where side = 'CREDIT'), 0) as unapplied,
                                    coalesce(sum(amount) filter (where side = 'OPEN' and due_date < :today), 0)
                                        as overdue,
                                    min(due_date) filter (where side = 'OPEN') as due
                                from open_items(:customers, :today)
                                group by customer_id, currency, document_id
                            )
                            select customer_id, currency, sum(open), sum(least(open, disputed)), sum(unapplied),
                                sum(overdue), greatest(0, :today - min(due))
                            from items group by customer_id, currency""")
                    .bindArray("customers", Long.class, owners.keySet())
                    .bind("today", today)
                    .map((row, _) -> add(
                            found,
                            owners.get(row.getLong(1)),
                            row.getString(2),
                            new Amounts(
                                    row.getBigDecimal(3),
                                    row.getBigDecimal(4),
                                    row.getBigDecimal(5),
                                    row.getBigDecimal(6),
                                    row.getLong(7),
                                    BigDecimal.ZERO,
                                    BigDecimal.ZERO,
                                    BigDecimal.ZERO)))
                    .list();
            handle.createQuery("""
                            select customer_id, currency, sum(unbilled),
                                coalesce(sum(open) filter (where coalesce(expected_on, :today) <= :horizon), 0),
                                coalesce(sum(open) filter (where expected_on > :horizon), 0)
                            from order_line where customer_id = any(:customers)
                            group by customer_id, currency""")
                    .bindArray("customers", Long.class, owners.keySet())
                    .bind("today", today)
                    .bind("horizon", today.plusDays(horizonDays))
                    .map((row, _) -> add(
                            found,
                            owners.get(row.getLong(1)),
                            row.getString(2),
                            new Amounts(
                                    BigDecimal.ZERO,
                                    BigDecimal.ZERO,
                                    BigDecimal.ZERO,
                                    BigDecimal.ZERO,
                                    0,
                                    row.getBigDecimal(3),
                                    row.getBigDecimal(4),
                                    row.getBigDecimal(5))))
                    .list();
        });
        return found;
    }

    private static Amounts add(
            Map<UUID, SortedMap<String, Amounts>> found, UUID account, String currency, Amounts amounts) {
        return found.computeIfAbsent(account, _ -> new TreeMap<>()).merge(currency, amounts, Amounts::plus);
    }

    private Map<Long, UUID> owners(Collection<UUID> accounts) {
        Map<Long, UUID> owners = new HashMap<>();
        jdbi.useHandle(handle -> handle.createQuery(
                        "select customer_id, account_id from erp_customer where account_id = any(:ids)")
                .bindArray("ids", UUID.class, accounts)
                .map((row, _) -> Map.entry(row.getLong(1), row.getObject(2, UUID.class)))
                .forEach(each -> owners.put(each.getKey(), each.getValue())));
        return owners;
    }

    /// How many orders of these accounts have deliveries that cannot be valued, because the order is not known.
    long unpricedOrders(Collection<UUID> accounts) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select count(*) from erp_customer c join sales_order o using (customer_id)
                        where c.account_id = any(:ids) and o.unpriced""")
                .bindArray("ids", UUID.class, accounts)
                .mapTo(Long.class)
                .one());
    }
}
