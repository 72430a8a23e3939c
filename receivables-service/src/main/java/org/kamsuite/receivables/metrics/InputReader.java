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
import org.kamsuite.receivables.ledger.Entry;

/// Reads what the metrics are computed from, set-based. As known now it reads the projections; as known earlier
/// the same statements read the fold of the facts recorded by then, some customers at a time.
@ApplicationScoped
class InputReader {

    /// Customers that are folded at once.
    private static final int CHUNK = 200;

    /// Months of sales that suffice for most countbacks.
    private static final int USUAL_MONTHS = 12;

    private static final String MINE = "(:all or customer_id = any(:customers))";

    // Stand in for the tables of these names.
    private static final String AS_KNOWN = """
            with entry as (
                select * from unnest(:sides, :documents, :instalments, :owners, :currencies, :issued, :due, :judged, :dates,
                    :amounts, :causes, :sources)
                as e(side, document_id, instalment, customer_id, currency, issue_date, due_date, judged_due, entry_date,
                    amount, cause, source_id)
            ), item as (
                select document_id, side, instalment, min(customer_id) as customer_id, min(currency) as currency,
                    min(issue_date) as issue_date, min(due_date) as due_date, min(entry_date) as first_date,
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
                from open_items(case when :all then null else :customers end, :asOf)
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
            where side = 'OPEN' and cause = 'DOCUMENT' and entry_date between :earliest and :to and %s
            group by 1, 2""".formatted(MINE);

    // An invoice is closed when nothing is open of it at the end of the window, since its last entry by then. Nested
    // aggregates instead of joins: their cost does not depend on what the planner believes of a table that just filled.
    private static final String CLOSED = """
            select currency, count(paid) as invoices, count(*) filter (where late and paid is not null) as late,
                count(*) - count(paid) as without_payment, coalesce(sum(paid), 0) as paid,
                coalesce(sum(paid_late), 0) as paid_late, coalesce(sum(days_to_pay), 0) as days_to_pay,
                coalesce(sum(days_late), 0) as days_late, coalesce(sum(days_overdue), 0) as days_overdue
            from (
                select document_id, currency, bool_or(late) as late, sum(paid) as paid, sum(paid_late) as paid_late,
                    sum(days_to_pay) as days_to_pay, sum(days_late) as days_late, sum(days_overdue) as days_overdue
                from (
                    select document_id, instalment, currency, sum(amount) as open, max(last_date) as closed_on,
                        max(last_date) > min(judged_due) as late,
                        -sum(amount) filter (where payment and amount < 0) as paid,
                        -sum(late_amount) filter (where payment and amount < 0) as paid_late,
                        -sum(days_to_pay) filter (where payment and amount < 0) as days_to_pay,
                        -sum(days_late) filter (where payment and amount < 0) as days_late,
                        -sum(days_overdue) filter (where payment and amount < 0) as days_overdue
                    from (
                        select document_id, instalment, currency, cause in ('PAYMENT', 'DISCOUNT') as payment,
                            sum(amount) as amount, max(entry_date) as last_date, min(judged_due) as judged_due,
                            sum(amount) filter (where entry_date > judged_due) as late_amount,
                            sum(amount * (entry_date - issue_date)) as days_to_pay,
                            sum(amount * (entry_date - judged_due)) as days_late,
                            sum(amount * greatest(entry_date - judged_due, 0)) as days_overdue
                        from entry
                        where side = 'OPEN' and entry_date <= :to and document_id in (
                            select document_id from item
                            where side = 'OPEN' and settled_on >= :from and first_date <= :to and %s)
                        group by document_id, instalment, currency, cause, source_id
                    ) causes
                    group by document_id, instalment, currency
                ) instalments
                group by document_id, currency
                having sum(open) = 0 and max(closed_on) >= :from
            ) closed
            group by currency""".formatted(MINE);

    private static final String SURVIVAL = """
            select currency, days, count(*) filter (where paid) as paid, count(*) filter (where not paid) as censored
            from (
                select document_id, currency,
                    sum(amount) = 0 and bool_or(cause in ('PAYMENT', 'DISCOUNT')) as paid,
                    case when sum(amount) = 0 then max(entry_date) else cast(:to as date) end - min(issue_date) as days
                from entry
                where side = 'OPEN' and entry_date <= :to and document_id in (
                    select document_id from item
                    where side = 'OPEN' and settled_on >= :from and issue_date between :from and :to and %s)
                group by document_id, currency
            ) invoices
            group by currency, days""".formatted(MINE);

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
                    and %1$s and f.recorded_at <= coalesce(cast(:knownAt as timestamptz), 'infinity')
                    and not exists (
                        select 1 from fact n where n.document_id = f.document_id and n.revision > f.revision
                            and n.recorded_at <= coalesce(cast(:knownAt as timestamptz), 'infinity'))
                union all
                select e.currency, 0, 0, 0, -e.amount
                from entry e
                where e.cause = 'DISCOUNT' and e.side = 'OPEN' and e.entry_date between :from and :to and %1$s
                    and e.entry_date > coalesce((
                        select f.effective_date + cast(f.content -> 'discountTerms' ->> 'days' as int) from fact f
                        where f.document_id = e.document_id
                            and f.recorded_at <= coalesce(cast(:knownAt as timestamptz), 'infinity')
                        order by f.revision desc limit 1), '-infinity')
            ) discounts
            group by currency""".formatted(MINE);

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
            run(
                    CLOSED,
                    to,
                    (into, row) -> into.closed = new Inputs.Closed(
                            row.getLong("invoices"),
                            row.getLong("late"),
                            row.getLong("without_payment"),
                            row.getBigDecimal("paid"),
                            row.getBigDecimal("paid_late"),
                            row.getBigDecimal("days_to_pay"),
                            row.getBigDecimal("days_late"),
                            row.getBigDecimal("days_overdue")));
            run(
                    SURVIVAL,
                    to,
                    (into, row) -> into.survival.add(row.getInt("days"), row.getLong("paid"), row.getLong("censored")));
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
            jdbi.useHandle(handle -> bind(handle.createQuery(prefix(sql) + sql), asOf, earliest)
                    .map((row, _) -> {
                        each.read(inputs.computeIfAbsent(row.getString("currency"), _ -> new Inputs()), row);
                        return row.getString("currency");
                    })
                    .list());
        }

        private String prefix(String sql) {
            return folded != null ? AS_KNOWN : Objects.equals(sql, OPEN) ? AS_KNOWN_NOW : "";
        }

        private Query bind(Query query, LocalDate asOf, LocalDate earliest) {
            query.getConfig(org.jdbi.v3.core.statement.SqlStatements.class).setUnusedBindingAllowed(true);
            query.bind("all", customers == null)
                    .bindArray("customers", Long.class, customers == null ? List.of() : customers)
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
