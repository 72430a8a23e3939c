package org.kamsuite.receivables.ageing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.platform.rest.Cursor;
import org.kamsuite.platform.rest.Problem;

/// Reads the open items of all customers by age.
@ApplicationScoped
class AgedAccounts {

    /// Customers that are folded at once.
    private static final int CHUNK = 200;

    // One pass over the open items, by customer. Only documents with a dispute or several instalments are looked at one
    // by one: what is disputed is capped by what is open of the invoice, and an invoice counts once. The sums between
    // the cuts (%1$s, %2$s) are columns of whole numbers only.
    private static final String SUMS = """
            with aged as (
                select i.*, case when i.side = 'OPEN' then
                    :asOf - case when :byInvoiceDate then i.issue_date else i.due_date end end as age
                from open_items(null, :asOf) i
                where i.side <> 'DISPUTE'
            ), several as (
                select customer_id, currency, sum(disputed) as disputed, sum(surplus) as surplus
                from (
                    select customer_id, currency,
                        least(coalesce(sum(amount) filter (where side = 'DISPUTE'), 0),
                            coalesce(sum(amount) filter (where side = 'OPEN'), 0)) as disputed,
                        greatest(count(*) filter (where side = 'OPEN') - 1, 0) as surplus
                    from open_items(null, :asOf)
                    where document_id = any(array(
                        select document_id from item
                        where settled_on > :asOf and first_date <= :asOf and (side = 'DISPUTE' or instalment > 1)))
                    group by document_id, customer_id, currency
                ) documents
                group by customer_id, currency
            ), customers as (
                select customer_id, currency, %1$s,
                    coalesce(sum(amount) filter (where side = 'CREDIT'), 0) as unapplied,
                    count(*) filter (where side = 'OPEN') as items
                from aged
                group by customer_id, currency
            ), sums as (
                select coalesce(r.root_id, c.account_id) as account_id, currency, %2$s, sum(unapplied) as unapplied,
                    coalesce(sum(disputed), 0) as disputed, sum(items) - coalesce(sum(surplus), 0) as invoices,
                    %3$s - sum(unapplied) as balance
                from customers
                join erp_customer c using (customer_id)
                left join account_root(:asOf) r on :grouped and r.account_id = c.account_id
                left join several using (customer_id, currency)
                group by coalesce(r.root_id, c.account_id), currency
            )
            """;

    @Inject
    Jdbi jdbi;

    record Row(UUID accountId, Aged aged) {}

    /// @param rows a page of accounts
    /// @param totals per currency, over all customers
    /// @param unassigned the part of customers without account
    record Ageings(List<Row> rows, List<Aged> totals, List<Aged> unassigned) {}

    /// Where a page starts: after this row.
    record Position(BigDecimal balance, UUID accountId, String currency) {

        static Position of(Cursor cursor) {
            if (!cursor.keys().getFirst().matches("-?[0-9]{1,40}(\\.[0-9]{1,20})?")) {
                throw Problem.badRequest("cursor", "is not a cursor of this list");
            }
            try {
                return new Position(
                        new BigDecimal(cursor.keys().get(0)),
                        UUID.fromString(cursor.keys().get(1)),
                        cursor.keys().get(2));
            } catch (IllegalArgumentException e) {
                throw Problem.badRequest("cursor", "is not a cursor of this list");
            }
        }

        Row row() {
            return new Row(accountId, new Aged(currency, List.of(balance), BigDecimal.ZERO, BigDecimal.ZERO, 0));
        }
    }

    private static String sql(Buckets buckets) {
        List<Integer> cuts = buckets.cuts();
        List<String> sums = new ArrayList<>();
        for (int i = 0; i < buckets.size(); i++) {
            String range = i == 0
                    ? "age <= 0"
                    : i == buckets.size() - 1
                            ? "age > " + cuts.getLast()
                            : "age > " + (i == 1 ? 0 : cuts.get(i - 2)) + " and age <= " + cuts.get(i - 1);
            sums.add("coalesce(sum(amount) filter (where " + range + "), 0) as s" + i);
        }
        return SUMS.formatted(
                String.join(", ", sums),
                each(buckets, "sum(s%1$d) as s%1$d", ", "),
                "(" + each(buckets, "sum(s%1$d)", " + ") + ")");
    }

