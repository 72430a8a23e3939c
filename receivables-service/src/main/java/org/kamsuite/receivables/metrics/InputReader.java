package org.kamsuite.receivables.metrics;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.kamsuite.receivables.book.Entries;
import org.kamsuite.receivables.book.Whose;
import org.kamsuite.receivables.ledger.Entry;

/// Reads what the metrics are computed from, set-based. As known now it reads the projections; as known earlier
/// the same statements read the fold of the facts recorded by then, some customers at a time.
@ApplicationScoped
class InputReader {

    /// Customers that are folded at once.
    private static final int CHUNK = 200;

    /// Months of sales that suffice for most countbacks.
    private static final int USUAL_MONTHS = 12;

    // Stand in for the tables of these names.
    private static final String AS_KNOWN = """
            with entry as (
                select * from unnest(:sides, :documents, :instalments, :owners, :currencies, :issued, :due, :judged, :dates,
                    :amounts, :causes, :sources)
                as e(side, document_id, instalment, customer_id, currency, issue_date, due_date, judged_due, entry_date,
                    amount, cause, source_id)
            ), item as (
                select document_id, side, instalment, min(customer_id) as customer_id, min(currency) as currency,
                    min(issue_date) as issue_date, min(due_date) as due_date, min(judged_due) as judged_due,
                    min(entry_date) as first_date, max(entry_date) as last_date, sum(amount) as open_amount,
                    case when sum(amount) = 0 then max(entry_date) else 'infinity' end as settled_on
                from entry group by document_id, side, instalment
            ), open_then as (
                select side, document_id, currency, min(due_date) as due_date, sum(amount) as amount
                from entry where entry_date <= :asOf
                group by side, document_id, instalment, currency having sum(amount) <> 0
            )
            """;

    private static final String AS_KNOWN_NOW = """
            with open_then as (
                select side, document_id, currency, due_date, amount
                from <items> i
            )
            """;

    private static final String OPEN = """
            select currency, sum(amount) filter (where side = 'OPEN') as open,
                sum(amount) filter (where side = 'OPEN' and due_date >= :asOf) as current,
                sum(amount) filter (where side = 'CREDIT') as unapplied,
                count(distinct document_id) filter (where side = 'OPEN' and due_date < :asOf) as late
            from open_then
            group by currency""";

    private static final String SALES = """
            select currency, cast(date_trunc('month', entry_date) as date) as month, sum(amount) as amount,
                coalesce(sum(amount) filter (where entry_date >= :from), 0) as in_window,
                coalesce(sum(amount * (judged_due - entry_date)) filter (where entry_date >= :from), 0) as terms,
                coalesce(sum(amount) filter (where entry_date >= :rolling), 0) as in_rolling
            from entry
            where side = 'OPEN' and cause = 'DOCUMENT' and entry_date between :earliest and :to and <mine>
            group by 1, 2""";

