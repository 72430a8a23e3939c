package org.kamsuite.scoring.sales;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.contracts.Money;
import org.kamsuite.platform.account.AccountDirectory;
import org.kamsuite.platform.rest.Scope;

/// What was sold to an account, month by month.
@ApplicationScoped
class MonthlySales {

    @Inject
    Jdbi jdbi;

    @Inject
    AccountDirectory directory;

    /// A 404 problem for an unknown account; no months for one without business.
    SalesView of(UUID accountId, LocalDate from, LocalDate to, Scope scope) {
        String name = directory.require(accountId).legalName();
        List<SalesView.Month> months = jdbi.withHandle(handle -> handle.createQuery("""
                        with members as (
                            %s
                        )
                        select to_char(d.day, 'YYYY-MM'), d.currency, sum(d.revenue), sum(d.gross_revenue),
                            sum(d.invoiced), sum(d.costed), sum(d.cost), sum(d.invoices), sum(d.credit_notes),
                            sum(d.orders)
                        from members m
                        join erp_customer c on c.account_id = m.account_id
                        join sales_day d on d.customer_id = c.customer_id
                        where d.day between :from and :to and d.invoices + d.credit_notes + d.orders > 0
                        group by 1, 2
                        order by 1, 2""".formatted(Members.ofOne()))
                .bind("account", accountId)
                .bind("asOf", to)
                .bind("grouped", scope.grouped())
                .bind("from", from)
                .bind("to", to)
                .map((row, _) -> month(row))
                .list());
        return new SalesView(accountId, name, from, to, scope, months);
    }

    private static SalesView.Month month(ResultSet row) throws SQLException {
        String currency = row.getString(2);
        BigDecimal revenue = row.getBigDecimal(3);
        BigDecimal invoiced = row.getBigDecimal(5);
        BigDecimal costed = row.getBigDecimal(6);
        BigDecimal cost = row.getBigDecimal(7);
        boolean known = invoiced.signum() > 0 && costed.signum() > 0;
        // Only when every line told its cost is the difference the margin; else it would be too high.
        boolean whole = known && costed.compareTo(invoiced) == 0;
        return new SalesView.Month(
                YearMonth.parse(row.getString(1)),
                currency,
                new Money(revenue, currency),
                new Money(row.getBigDecimal(4), currency),
                known ? new Money(cost, currency) : null,
                whole ? new Money(revenue.subtract(cost), currency) : null,
                known ? costed.divide(invoiced, MathContext.DECIMAL64).min(BigDecimal.ONE) : BigDecimal.ZERO,
                row.getInt(8),
                row.getInt(9),
                row.getInt(10));
    }
}
