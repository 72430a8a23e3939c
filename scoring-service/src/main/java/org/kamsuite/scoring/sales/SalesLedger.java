package org.kamsuite.scoring.sales;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;

/// Writes facts and brings documents and daily sums in line with them, with a fixed number of statements.
///
/// Documents are computed from all their facts each time, so neither the order of arrival nor a
/// repetition matters.
@ApplicationScoped
public class SalesLedger {

    /// @param conflicts indexes of facts that contradict an earlier one under the same number and
    ///     revision
    /// @param customers whose sums changed
    public record Recorded(List<Integer> conflicts, Set<Long> customers) {}

    private record Bucket(long customerId, LocalDate day, String currency) {}

    private static final Comparator<SalesFact.Key> BY_KEY = Comparator.comparing(SalesFact.Key::system)
            .thenComparing(SalesFact.Key::kind)
            .thenComparing(SalesFact.Key::number)
            .thenComparing(SalesFact.Key::revision);

    @Inject
    Jdbi jdbi;

    @Inject
    ObjectMapper json;

    @Transactional(Transactional.TxType.MANDATORY)
    public Recorded record(List<SalesFact> facts) {
        Map<SalesFact.Key, SalesFact> first = new LinkedHashMap<>();
        facts.forEach(fact -> first.putIfAbsent(fact.key(), fact));
        List<SalesFact.Key> written = insert(List.copyOf(first.values()));
        List<Integer> conflicts = conflicts(facts, first, new HashSet<>(written));
        if (written.isEmpty()) {
            return new Recorded(conflicts, Set.of());
        }
        Set<Long> customers = new HashSet<>();
        written.forEach(key -> customers.add(first.get(key).customerId()));
        lock(customers);
        Set<Bucket> buckets = refreshDocuments(written);
        Set<Long> losing = new HashSet<>();
        buckets.forEach(bucket -> losing.add(bucket.customerId()));
        losing.removeAll(customers);
        if (!losing.isEmpty()) {
            lock(losing);
            customers.addAll(losing);
        }
        if (!buckets.isEmpty()) {
            refreshDays(buckets);
        }
        return new Recorded(conflicts, customers);
    }

