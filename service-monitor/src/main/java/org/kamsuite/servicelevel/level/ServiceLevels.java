package org.kamsuite.servicelevel.level;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.kamsuite.platform.rest.Cursor;

/// Counts line and inquiry states: one statement, whether for one account or for all. Percentiles are nearest-rank.
@ApplicationScoped
class ServiceLevels {

    /// The figures over all accounts.
    ///
    /// @param accounts how many they are
    /// @param unassigned the figures of customers without an account
    record Total(long accounts, Figures figures, Figures unassigned) {}

    /// One row more than asked for tells that there is a next page.
    record Ranked(Figures figures, String sortKey) {}

    record Portfolio(List<Ranked> rows, Total total) {}

    private record Row(boolean total, boolean known, long accounts, String sortKey, Figures figures) {}

    // Totals and customers without an account have no owner; a null would keep the parts from being joined by hash.
    private static final String NOBODY = "cast('00000000-0000-0000-0000-000000000000' as uuid)";

    private static final String OF_ACCOUNT = """
            select c.customer_id, cast(:account as uuid) as owner, true as known
            from account_scope(cast(:account as uuid), :to, :grouped) as s(account_id)
            cross join lateral (select customer_id from erp_customer where account_id = s.account_id offset 0) c""";

    private static final String OF_ACCOUNTS = """
            select customer_id, account_id as owner, true as known from erp_customer where account_id = any(:accounts)""";

    private static final String OF_ALL = """
            select customer_id, account_id as owner, account_id is not null as known from erp_customer""";

    private static final String OF_ALL_GROUPS = """
            select c.customer_id, coalesce(r.root_id, c.account_id) as owner, c.account_id is not null as known
            from erp_customer c left join account_root(:to) r on r.account_id = c.account_id""";

    // Of the lines or of the orders, whichever is counted: summed together with what else is told about them.
    private static final String UNITS = """
            ,
                    count(*) filter (where $open and due) as due_units,
                    count(*) filter (where $open and slip is not null) as delivered_units,
                    count(*) filter (where $open and slip <= 0) as on_time,
                    count(*) filter (where $open and slip is not null and in_full) as in_full,
                    count(*) filter (where $open and slip <= 0 and in_full) as otif,
                    count(*) filter (where $open and slip > 0) as late_units,
                    sum(slip) filter (where $open and slip > 0) as days_late,
                    max(slip) filter (where $open and slip > 0) as most_days_late,
                    percentile_disc(0.5) within group (order by lead) filter (where $open) as lead_p50,
                    percentile_disc(0.9) within group (order by lead) filter (where $open) as lead_p90,
                    sum(lead) filter (where $open) as lead_days""";

    // Makes PostgreSQL look each customer up in the index of his own documents, whatever it believes about how many
    // customers a group has: an account's figures cost the same however many documents the others have. For all
    // accounts one pass over the documents is less.
    private static final String ONE_BY_ONE = "offset 0";