    // What became of invoices by the end of the window: how many were closed in it and what was paid of them, and for
    // those issued in it after how many days (`days`) they were closed by payment or, censored, not. An invoice is
    // closed when nothing is open of it. Nearly all items have no entry after that day, so that the projection tells
    // what was open then; entries are read for the payments alone, and summed once for all invoices: sums for each
    // invoice are what takes the time. A payment that was taken back by then paid nothing.
    private static final String INVOICES =
            """
            states as (
                select document_id, currency, issue_date, judged_due, last_date, open_amount = 0 as settled
                from item
                where side = 'OPEN' and first_date <= :to and last_date <= :to and document_id in (%1$s)
                union all
                select i.document_id, i.currency, i.issue_date, i.judged_due, e.last_date, e.open = 0
                from item i
                cross join lateral (
                    select max(entry_date) as last_date, sum(amount) as open from entry e
                    where e.document_id = i.document_id and e.side = 'OPEN' and e.instalment = i.instalment
                        and e.entry_date <= :to
                ) e
                where i.side = 'OPEN' and i.first_date <= :to and i.last_date > :to and i.document_id in (%1$s)
            ), documents as (
                select document_id, currency, min(issue_date) as issue_date, max(last_date) as last_date,
                    bool_and(settled) as settled, bool_and(settled) and max(last_date) >= :from as closed,
                    bool_or(last_date > judged_due) as late
                from states
                group by document_id, currency
            ), reversed as materialized (
                select document_id, instalment, cause, source_id
                from entry
                where %2$s and document_id = any(array(
                    select document_id from entry
                    where %2$s and amount > 0 and document_id in (%1$s)))
                group by document_id, instalment, cause, source_id
                having sum(amount) >= 0
            ), payments as materialized (
                select e.document_id, e.amount, e.entry_date - e.issue_date as days, e.entry_date - e.judged_due as late
                from entry e
                where %2$s and e.document_id in (%1$s)
                    and not exists (
                        select from reversed r
                        where r.document_id = e.document_id and r.instalment = e.instalment and r.cause = e.cause
                            and r.source_id is not distinct from e.source_id)
            )
            select currency,
                case when issue_date between :from and :to
                    then case when settled then last_date else cast(:to as date) end - issue_date end as days,
                count(*) filter (where settled and p.document_id is not null) as paid_up,
                count(*) filter (where not settled or p.document_id is null) as censored,
                count(*) filter (where closed and p.document_id is not null) as invoices,
                count(*) filter (where closed and late and p.document_id is not null) as late,
                count(*) filter (where closed and p.document_id is null) as without_payment,
                cast(0 as numeric) as paid, cast(0 as numeric) as paid_late, cast(0 as numeric) as days_to_pay,
                cast(0 as numeric) as days_late, cast(0 as numeric) as days_overdue
            from documents
            left join (select distinct document_id from payments) p using (document_id)
            group by 1, 2
            union all
            select currency, null, 0, 0, 0, 0, 0, -sum(p.amount), coalesce(-sum(p.amount) filter (where p.late > 0), 0),
                -sum(p.amount * p.days), -sum(p.amount * p.late),
                coalesce(-sum(p.amount * p.late) filter (where p.late > 0), 0)
            from documents d join payments p using (document_id)
            where closed
            group by currency""".formatted("""
            select document_id from item
                    where side = 'OPEN' and settled_on >= :from and first_date <= :to and <mine>""", "side = 'OPEN' and cause in ('PAYMENT', 'DISCOUNT') and entry_date <= :to");

    // An offer ends `days` after the issue date; what was taken of it later, or without it, is unearned.
    private static final String DISCOUNTS = """
            select currency, sum(offers) as offers, sum(offered) as offered, sum(taken) as taken,
                sum(unearned) as unearned
            from (
                select f.currency, 1 as offers, f.amount * cast(f.content -> 'discountTerms' ->> 'percent' as numeric) / 100
                    as offered,
                    coalesce((
                        select -sum(e.amount) from entry e
                        where e.document_id = f.document_id and e.side = 'OPEN' and e.cause = 'DISCOUNT'
                            and e.entry_date <= least(:to,
                                f.effective_date + cast(f.content -> 'discountTerms' ->> 'days' as int))
                    ), 0) as taken, 0 as unearned
                from fact f
                where (f.content -> 'discountTerms') is not null and f.amount > 0
                    and f.effective_date between cast(:from as date) - 999 and :to
                    and f.effective_date + cast(f.content -> 'discountTerms' ->> 'days' as int) between :from and :to
                    and <mine> and f.recorded_at <= coalesce(cast(:knownAt as timestamptz), 'infinity')
                    and not exists (
                        select 1 from fact n where n.document_id = f.document_id and n.revision > f.revision
                            and n.recorded_at <= coalesce(cast(:knownAt as timestamptz), 'infinity'))
                union all
                select e.currency, 0, 0, 0, -e.amount
                from entry e
                where e.cause = 'DISCOUNT' and e.side = 'OPEN' and e.entry_date between :from and :to and <mine>
                    and e.entry_date > coalesce((
                        select f.effective_date + cast(f.content -> 'discountTerms' ->> 'days' as int) from fact f
                        where f.document_id = e.document_id
                            and f.recorded_at <= coalesce(cast(:knownAt as timestamptz), 'infinity')
                        order by f.revision desc limit 1), '-infinity')
            ) discounts
            group by currency""";