    private static String each(Buckets buckets, String form, String between) {
        return IntStream.range(0, buckets.size()).mapToObj(form::formatted).collect(Collectors.joining(between));
    }

    /// @param accountId null in a total
    /// @param assigned whether it is of accounts, or of customers without one
    private record Sum(UUID accountId, boolean assigned, Aged aged) {}

    Ageings asKnownNow(Ageing.Used used, int limit, Position after) {
        List<Row> rows = new ArrayList<>();
        List<Aged> totals = new ArrayList<>();
        List<Aged> unassigned = new ArrayList<>();
        for (Sum sum : sums(used, limit, after)) {
            if (sum.accountId() != null) {
                rows.add(new Row(sum.accountId(), sum.aged()));
                continue;
            }
            boolean same = !totals.isEmpty()
                    && totals.getLast().currency().equals(sum.aged().currency());
            totals.add(same ? totals.removeLast().plus(sum.aged()) : sum.aged());
            if (!sum.assigned()) {
                unassigned.add(sum.aged());
            }
        }
        return new Ageings(rows, totals, unassigned);
    }

    // The page and the totals come out of one statement: both need the sums of all accounts.
    private List<Sum> sums(Ageing.Used used, int limit, Position after) {
        String sql = sql(used.buckets())
                + """
                select * from (
                    (select account_id, true as assigned, currency, %1$s, unapplied, disputed, invoices, balance
                    from sums
                    where account_id is not null and (not :continued
                        or (-balance, account_id, currency)
                            > (-cast(:balance as numeric), cast(:account as uuid), cast(:currency as text)))
                    order by -balance, account_id, currency
                    limit :limit)
                    union all
                    select null, account_id is not null, currency, %2$s, sum(unapplied), sum(disputed), sum(invoices),
                        null
                    from sums
                    group by account_id is not null, currency
                ) parts
                order by -balance, account_id, currency, assigned""".formatted(each(used.buckets(), "s%1$d", ", "), each(used.buckets(), "sum(s%1$d) as s%1$d", ", "));
        return jdbi.withHandle(handle -> handle.createQuery(sql)
                .bind("asOf", used.asOf())
                .bind("byInvoiceDate", used.basis() == Basis.INVOICE)
                .bind("grouped", used.scope().grouped())
                .bind("limit", limit)
                .bind("continued", after != null)
                .bind("balance", after == null ? null : after.balance())
                .bind("account", after == null ? null : after.accountId())
                .bind("currency", after == null ? null : after.currency())
                .map((row, _) -> new Sum(
                        row.getObject("account_id", UUID.class), row.getBoolean("assigned"), aged(row, used.buckets())))
                .list());
    }

    private static Aged aged(ResultSet row, Buckets buckets) throws SQLException {
        List<BigDecimal> sums = new ArrayList<>();
        for (int i = 0; i < buckets.size(); i++) {
            sums.add(row.getBigDecimal("s" + i));
        }
        return new Aged(
                row.getString("currency"),
                sums,
                row.getBigDecimal("unapplied"),
                row.getBigDecimal("disputed"),
                row.getInt("invoices"));
    }

    /// Some customers.
    ///
    /// @param accountOf the account, or the ultimate legal parent, that each belongs to; missing without
    record Chunk(List<Long> customers, Map<Long, UUID> accountOf) {}

    /// Hands all customers to `take`, some at a time.
    void inChunks(Ageing.Used used, Consumer<Chunk> take) {
        Map<Long, UUID> accountOf = new HashMap<>();
        List<Long> customers = new ArrayList<>();
        jdbi.useHandle(handle -> handle.createQuery("""
                        select c.customer_id, coalesce(r.root_id, c.account_id)
                        from erp_customer c
                        left join account_root(:asOf) r on :grouped and r.account_id = c.account_id
                        order by c.customer_id""")
                .bind("asOf", used.asOf())
                .bind("grouped", used.scope().grouped())
                .map((row, _) -> {
                    customers.add(row.getLong(1));
                    if (row.getObject(2) != null) {
                        accountOf.put(row.getLong(1), row.getObject(2, UUID.class));
                    }
                    return row.getLong(1);
                })
                .list());
        for (int i = 0; i < customers.size(); i += CHUNK) {
            take.accept(new Chunk(customers.subList(i, Math.min(i + CHUNK, customers.size())), accountOf));
        }
    }
}
