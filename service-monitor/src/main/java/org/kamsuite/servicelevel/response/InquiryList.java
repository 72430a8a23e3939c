package org.kamsuite.servicelevel.response;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.platform.rest.Cursor;
import org.kamsuite.platform.rest.Page;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.platform.rest.Scope;
import org.kamsuite.servicelevel.period.Period;

/// Lists the inquiries behind the figures, newest first.
@ApplicationScoped
class InquiryList {

    private record Row(long subjectId, InquiryView view) {}

    private static final BigDecimal MICROS_OF_A_MINUTE = BigDecimal.valueOf(60_000_000);

    @Inject
    Jdbi jdbi;

    /// @param status null for all
    Page<InquiryView> list(
            UUID account, Period period, Scope scope, InquiryState.Status status, int limit, String cursor) {
        Cursor after = Cursor.parse(cursor, 2);
        List<Row> rows = jdbi.withHandle(handle -> handle.createQuery("""
                        select c.account_id, s.system, s.number, i.*
                        from erp_customer c
                        cross join lateral (
                            select * from inquiry where customer_id = c.customer_id
                                and opened_on between :from and :to offset 0) i
                        join subject s on s.subject_id = i.subject_id
                        where c.account_id in (select account_scope(:account, :to, :grouped))
                            and (cast(:status as text) is null or i.status = :status)
                            and (:first or (i.opened_at, i.subject_id) < (:openedAt, :subject))
                        order by i.opened_at desc, i.subject_id desc
                        limit :limit""")
                .bind("account", account)
                .bind("from", period.from())
                .bind("to", period.to())
                .bind("grouped", scope.grouped())
                .bind("status", status == null ? null : status.name())
                .bind("first", after == null)
                .bind(
                        "openedAt",
                        after == null ? Instant.EPOCH : instant(after.keys().get(0)))
                .bind("subject", after == null ? 0 : number(after.keys().get(1)))
                .bind("limit", limit + 1)
                .map((row, _) -> new Row(row.getLong("subject_id"), view(row)))
                .list());
        Page<Row> page = Page.of(rows, limit, row -> Cursor.of(row.view().openedAt(), row.subjectId()));
        return new Page<>(page.items().stream().map(Row::view).toList(), page.nextCursor());
    }

    private static InquiryView view(ResultSet row) throws SQLException {
        return new InquiryView(
                row.getObject("account_id", UUID.class),
                row.getString("system"),
                row.getString("number"),
                row.getString("kind"),
                row.getString("priority"),
                row.getString("channel"),
                row.getString("category"),
                row.getString("related_document"),
                InquiryState.Status.valueOf(row.getString("status")),
                instant(row.getTimestamp("opened_at")),
                instant(row.getTimestamp("answered_at")),
                instant(row.getTimestamp("resolved_at")),
                minutes(row.getObject("first_response_us", Long.class)),
                minutes(row.getObject("resolution_us", Long.class)),
                row.getInt("reopened"));
    }

    private static Instant instant(Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }

    private static BigDecimal minutes(Long micros) {
        if (micros == null) {
            return null;
        }
        BigDecimal minutes = BigDecimal.valueOf(micros)
                .divide(MICROS_OF_A_MINUTE, MathContext.DECIMAL64)
                .stripTrailingZeros();
        return minutes.scale() < 0 ? minutes.setScale(0) : minutes;
    }

    private static Instant instant(String key) {
        try {
            return Instant.parse(key);
        } catch (DateTimeException e) {
            throw Problem.badRequest("cursor", "is not a cursor of this list");
        }
    }

    private static long number(String key) {
        try {
            return Long.parseLong(key);
        } catch (NumberFormatException e) {
            throw Problem.badRequest("cursor", "is not a cursor of this list");
        }
    }
}
