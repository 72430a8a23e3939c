package org.kamsuite.servicelevel.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.platform.rest.Cursor;
import org.kamsuite.platform.rest.Page;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.platform.rest.Scope;
import org.kamsuite.servicelevel.period.Period;

/// Lists the lines behind the rates, the worst first.
@ApplicationScoped
class MissedLines {

    private record Row(long subjectId, MissedLineView view) {}

    @Inject
    Jdbi jdbi;

    Page<MissedLineView> list(
            UUID account, Period period, Scope scope, Basis basis, Miss miss, int limit, String cursor) {
        Cursor after = Cursor.parse(cursor, 3);
        String sql = """
                select * from (
                    select c.account_id, s.system, s.number, t.*
                    from erp_customer c
                    cross join lateral (
                        select l.*, %1$s as target, %2$s - (%1$s) as days_late from order_line l
                        where l.customer_id = c.customer_id and l.standing = 'OPEN' and %3$s between :from and :to
                            and %1$s is not null and %4$s offset 0) t
                    join subject s on s.subject_id = t.subject_id
                    where c.account_id in (select account_scope(:account, :to, :grouped))) missed
                where :first or (-days_late, subject_id, line) > (:days, :subject, :line)
                order by -days_late, subject_id, line
                limit :limit""".formatted(
                        basis.target(),
                        miss == Miss.OVERDUE ? "cast(:to as date)" : "l.delivered_on",
                        basis.windowDay(),
                        condition(miss, basis));
        List<Row> rows = jdbi.withHandle(handle -> handle.createQuery(sql)
                .bind("account", account)
                .bind("from", period.from())
                .bind("to", period.to())
                .bind("grouped", scope.grouped())
                .bind("first", after == null)
                .bind("days", after == null ? 0 : number(after.keys().get(0)))
                .bind("subject", after == null ? 0 : number(after.keys().get(1)))
                .bind("line", after == null ? "" : after.keys().get(2))
                .bind("limit", limit + 1)
                .map((row, _) -> new Row(row.getLong("subject_id"), view(row, period)))
                .list());
        Page<Row> page = Page.of(
                rows,
                limit,
                row -> Cursor.of(
                        -row.view().daysLate(), row.subjectId(), row.view().line()));
        return new Page<>(page.items().stream().map(Row::view).toList(), page.nextCursor());
    }

    private static String condition(Miss miss, Basis basis) {
        return switch (miss) {
            case LATE -> "l.delivered_on <= :to and l.delivered_on > " + basis.target();
            case OVERDUE -> "(l.delivered_on is null or l.delivered_on > :to)";
            case SHORT -> "l.delivered_on <= :to and not l.in_full";
        };
    }

    private static MissedLineView view(ResultSet row, Period period) throws SQLException {
        LocalDate delivered = row.getObject("delivered_on", LocalDate.class);
        String measuredAt = row.getString("measured_at");
        return new MissedLineView(
                row.getObject("account_id", UUID.class),
                row.getString("system"),
                row.getString("number"),
                row.getString("line"),
                row.getString("sku"),
                row.getObject("ordered_on", LocalDate.class),
                row.getObject("target", LocalDate.class),
                row.getObject("first_requested_on", LocalDate.class),
                delivered == null || delivered.isAfter(period.to()) ? null : delivered,
                row.getInt("days_late"),
                plain(row.getBigDecimal("ordered")),
                plain(row.getBigDecimal("accepted")),
                row.getString("unit"),
                row.getBoolean("in_full"),
                measuredAt == null ? null : MeasuredAt.valueOf(measuredAt));
    }

    private static BigDecimal plain(BigDecimal quantity) {
        BigDecimal stripped = quantity.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static long number(String key) {
        try {
            return Long.parseLong(key);
        } catch (NumberFormatException e) {
            throw Problem.badRequest("cursor", "is not a cursor of this list");
        }
    }
}
