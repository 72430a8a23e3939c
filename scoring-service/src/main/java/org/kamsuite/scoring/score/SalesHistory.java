package org.kamsuite.scoring.score;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.kamsuite.platform.rest.Scope;
import org.kamsuite.scoring.sales.Members;

/// Reads what scores need, in one statement for the whole portfolio.
@ApplicationScoped
class SalesHistory {

    private record Row(
            UUID accountId,
            String name,
            String accountCurrency,
            LocalDate firstBusiness,
            LocalDate firstBilling,
            SubjectSales.InCurrency sales,
            SubjectSales.Payment payment) {}

    @Inject
    Jdbi jdbi;

    List<SubjectSales> ofAll(LocalDate asOf, Scope scope) {
        return jdbi.withHandle(handle -> subjects(handle.createQuery(sql(Members.ofAll(scope))), asOf));
    }

    /// These accounts, each for itself, as far as there are such accounts.
    List<SubjectSales> of(Collection<UUID> accounts, LocalDate asOf) {
        return jdbi.withHandle(handle ->
                subjects(handle.createQuery(sql(Members.ofSome())).bindArray("accounts", UUID.class, accounts), asOf));
    }

    /// One account, alone or with all that belong to it.
    SubjectSales ofOne(UUID account, LocalDate asOf, Scope scope) {
        return jdbi.withHandle(handle -> subjects(
                        handle.createQuery(sql(Members.ofOne()))
                                .bind("account", account)
                                .bind("grouped", scope.grouped()),
                        asOf)
                .getFirst());
    }

    private static String sql(String members) {
        return """
                with members as (
                    %s
                ), customer as (
                    select m.subject_id, m.account_id, c.customer_id, b.day as first_business,
                        case when b.billed then b.day else (
                            select min(day) from sales_day d where d.customer_id = c.customer_id and day <= :asOf
                                and invoices + credit_notes > 0) end as first_billing
                    from members m
                    join erp_customer c on c.account_id = m.account_id
                    left join lateral (
                        select day, invoices + credit_notes > 0 as billed from sales_day d
                        where d.customer_id = c.customer_id and day <= :asOf and invoices + credit_notes + orders > 0
                        order by day limit 1) b on true
                ), span as (
                    select subject_id, min(first_business) as first_business, min(first_billing) as first_billing,
                        count(distinct account_id) filter (where first_billing is not null) as billed
                    from customer group by subject_id
                ), payment as (
                    select m.subject_id, sum(p.days_beyond_terms * p.invoices) / sum(p.invoices) as days_beyond_terms,
                        sum(p.invoices) as settled, count(*) as accounts, max(p.as_of) as behaviour_as_of,
                        bool_or(p.drifting) as drifting
                    from members m
                    cross join lateral (
                        select * from payment_behaviour p
                        where p.account_id = m.account_id and p.as_of <= :asOf
                        order by p.as_of desc limit 1) p
                    where p.days_beyond_terms is not null and p.invoices > 0
                    group by m.subject_id
                ), sales as (
                    select c.subject_id, d.currency,
                        coalesce(sum(d.revenue) filter (where day < :last12), 0) as before12,
                        coalesce(sum(d.revenue) filter (where day >= :last12 and day < :last6), 0) as before6,
                        coalesce(sum(d.revenue) filter (where day >= :last6 and day < :last3), 0) as before3,
                        coalesce(sum(d.revenue) filter (where day >= :last3), 0) as last3,
                        coalesce(sum(d.invoiced) filter (where day >= :last12), 0) as invoiced,
                        coalesce(sum(d.costed) filter (where day >= :last12), 0) as costed,
                        coalesce(sum(d.cost) filter (where day >= :last12), 0) as cost,
                        sum(d.invoices + d.credit_notes) as documents,
                        coalesce(bit_or(1 << (width_bucket(d.day, :bounds) - 13))
                            filter (where day >= :last12 and d.invoices + d.orders > 0), 0) as months
                    from customer c
                    join sales_day d on d.customer_id = c.customer_id
                    where d.day >= :first and d.day <= :asOf and d.invoices + d.credit_notes + d.orders > 0
                    group by c.subject_id, d.currency
                )
                select a.account_id, a.legal_name, a.currency, span.first_business, span.first_billing, sales.currency,
                    before6 + before3 + last3, before12, before3 + last3, before6, last3, before3,
                    invoiced, costed, cost, documents, months,
                    days_beyond_terms, settled, accounts, coalesce(billed, 0), behaviour_as_of, drifting
                from (select distinct subject_id from members) m
                join account_directory a on a.account_id = m.subject_id
                left join span using (subject_id)
                left join payment using (subject_id)
                left join sales using (subject_id)
                order by a.account_id, sales.currency""".formatted(members);
    }

    private static List<SubjectSales> subjects(Query query, LocalDate asOf) {
        // The first days of the last 24 months, oldest first: month 24 is the one that ends on asOf.
        List<LocalDate> bounds = IntStream.range(0, 24)
                .mapToObj(i -> asOf.minusMonths(24 - i).plusDays(1))
                .toList();
        Map<UUID, List<Row>> rows = new LinkedHashMap<>();
        query.bind("asOf", asOf)
                .bind("first", bounds.getFirst())
                .bind("last12", bounds.get(12))
                .bind("last6", bounds.get(18))
                .bind("last3", bounds.get(21))
                .bindArray("bounds", LocalDate.class, bounds)
                .map((row, _) -> row(row))
                .forEach(row -> rows.computeIfAbsent(row.accountId(), _ -> new ArrayList<>())
                        .add(row));
        return rows.values().stream().map(SalesHistory::subject).toList();
    }

    private static SubjectSales subject(List<Row> rows) {
        Row first = rows.getFirst();
        return new SubjectSales(
                first.accountId(),
                first.name(),
                first.accountCurrency(),
                first.firstBusiness(),
                first.firstBilling(),
                rows.stream()
                        .map(Row::sales)
                        .filter(sales -> sales.currency() != null)
                        .toList(),
                first.payment());
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                row.getObject(4, LocalDate.class),
                row.getObject(5, LocalDate.class),
                new SubjectSales.InCurrency(
                        row.getString(6),
                        row.getBigDecimal(7),
                        row.getBigDecimal(8),
                        row.getBigDecimal(9),
                        row.getBigDecimal(10),
                        row.getBigDecimal(11),
                        row.getBigDecimal(12),
                        row.getBigDecimal(13),
                        row.getBigDecimal(14),
                        row.getBigDecimal(15),
                        row.getLong(16),
                        row.getInt(17)),
                payment(row));
    }

    private static SubjectSales.Payment payment(ResultSet row) throws SQLException {
        BigDecimal daysBeyondTerms = row.getBigDecimal(18);
        return daysBeyondTerms == null
                ? null
                : new SubjectSales.Payment(
                        daysBeyondTerms,
                        row.getLong(19),
                        row.getInt(20),
                        row.getInt(21),
                        row.getObject(22, LocalDate.class),
                        row.getBoolean(23));
    }
}
