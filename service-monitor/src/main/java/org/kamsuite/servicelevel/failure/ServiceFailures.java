package org.kamsuite.servicelevel.failure;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.ContractViolation;
import org.kamsuite.contracts.servicelevel.ServiceFailureDetected;
import org.kamsuite.contracts.servicelevel.ServiceFailureKind;
import org.kamsuite.platform.outbox.Outbox;
import org.kamsuite.platform.rest.Cursor;
import org.kamsuite.platform.rest.Page;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.platform.rest.Scope;
import org.kamsuite.platform.snapshot.TouchedAccounts;
import org.kamsuite.servicelevel.period.Period;

/// Tells each failure of an account's order lines once, and lists them.
///
/// An account is touched when documents of its customers come, when a customer becomes its own, on every new day, and
/// when a failure has settled: all that makes a failure known or true. Its row in `touched_account` is held
/// meanwhile, so no two replicas tell of the same account; and the mark that a failure was told is in the transaction
/// of its event.
@ApplicationScoped
public class ServiceFailures {

    /// The most that one transaction tells; an import of years of history goes on in the next ones.
    static final int BATCH = 1_000;

    private static final String ALL_CUSTOMERS = "erp_customer c";

    private static final String CUSTOMERS = """
            (select account_scope(:account, :to, :grouped) as account_id) a
            join erp_customer c on c.account_id = a.account_id""";

    private record Row(long subjectId, ServiceFailureView view) {}

    @Inject
    Jdbi jdbi;

    @Inject
    Outbox outbox;

    @Inject
    TouchedAccounts touched;

    @Inject
    Clock clock;

    /// Appends the failures of these accounts that have come true and were never told, the oldest first.
    @Transactional(Transactional.TxType.MANDATORY)
    public void publish(Collection<UUID> accountIds) {
        LocalDate today = today();
        List<ServiceFailureDetected> told = jdbi.withHandle(handle -> handle.createQuery("""
                        with due as (
                            select f.subject_id, f.line, f.kind, c.account_id
                            from erp_customer c
                            join service_failure f on f.customer_id = c.customer_id
                            where c.account_id = any(:accounts) and f.published_at is null and f.occurred_on <= :today
                                and f.settles_at is null
                            order by f.occurred_on, f.subject_id, f.line, f.kind
                            limit :limit
                            for update of f skip locked),
                        told as (
                            update service_failure f set published_at = :now from due d
                            where f.subject_id = d.subject_id and f.line = d.line and f.kind = d.kind
                            returning f.*, d.account_id)
                        select t.*, s.number from told t join subject s on s.subject_id = t.subject_id
                        order by t.occurred_on, t.subject_id, t.line, t.kind""")
                .bindArray("accounts", UUID.class, accountIds)
                .bind("today", today)
                .bind("now", clock.instant())
                .bind("limit", BATCH)
                .map((row, _) -> event(row, today))
                .list());
        outbox.append(told);
        if (told.size() == BATCH) {
            touched.markAccounts(waiting(accountIds, today));
        }
    }

    /// Failures that were learned after their day are told when nothing changed them for a while.
    @Scheduled(every = "{kam.failures.every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void settle() {
        while (QuarkusTransaction.requiringNew().call(this::settleBatch) == BATCH) {
            // more have settled
        }
    }

    private int settleBatch() {
        List<Long> customers = jdbi.withHandle(handle -> handle.createQuery("""
                        update service_failure f set settles_at = null
                        from (
                            select subject_id, line, kind from service_failure
                            where settles_at <= :now order by settles_at limit :limit for update skip locked) s
                        where f.subject_id = s.subject_id and f.line = s.line and f.kind = s.kind
                        returning f.customer_id""")
                .bind("now", clock.instant())
                .bind("limit", BATCH)
                .mapTo(Long.class)
                .list());
        touched.markCustomers(customers);
        return customers.size();
    }