    @Inject
    Jdbi jdbi;

    @Inject
    Entries entries;

    /// @param customers whose; null: of all
    /// @param knownAt counts only what was recorded by then; null: as known now
    @Transactional
    SortedMap<String, Inputs> read(List<Long> customers, LocalDate from, LocalDate to, Instant knownAt) {
        if (knownAt == null) {
            return asKnownNow(customers, from, to);
        }
        List<Long> all = customers == null ? allCustomers() : customers;
        SortedMap<String, Inputs> sum = new TreeMap<>();
        for (int i = 0; i < all.size(); i += CHUNK) {
            List<Long> chunk = all.subList(i, Math.min(i + CHUNK, all.size()));
            Reading reading = new Reading(chunk, entries.asKnown(chunk, knownAt), knownAt, from, to);
            reading.read(to.minusMonths(Countback.MONTHS).withDayOfMonth(1));
            reading.inputs.forEach((currency, inputs) ->
                    sum.computeIfAbsent(currency, _ -> new Inputs()).add(inputs));
        }
        return sum;
    }

    private List<Long> allCustomers() {
        return jdbi.withHandle(handle -> handle.createQuery("select customer_id from erp_customer order by customer_id")
                .mapTo(Long.class)
                .list());
    }

    // Rare: receivables of more than the usual months. Then all months that a countback takes are read.
    private SortedMap<String, Inputs> asKnownNow(List<Long> customers, LocalDate from, LocalDate to) {
        Reading reading = new Reading(customers, null, null, from, to);
        LocalDate usual = to.minusMonths(USUAL_MONTHS).withDayOfMonth(1);
        LocalDate earliest = from.isBefore(usual) ? from.withDayOfMonth(1) : usual;
        LocalDate farthest = to.minusMonths(Countback.MONTHS).withDayOfMonth(1);
        reading.read(earliest);
        boolean open = reading.inputs.values().stream()
                .anyMatch(inputs -> !inputs.countback(to).exhausted());
        if (open && farthest.isBefore(earliest)) {
            reading.readSales(farthest);
        }
        return reading.inputs;
    }

    private interface Row {
        void read(Inputs into, ResultSet row) throws SQLException;
    }

    /// One run of the statements.
    private final class Reading {

        private final List<Long> customers;
        private final List<Entry> folded;
        private final Instant knownAt;
        private final LocalDate from;
        private final LocalDate to;
        private final SortedMap<String, Inputs> inputs = new TreeMap<>();

        Reading(List<Long> customers, List<Entry> folded, Instant knownAt, LocalDate from, LocalDate to) {
            this.customers = customers;
            this.folded = folded;
            this.knownAt = knownAt;
            this.from = from;
            this.to = to;
        }

        void read(LocalDate earliest) {
            run(OPEN, to, (into, row) -> {
                into.ending = orZero(row.getBigDecimal("open"));
                into.current = orZero(row.getBigDecimal("current"));
                into.unapplied = orZero(row.getBigDecimal("unapplied"));
                into.openLate = row.getLong("late");
            });
            run(OPEN, from.minusDays(1), (into, row) -> into.beginning = orZero(row.getBigDecimal("open")));
            readSales(earliest);
            run(INVOICES, to, (into, row) -> {
                into.closed = into.closed.plus(new Inputs.Closed(
                        row.getLong("invoices"),
                        row.getLong("late"),
                        row.getLong("without_payment"),
                        row.getBigDecimal("paid"),
                        row.getBigDecimal("paid_late"),
                        row.getBigDecimal("days_to_pay"),
                        row.getBigDecimal("days_late"),
                        row.getBigDecimal("days_overdue")));
                if (row.getObject("days") != null) {
                    into.survival.add(row.getInt("days"), row.getLong("paid_up"), row.getLong("censored"));
                }
            });
            run(
                    DISCOUNTS,
                    to,
                    (into, row) -> into.discounts = new Inputs.Discounts(
                            row.getLong("offers"),
                            row.getBigDecimal("offered"),
                            row.getBigDecimal("taken"),
                            row.getBigDecimal("unearned")));
        }