    private static final String FIGURES = """
            with owner as (%s),
            line as (
                select o.known, o.owner, t.*, t.target is not null as due, t.delivered_on - t.target as slip,
                    case when t.target is not null then t.delivered_on - t.ordered_on end as lead
                from owner o cross join lateral (
                    select l.subject_id, l.standing, l.measured_at, l.in_full, l.ordered_on, %s as target,
                        %s as fallback, case when l.delivered_on <= :to then l.delivered_on end as delivered_on
                    from order_line l
                    where l.customer_id = o.customer_id and %s between :from and :to $each) t),
            by_order as (
                select known, owner, bool_or(due) as due, max(slip) as slip,
                    coalesce(bool_and(in_full and slip is not null) filter (where due), false) as in_full,
                    max(delivered_on) filter (where due) - min(ordered_on) as lead
                from line where standing = 'OPEN' group by known, owner, subject_id),
            lines as (
                select known, coalesce(owner, $nobody) as id, grouping(owner) = 1 as total,
                    count(*) filter (where standing = 'OPEN') as lines,
                    count(*) filter (where standing = 'OPEN' and due) as due_lines,
                    count(*) filter (where standing = 'OPEN' and slip is not null) as delivered_lines,
                    count(*) filter (where standing = 'OPEN' and slip > 0) as late_lines,
                    count(*) filter (where standing = 'OPEN' and due and slip is null) as overdue_lines,
                    count(*) filter (where standing = 'OPEN' and due and fallback) as fallback_lines,
                    count(*) filter (where standing = 'OPEN' and slip is not null and measured_at = 'DESPATCH')
                        as despatch_lines,
                    count(*) filter (where standing = 'CANCELLED') as cancelled_lines,
                    count(*) filter (where standing = 'REFUSED') as refused_lines$lineUnits
                from line group by grouping sets ((known, owner), (known))),
            orders as (
                select known, coalesce(owner, $nobody) as id, grouping(owner) = 1 as total, count(*) as orders,
                    count(*) filter (where due) as due_orders, count(slip) as delivered_orders,
                    count(*) filter (where slip > 0) as late_orders$orderUnits
                from by_order group by grouping sets ((known, owner), (known))),
            responses as (
                select o.known, coalesce(o.owner, $nobody) as id, grouping(o.owner) = 1 as total, count(*) as inquiries,
                    count(i.first_response_us) as responded, count(i.resolution_us) as resolved,
                    percentile_disc(0.5) within group (order by i.first_response_us) as response_p50,
                    percentile_disc(0.9) within group (order by i.first_response_us) as response_p90,
                    percentile_disc(0.5) within group (order by i.resolution_us) as resolution_p50,
                    percentile_disc(0.9) within group (order by i.resolution_us) as resolution_p90,
                    sum(i.resolution_us) as resolution_total
                from owner o cross join lateral (
                    select i.first_response_us, i.resolution_us from inquiry i
                    where i.customer_id = o.customer_id and i.opened_on between :from and :to $each) i
                group by grouping sets ((o.known, o.owner), (o.known))),
            figures as (
                select known, total, nullif(id, $nobody) as owner, d.legal_name, lines, due_lines, delivered_lines,
                    late_lines, overdue_lines, fallback_lines, despatch_lines, cancelled_lines, refused_lines, orders,
                    due_orders, delivered_orders, late_orders, due_units, delivered_units, on_time, in_full, otif,
                    late_units, days_late, most_days_late, lead_p50, lead_p90, lead_days, inquiries, responded,
                    resolved, response_p50, response_p90, resolution_p50, resolution_p90, resolution_total
                from lines left join orders using (known, total, id) full join responses using (known, total, id)
                left join account_directory d on d.account_id = id)
            """.replace("$nobody", NOBODY);

    @Inject
    Jdbi jdbi;

    /// Of one account or its group.
    Figures of(UUID account, Question question) {
        String sql = figures(OF_ACCOUNT, ONE_BY_ONE, question)
                + "select 0 as accounts, null as sort_key, f.* from figures f where total and known";
        return query(
                        sql,
                        question,
                        query -> query.bind("account", account)
                                .bind("grouped", question.scope().grouped()))
                .stream()
                .map(Row::figures)
                .findFirst()
                .orElse(Figures.NONE);
    }

    /// Of these accounts, each for itself; one without any line or inquiry in the period is left out.
    Map<UUID, Figures> of(Collection<UUID> accounts, Question question) {
        String sql = figures(OF_ACCOUNTS, ONE_BY_ONE, question)
                + "select 0 as accounts, null as sort_key, f.* from figures f where not total";
        return query(sql, question, query -> query.bindArray("accounts", UUID.class, accounts)).stream()
                .map(Row::figures)
                .collect(Collectors.toMap(Figures::owner, figures -> figures));
    }