    private List<UUID> waiting(Collection<UUID> accountIds, LocalDate today) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select distinct c.account_id
                        from erp_customer c
                        where c.account_id = any(:accounts) and exists (
                            select from service_failure f
                            where f.customer_id = c.customer_id and f.published_at is null
                                and f.occurred_on <= :today and f.settles_at is null)""")
                .bindArray("accounts", UUID.class, accountIds)
                .bind("today", today)
                .mapTo(UUID.class)
                .list());
    }

    private static ServiceFailureDetected event(ResultSet row, LocalDate today) throws SQLException {
        return new ServiceFailureDetected(
                row.getObject("account_id", UUID.class),
                row.getString("number"),
                row.getString("line"),
                kind(row),
                row.getObject("occurred_on", LocalDate.class),
                days(row, today),
                tellable(row.getBigDecimal("quantity")),
                row.getString("delivery"));
    }

    /// Null when it is a sum of more digits than a quantity may have.
    private static BigDecimal tellable(BigDecimal quantity) {
        try {
            Check.notNegativeAmount("quantity", quantity);
            return quantity;
        } catch (ContractViolation e) {
            return null;
        }
    }

    private static ServiceFailureKind kind(ResultSet row) throws SQLException {
        return ServiceFailureKind.valueOf(row.getString("kind"));
    }

    /// Calendar days after the target date, up to the delivery or else today; null when it is not about time, or no
    /// longer true.
    private static Integer days(ResultSet row, LocalDate today) throws SQLException {
        LocalDate until = row.getObject("until", LocalDate.class);
        if (kind(row) != ServiceFailureKind.LATE || (until == null && !row.getBoolean("stands"))) {
            return null;
        }
        LocalDate target = row.getObject("occurred_on", LocalDate.class).minusDays(1);
        return Math.toIntExact(ChronoUnit.DAYS.between(target, until == null ? today : until));
    }

    /// Those that came true in the period, the latest first.
    ///
    /// @param account null: of all accounts
    /// @param kind null: of any kind
    Page<ServiceFailureView> list(
            UUID account, Scope scope, ServiceFailureKind kind, Period period, int limit, String cursor) {
        Cursor after = Cursor.parse(cursor, 4);
        LocalDate today = today();
        String customers = account == null ? ALL_CUSTOMERS : CUSTOMERS;
        // "offset 0" makes PostgreSQL look each customer up in the index of his own failures.
        String sql = """
                with page as (
                    select c.account_id, f.*
                    from %s
                    cross join lateral (
                        select * from service_failure f
                        where f.customer_id = c.customer_id and f.occurred_on between :from and :to
                            and f.occurred_on <= :today and f.kind = coalesce(:kind, f.kind)
                            and (:first or (f.occurred_on, f.subject_id, f.line, f.kind)
                                < (cast(:on as date), :subject, :line, :afterKind))
                        offset 0) f
                    where c.account_id is not null
                    order by f.occurred_on desc, f.subject_id desc, f.line desc, f.kind desc
                    limit :limit)
                select p.*, s.system, s.number, l.sku, l.unit
                from page p
                join subject s on s.subject_id = p.subject_id
                left join order_line l on l.subject_id = p.subject_id and l.line = p.line
                order by p.occurred_on desc, p.subject_id desc, p.line desc, p.kind desc""".formatted(customers);
        List<Row> rows = jdbi.withHandle(handle -> {
            Query query = handle.createQuery(sql);
            if (account != null) {
                query.bind("account", account).bind("grouped", scope.grouped());
            }
            return query.bind("kind", kind == null ? null : kind.name())
                    .bind("from", period.from())
                    .bind("to", period.to())
                    .bind("today", today)
                    .bind("first", after == null)
                    .bind("on", after == null ? today : date(after.keys().get(0)))
                    .bind("subject", after == null ? 0 : number(after.keys().get(1)))
                    .bind("line", after == null ? "" : after.keys().get(2))
                    .bind("afterKind", after == null ? "" : after.keys().get(3))
                    .bind("limit", limit + 1)
                    .map((row, _) -> new Row(row.getLong("subject_id"), view(row, today)))
                    .list();
        });
        Page<Row> page = Page.of(
                rows,
                limit,
                row -> Cursor.of(
                        row.view().occurredOn(),
                        row.subjectId(),
                        row.view().line(),
                        row.view().kind()));
        return new Page<>(page.items().stream().map(Row::view).toList(), page.nextCursor());
    }

    private static ServiceFailureView view(ResultSet row, LocalDate today) throws SQLException {
        var published = row.getTimestamp("published_at");
        return new ServiceFailureView(
                row.getObject("account_id", UUID.class),
                row.getString("system"),
                row.getString("number"),
                row.getString("line"),
                row.getString("sku"),
                kind(row),
                row.getObject("occurred_on", LocalDate.class),
                days(row, today),
                row.getObject("until", LocalDate.class),
                plain(row.getBigDecimal("quantity")),
                row.getString("unit"),
                row.getString("delivery"),
                row.getBoolean("stands"),
                published == null ? null : published.toInstant());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), clock.getZone());
    }

    private static BigDecimal plain(BigDecimal quantity) {
        BigDecimal stripped = quantity.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static LocalDate date(String key) {
        try {
            LocalDate date = LocalDate.parse(key);
            Check.date("cursor", date);
            return date;
        } catch (DateTimeException | ContractViolation e) {
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