        void readSales(LocalDate earliest) {
            inputs.values().forEach(each -> {
                each.monthly.clear();
                each.sales = BigDecimal.ZERO;
                each.salesTerms = BigDecimal.ZERO;
                each.rollingSales = BigDecimal.ZERO;
            });
            LocalDate rolling = CurrencyMetrics.rollingFrom(to);
            LocalDate first = List.of(earliest, from, rolling).stream()
                    .min(LocalDate::compareTo)
                    .orElseThrow();
            run(SALES, to, first, (into, row) -> {
                into.monthly.put(YearMonth.from(row.getObject("month", LocalDate.class)), row.getBigDecimal("amount"));
                into.sales = into.sales.add(row.getBigDecimal("in_window"));
                into.salesTerms = into.salesTerms.add(row.getBigDecimal("terms"));
                into.rollingSales = into.rollingSales.add(row.getBigDecimal("in_rolling"));
            });
        }

        private void run(String sql, LocalDate asOf, Row row) {
            run(sql, asOf, asOf, row);
        }

        private void run(String sql, LocalDate asOf, LocalDate earliest, Row each) {
            jdbi.useHandle(handle -> bind(handle.createQuery(prefix(sql) + sql), asked(sql), asOf, earliest)
                    .map((row, _) -> {
                        each.read(inputs.computeIfAbsent(row.getString("currency"), _ -> new Inputs()), row);
                        return row.getString("currency");
                    })
                    .list());
        }

        private String prefix(String sql) {
            if (folded != null) {
                return Objects.equals(sql, INVOICES) ? AS_KNOWN + ", " : AS_KNOWN;
            }
            return Objects.equals(sql, INVOICES) ? "with " : Objects.equals(sql, OPEN) ? AS_KNOWN_NOW : "";
        }

        // What was folded is all theirs already.
        private List<Long> asked(String sql) {
            return folded == null || Objects.equals(sql, DISCOUNTS) ? customers : null;
        }

        private Query bind(Query query, List<Long> asked, LocalDate asOf, LocalDate earliest) {
            query.getConfig(org.jdbi.v3.core.statement.SqlStatements.class).setUnusedBindingAllowed(true);
            Whose.withItems(query, "customer_id", asked, "asOf")
                    .bind("asOf", asOf)
                    .bind("earliest", earliest)
                    .bind("from", from)
                    .bind("to", to)
                    .bind("rolling", CurrencyMetrics.rollingFrom(to))
                    .bind("knownAt", knownAt);
            return folded == null ? query : bindEntries(query);
        }

        private Query bindEntries(Query query) {
            return query.bindArray(
                            "sides",
                            String.class,
                            folded.stream().map(entry -> entry.side().name()).toList())
                    .bindArray(
                            "documents",
                            Long.class,
                            folded.stream().map(Entry::document).toList())
                    .bindArray(
                            "instalments",
                            Integer.class,
                            folded.stream().map(Entry::instalment).toList())
                    .bindArray(
                            "owners",
                            Long.class,
                            folded.stream().map(Entry::customer).toList())
                    .bindArray(
                            "currencies",
                            String.class,
                            folded.stream().map(Entry::currency).toList())
                    .bindArray(
                            "issued",
                            LocalDate.class,
                            folded.stream().map(Entry::issueDate).toList())
                    .bindArray(
                            "due",
                            LocalDate.class,
                            folded.stream().map(Entry::dueDate).toList())
                    .bindArray(
                            "judged",
                            LocalDate.class,
                            folded.stream().map(Entry::judgedDue).toList())
                    .bindArray(
                            "dates",
                            LocalDate.class,
                            folded.stream().map(Entry::date).toList())
                    .bindArray(
                            "amounts",
                            BigDecimal.class,
                            folded.stream().map(Entry::amount).toList())
                    .bindArray(
                            "causes",
                            String.class,
                            folded.stream().map(entry -> entry.cause().name()).toList())
                    .bindArray(
                            "sources",
                            Long.class,
                            folded.stream().map(Entry::source).toList());
        }
    }

    private static BigDecimal orZero(BigDecimal sum) {
        return sum == null ? BigDecimal.ZERO : sum;
    }
}