    // One JSON text instead of twenty arrays, because facts hold lists.
    private List<SalesFact.Key> insert(List<SalesFact> facts) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        with given as materialized (
                            select * from jsonb_to_recordset(cast(:facts as jsonb)) as t(
                                system text, kind text, number text, revision int, content_hash text,
                                customer_id bigint, effective_on date, happened_at timestamptz, recorded_at timestamptz,
                                currency text, minor_digits int, net_amount numeric, tax_amount numeric,
                                payable_amount numeric, costed_amount numeric, cost numeric, lines text[],
                                credited jsonb)
                        ), written as (
                            insert into sales_fact (system, kind, number, revision, content_hash, customer_id,
                                effective_on, happened_at, recorded_at, currency, minor_digits, net_amount, tax_amount,
                                payable_amount, costed_amount, cost, lines)
                            select system, kind, number, revision, content_hash, customer_id,
                                effective_on, happened_at, recorded_at, currency, minor_digits, net_amount, tax_amount,
                                payable_amount, costed_amount, cost, lines
                            from given
                            order by system, kind, number, revision
                            on conflict do nothing
                            returning system, kind, number, revision
                        ), referring as (
                            insert into credited_invoice (system, number, revision, invoice_number, amount)
                            select w.system, w.number, w.revision, c.invoice_number, c.amount
                            from written w
                            join given g using (system, kind, number, revision)
                            cross join jsonb_to_recordset(g.credited) as c(invoice_number text, amount numeric)
                            where w.kind = 'CREDIT_NOTE'
                        )
                        select system, kind, number, revision from written""")
                .bind("facts", text(facts))
                .map((row, _) -> key(row))
                .list());
    }

    private String text(List<SalesFact> facts) {
        try {
            return json.writeValueAsString(facts);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("facts cannot be written as JSON", e);
        }
    }

    private static SalesFact.Key key(ResultSet row) throws SQLException {
        return new SalesFact.Key(
                row.getString(1), SalesFact.Kind.valueOf(row.getString(2)), row.getString(3), row.getInt(4));
    }

    private List<Integer> conflicts(
            List<SalesFact> facts, Map<SalesFact.Key, SalesFact> first, Set<SalesFact.Key> written) {
        Map<SalesFact.Key, String> hashes = new HashMap<>();
        first.forEach((key, fact) -> hashes.put(key, fact.contentHash()));
        List<SalesFact.Key> known =
                first.keySet().stream().filter(key -> !written.contains(key)).toList();
        if (!known.isEmpty()) {
            hashes.putAll(knownHashes(known));
        }
        List<Integer> conflicts = new ArrayList<>();
        for (int i = 0; i < facts.size(); i++) {
            SalesFact fact = facts.get(i);
            if (!Objects.equals(hashes.get(fact.key()), fact.contentHash())) {
                conflicts.add(i);
            }
        }
        return conflicts;
    }

    private Map<SalesFact.Key, String> knownHashes(List<SalesFact.Key> keys) {
        Map<SalesFact.Key, String> hashes = new HashMap<>();
        jdbi.useHandle(handle -> handle.createQuery("""
                        select f.system, f.kind, f.number, f.revision, f.content_hash
                        from unnest(:systems, :kinds, :numbers, :revisions) as asked(system, kind, number, revision)
                        join sales_fact f using (system, kind, number, revision)""")
                .bindArray(
                        "systems",
                        String.class,
                        keys.stream().map(SalesFact.Key::system).toList())
                .bindArray(
                        "kinds",
                        String.class,
                        keys.stream().map(key -> key.kind().name()).toList())
                .bindArray(
                        "numbers",
                        String.class,
                        keys.stream().map(SalesFact.Key::number).toList())
                .bindArray(
                        "revisions",
                        Integer.class,
                        keys.stream().map(SalesFact.Key::revision).toList())
                .map((row, _) -> Map.entry(key(row), row.getString(5)))
                .forEach(entry -> hashes.put(entry.getKey(), entry.getValue())));
        return hashes;
    }

    // A credit note that does not tell its net amount takes the tax share of the invoices it refers to;
    // so it is computed again when one of those arrives. An order counts unless it was cancelled, in
    // whole or line by line, after its last change.
    private Set<Bucket> refreshDocuments(List<SalesFact.Key> written) {
        List<SalesFact.Key> sorted = written.stream().sorted(BY_KEY).toList();
        Set<Bucket> buckets = new HashSet<>();
        jdbi.useHandle(handle -> handle.createQuery("""
                        with changed as (
                            select distinct system, kind, number
                            from unnest(:systems, :kinds, :numbers) as t(system, kind, number)
                        ), affected_credit_note as (
                            select system, number from changed where kind = 'CREDIT_NOTE'
                            union
                            select r.system, r.number
                            from changed c
                            join credited_invoice r on r.system = c.system and r.invoice_number = c.number
                            where c.kind = 'INVOICE'
                        ), invoice as (
                            select f.*
                            from changed c
                            cross join lateral (
                                select * from sales_fact f
                                where f.system = c.system and f.kind = 'INVOICE' and f.number = c.number
                                order by f.revision desc limit 1) f
                            where c.kind = 'INVOICE'
                        ), credit_note as (
                            select f.*, coalesce(
                                f.net_amount,
                                f.payable_amount - f.tax_amount,
                                round(f.payable_amount * taxes.net_part / taxes.whole, f.minor_digits),
                                f.payable_amount) as net
                            from affected_credit_note c
                            cross join lateral (
                                select * from sales_fact f
                                where f.system = c.system and f.kind = 'CREDIT_NOTE' and f.number = c.number
                                order by f.revision desc limit 1) f
                            cross join lateral (
                                select
                                    case when bool_and(r.amount is not null)
                                        then sum(r.amount * i.net_amount / (i.net_amount + i.tax_amount))
                                        else sum(i.net_amount) end as net_part,
                                    case when bool_and(r.amount is not null)
                                        then sum(r.amount)
                                        else sum(i.net_amount + i.tax_amount) end as whole
                                from credited_invoice r
                                cross join lateral (
                                    select i.net_amount, i.tax_amount, i.currency from sales_fact i
                                    where i.system = r.system and i.kind = 'INVOICE' and i.number = r.invoice_number
                                    order by i.revision desc limit 1) i
                                where r.system = f.system and r.number = f.number and r.revision = f.revision
                                    and i.currency = f.currency
                                    and i.net_amount >= 0 and i.tax_amount >= 0 and i.net_amount + i.tax_amount > 0
                            ) taxes
                        ), placed as (
                            select f.*, not exists (
                                select
                                from (
                                    select * from sales_fact x
                                    where x.system = f.system and x.kind = 'ORDER_CANCELLATION' and x.number = f.number
                                    order by x.revision desc limit 1) x
                                where (cardinality(x.lines) = 0 or f.lines <@ x.lines)
                                    and (f.kind = 'ORDER' or f.happened_at <= x.happened_at)) as counts
                            from changed c
                            cross join lateral (
                                select * from sales_fact f
                                where f.system = c.system and f.kind in ('ORDER', 'ORDER_CHANGE')
                                    and f.number = c.number
                                order by f.revision desc, f.kind desc limit 1) f
                            where c.kind = 'ORDER'
                        ), document as (
                            select system, kind, number, customer_id, currency, effective_on as day,
                                net_amount as revenue, greatest(net_amount, 0) as gross_revenue,
                                net_amount as invoiced, costed_amount as costed, cost,
                                cast(net_amount >= 0 as int) as invoices, cast(net_amount < 0 as int) as credit_notes,
                                0 as orders
                            from invoice
                            union all
                            select system, kind, number, customer_id, currency, effective_on,
                                -net, 0, 0, 0, 0, 0, 1, 0
                            from credit_note
                            union all
                            select system, 'ORDER', number, customer_id, currency, effective_on,
                                0, 0, 0, 0, 0, 0, 0, cast(counts as int)
                            from placed
                        )
                        insert into sales_document (system, kind, number, customer_id, currency, day, revenue,
                            gross_revenue, invoiced, costed, cost, invoices, credit_notes, orders)
                        select system, kind, number, customer_id, currency, day, revenue,
                            gross_revenue, invoiced, costed, cost, invoices, credit_notes, orders
                        from document
                        order by system, kind, number
                        on conflict (system, kind, number) do update set
                            customer_id = excluded.customer_id, currency = excluded.currency, day = excluded.day,
                            revenue = excluded.revenue, gross_revenue = excluded.gross_revenue,
                            invoiced = excluded.invoiced, costed = excluded.costed, cost = excluded.cost,
                            invoices = excluded.invoices, credit_notes = excluded.credit_notes,
                            orders = excluded.orders
                        returning new.customer_id, new.day, new.currency, old.customer_id, old.day, old.currency""")
                .bindArray(
                        "systems",
                        String.class,
                        sorted.stream().map(SalesFact.Key::system).toList())
                .bindArray(
                        "kinds",
                        String.class,
                        sorted.stream().map(key -> key.kind().document().name()).toList())
                .bindArray(
                        "numbers",
                        String.class,
                        sorted.stream().map(SalesFact.Key::number).toList())
                .map((row, _) -> {
                    buckets.add(bucket(row, 1));
                    if (row.getDate(5) != null) {
                        buckets.add(bucket(row, 4));
                    }
                    return row.getLong(1);
                })
                .list());
        return buckets;
    }

    private static Bucket bucket(ResultSet row, int column) throws SQLException {
        return new Bucket(row.getLong(column), row.getObject(column + 1, LocalDate.class), row.getString(column + 2));
    }

    // Orders and invoices of one customer come on different partitions: whoever comes second must see
    // what the first one wrote. (A revision may move a document to another customer; then that one is
    // locked as well.)
    private void lock(Set<Long> customers) {
        jdbi.useHandle(handle -> handle.createQuery("""
                        select customer_id from erp_customer where customer_id = any(:ids)
                        order by customer_id for no key update""")
                .bindArray("ids", Long.class, customers.stream().sorted().toList())
                .mapTo(Long.class)
                .list());
    }

    private record Documents(List<SalesFact.Key> keys, Set<Long> customers) {}

    /// The documents that are these customers' by their facts or by what was made of them, and all customers of those.
    private Documents documents(List<Long> customers) {
        Map<SalesFact.Key, SalesFact.Key> keys = new HashMap<>();
        Set<Long> concerned = new HashSet<>(customers);
        jdbi.useHandle(handle -> handle.createQuery("""
                        with own as (
                            select f.system, f.kind, f.number from sales_fact f where f.customer_id = any(:ids)
                            union
                            select f.system, f.kind, f.number
                            from sales_document d
                            join sales_fact f on f.system = d.system and f.number = d.number and (f.kind = d.kind
                                or (d.kind = 'ORDER' and f.kind in ('ORDER_CHANGE', 'ORDER_CANCELLATION')))
                            where d.customer_id = any(:ids)
                        )
                        select f.system, f.kind, f.number, f.revision, f.customer_id, d.customer_id
                        from own
                        join sales_fact f using (system, kind, number)
                        left join sales_document d on d.system = f.system and d.number = f.number
                            and (d.kind = f.kind
                                or (d.kind = 'ORDER' and f.kind in ('ORDER_CHANGE', 'ORDER_CANCELLATION')))""")
                .bindArray("ids", Long.class, customers)
                .map((row, _) -> {
                    concerned.add(row.getLong(5));
                    if (row.getObject(6) != null) {
                        concerned.add(row.getLong(6));
                    }
                    return key(row);
                })
                .forEach(key -> keys.put(key, key)));
        return new Documents(List.copyOf(keys.keySet()), concerned);
    }

    /// Locks these customers and those who share documents with them.
    @Transactional(Transactional.TxType.MANDATORY)
    void lockAround(List<Long> customers) {
        Set<Long> held = new HashSet<>();
        Set<Long> wanted = new HashSet<>(customers);
        while (!held.containsAll(wanted)) {
            lock(wanted);
            held.addAll(wanted);
            wanted.addAll(documents(customers).customers());
        }
    }

    /// Makes the documents and daily sums of these customers anew; call [#lockAround] first.
    @Transactional(Transactional.TxType.MANDATORY)
    void remake(List<Long> customers) {
        List<SalesFact.Key> keys = documents(customers).keys();
        Set<Bucket> buckets = new HashSet<>();
        jdbi.useHandle(handle -> {
            handle.createUpdate("""
                            delete from sales_document d where d.customer_id = any(:ids) and not exists (
                                select from sales_fact f
                                where f.system = d.system and f.number = d.number
                                    and (f.kind = d.kind or (d.kind = 'ORDER' and f.kind = 'ORDER_CHANGE')))""").bindArray("ids", Long.class, customers).execute();
            handle.createQuery("select customer_id, day, currency from sales_day where customer_id = any(:ids)")
                    .bindArray("ids", Long.class, customers)
                    .map((row, _) -> bucket(row, 1))
                    .forEach(buckets::add);
        });
        buckets.addAll(refreshDocuments(keys));
        refreshDays(buckets);
    }

    private void refreshDays(Set<Bucket> buckets) {
        List<Bucket> list = List.copyOf(buckets);
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into sales_day (customer_id, day, currency, revenue, gross_revenue, invoiced, costed,
                            cost, invoices, credit_notes, orders)
                        select b.customer_id, b.day, b.currency, coalesce(sum(d.revenue), 0),
                            coalesce(sum(d.gross_revenue), 0), coalesce(sum(d.invoiced), 0), coalesce(sum(d.costed), 0),
                            coalesce(sum(d.cost), 0), coalesce(sum(d.invoices), 0), coalesce(sum(d.credit_notes), 0),
                            coalesce(sum(d.orders), 0)
                        from unnest(:customers, :days, :currencies) as b(customer_id, day, currency)
                        left join sales_document d
                            on d.customer_id = b.customer_id and d.day = b.day and d.currency = b.currency
                        group by b.customer_id, b.day, b.currency
                        order by b.customer_id, b.day, b.currency
                        on conflict (customer_id, day, currency) do update set
                            revenue = excluded.revenue, gross_revenue = excluded.gross_revenue,
                            invoiced = excluded.invoiced, costed = excluded.costed, cost = excluded.cost,
                            invoices = excluded.invoices, credit_notes = excluded.credit_notes,
                            orders = excluded.orders""")
                .bindArray(
                        "customers",
                        Long.class,
                        list.stream().map(Bucket::customerId).toList())
                .bindArray(
                        "days", LocalDate.class, list.stream().map(Bucket::day).toList())
                .bindArray(
                        "currencies",
                        String.class,
                        list.stream().map(Bucket::currency).toList())
                .execute());
    }
}