    /// Of all accounts (or groups), a page of them, and their total.
    Portfolio portfolio(Question question, Sort sort, Cursor after, int limit) {
        String sql = figures(question.scope().grouped() ? OF_ALL_GROUPS : OF_ALL, "", question)
                + """
                , ranked as (select %s as sort_key, f.* from figures f where not total and known)
                select (select count(*) from ranked) as accounts, null as sort_key, f.* from figures f where total
                union all
                (select 0, cast(sort_key as text), known, total, owner, legal_name, lines, due_lines, delivered_lines,
                    late_lines, overdue_lines, fallback_lines, despatch_lines, cancelled_lines, refused_lines, orders,
                    due_orders, delivered_orders, late_orders, due_units, delivered_units, on_time, in_full, otif,
                    late_units, days_late, most_days_late, lead_p50, lead_p90, lead_days, inquiries, responded,
                    resolved, response_p50, response_p90, resolution_p50, resolution_p90, resolution_total
                from ranked
                where cast(:afterKey as text) is null
                    or (sort_key, owner) > (cast(:afterKey as %s), cast(:afterOwner as uuid))
                order by ranked.sort_key, ranked.owner limit :limit)
                """.formatted(sort.key(), sort.type());
        List<Row> rows = query(
                sql,
                question,
                query -> query.bind("limit", limit + 1)
                        .bind("afterKey", after == null ? null : after.keys().get(0))
                        .bind("afterOwner", after == null ? null : after.keys().get(1)));
        Figures total = Figures.NONE;
        Figures unassigned = Figures.NONE;
        long accounts = 0;
        for (Row row : rows) {
            if (row.total() && row.known()) {
                total = row.figures();
                accounts = row.accounts();
            } else if (row.total()) {
                unassigned = row.figures();
            }
        }
        return new Portfolio(
                rows.stream()
                        .filter(row -> !row.total())
                        .map(row -> new Ranked(row.figures(), row.sortKey()))
                        .toList(),
                new Total(accounts, total, unassigned));
    }

    private static String figures(String owners, String each, Question question) {
        boolean byLine = question.grain() == Grain.LINE;
        return FIGURES.replace("$each", each)
                .replace("$lineUnits", byLine ? UNITS.replace("$open", "standing = 'OPEN'") : "")
                .replace("$orderUnits", byLine ? "" : UNITS.replace("$open", "true"))
                .formatted(
                        owners,
                        question.basis().target(),
                        question.basis().fallback(),
                        question.basis().windowDay());
    }

    private List<Row> query(String sql, Question question, Consumer<Query> binds) {
        return jdbi.withHandle(handle -> {
            Query query = handle.createQuery(sql)
                    .bind("from", question.period().from())
                    .bind("to", question.period().to());
            binds.accept(query);
            return query.map((row, _) -> row(row)).list();
        });
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getBoolean("total"),
                row.getBoolean("known"),
                row.getLong("accounts"),
                row.getString("sort_key"),
                new Figures(
                        row.getObject("owner", UUID.class),
                        row.getString("legal_name"),
                        new Figures.Lines(
                                row.getLong("lines"),
                                row.getLong("due_lines"),
                                row.getLong("delivered_lines"),
                                row.getLong("late_lines"),
                                row.getLong("overdue_lines"),
                                row.getLong("fallback_lines"),
                                row.getLong("despatch_lines"),
                                row.getLong("cancelled_lines"),
                                row.getLong("refused_lines")),
                        new Figures.Units(
                                row.getLong("due_units"),
                                row.getLong("delivered_units"),
                                row.getLong("on_time"),
                                row.getLong("in_full"),
                                row.getLong("otif"),
                                row.getLong("late_units"),
                                row.getLong("days_late"),
                                row.getObject("most_days_late", Integer.class),
                                row.getObject("lead_p50", Integer.class),
                                row.getObject("lead_p90", Integer.class),
                                row.getLong("lead_days")),
                        new Figures.Orders(
                                row.getLong("orders"),
                                row.getLong("due_orders"),
                                row.getLong("delivered_orders"),
                                row.getLong("late_orders")),
                        new Figures.Responses(
                                row.getLong("inquiries"),
                                row.getLong("responded"),
                                row.getLong("resolved"),
                                row.getObject("response_p50", Long.class),
                                row.getObject("response_p90", Long.class),
                                row.getObject("resolution_p50", Long.class),
                                row.getObject("resolution_p90", Long.class),
                                row.getBigDecimal("resolution_total") == null
                                        ? BigDecimal.ZERO
                                        : row.getBigDecimal("resolution_total"))));
    }
}
