package org.kamsuite.receivables.plan;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.kamsuite.contracts.receivables.PaymentPlanStatus;
import org.kamsuite.receivables.book.Histories;
import org.kamsuite.receivables.input.Moment;
import org.kamsuite.receivables.ledger.InstalmentHistory;

/// The payment plans in the database.
@ApplicationScoped
class PlanStore {

    private static final String PLANS = """
            select p.plan_id, p.account_id, p.currency, p.agreed_on, p.note, c.cancelled_on, c.cancel_reason, p.version,
                p.told, i.invoices, i.systems, i.numbers, i.amounts, t.dates, t.parts
            from payment_plan p
            left join lateral (
                -- without a time it was cancelled by an earlier build, at the earliest on that day
                select p.cancelled_on, p.cancel_reason
                where coalesce(p.cancelled_at, p.cancelled_on) <= coalesce(cast(:knownAt as timestamptz), 'infinity')
            ) c on true
            cross join lateral (
                select array_agg(invoice_id order by system, number) as invoices,
                    array_agg(system order by system, number) as systems,
                    array_agg(number order by system, number) as numbers,
                    array_agg(amount order by system, number) as amounts
                from payment_plan_invoice i where i.plan_id = p.plan_id
            ) i
            cross join lateral (
                select array_agg(due_on order by instalment) as dates, array_agg(amount order by instalment) as parts
                from payment_plan_instalment t where t.plan_id = p.plan_id
            ) t
            where p.recorded_at <= coalesce(cast(:knownAt as timestamptz), 'infinity')
            """;

    @Inject
    Jdbi jdbi;

    @Inject
    Histories histories;

    /// @param knownAt as known then; null: as known now
    Optional<Plan> find(UUID planId, Instant knownAt) {
        return read("and p.plan_id = :id", knownAt, query -> query.bind("id", planId)).stream()
                .findFirst();
    }

    /// The latest agreed first.
    ///
    /// @param accountId whose; null: of all
    /// @param afterDay with `afterId` the last one of the page before; null: from the start
    List<Plan> list(UUID accountId, Moment at, LocalDate afterDay, UUID afterId, int limit) {
        String where = "and p.agreed_on <= :asOf"
                + (accountId == null ? "" : " and p.account_id = :account")
                + (afterDay == null ? "" : " and (p.agreed_on, p.plan_id) < (:lastDay, :lastId)")
                + " order by p.agreed_on desc, p.plan_id desc limit :limit";
        return read(where, at.until(), query -> {
            query.bind("asOf", at.asOf()).bind("limit", limit);
            if (accountId != null) {
                query.bind("account", accountId);
            }
            return afterDay == null ? query : query.bind("lastDay", afterDay).bind("lastId", afterId);
        });
    }

    /// @param knownAt as known then; null: as known now
    List<Plan> ofAccounts(Collection<UUID> accounts, Instant knownAt) {
        return read(
                "and p.account_id = any(:accounts) order by p.account_id, p.agreed_on, p.plan_id",
                knownAt,
                query -> query.bindArray("accounts", UUID.class, accounts));
    }

    List<Plan> ofInvoices(Collection<Long> invoices) {
        return read(
                "and p.plan_id in (select plan_id from payment_plan_invoice where invoice_id = any(:invoices))",
                null,
                query -> query.bindArray("invoices", Long.class, invoices));
    }

    private List<Plan> read(String and, Instant knownAt, UnaryOperator<Query> bind) {
        return jdbi.withHandle(handle -> bind.apply(handle.createQuery(PLANS + and))
                .bind("knownAt", knownAt)
                .map((row, _) -> plan(row))
                .list());
    }

    private static Plan plan(ResultSet row) throws SQLException {
        Long[] invoices = (Long[]) row.getArray(10).getArray();
        String[] systems = (String[]) row.getArray(11).getArray();
        String[] numbers = (String[]) row.getArray(12).getArray();
        BigDecimal[] amounts = (BigDecimal[]) row.getArray(13).getArray();
        Date[] dates = (Date[]) row.getArray(14).getArray();
        BigDecimal[] parts = (BigDecimal[]) row.getArray(15).getArray();
        String told = row.getString(9);
        return new Plan(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getString(3),
                row.getObject(4, LocalDate.class),
                row.getString(5),
                row.getObject(6, LocalDate.class),
                row.getString(7),
                row.getLong(8),
                told == null ? null : PaymentPlanStatus.valueOf(told),
                IntStream.range(0, invoices.length)
                        .mapToObj(i -> new Plan.Rescheduled(invoices[i], systems[i], numbers[i], amounts[i]))
                        .toList(),
                IntStream.range(0, dates.length)
                        .mapToObj(i -> new PlanCourse.Instalment(dates[i].toLocalDate(), parts[i]))
                        .toList());
    }

    void insert(Plan plan, Instant now) {
        jdbi.useHandle(handle -> {
            handle.createUpdate("""
                            insert into payment_plan (plan_id, account_id, currency, agreed_on, note, recorded_at)
                            values (:id, :account, :currency, :agreedOn, :note, :now)""")
                    .bind("id", plan.planId())
                    .bind("account", plan.accountId())
                    .bind("currency", plan.currency())
                    .bind("agreedOn", plan.agreedOn())
                    .bind("note", plan.note())
                    .bind("now", now)
                    .execute();
            handle.createUpdate("""
                            insert into payment_plan_invoice (plan_id, invoice_id, system, number, amount)
                            select :id, * from unnest(:invoices, :systems, :numbers, :amounts)""")
                    .bind("id", plan.planId())
                    .bindArray(
                            "invoices",
                            Long.class,
                            plan.invoices().stream()
                                    .map(Plan.Rescheduled::invoice)
                                    .toList())
                    .bindArray(
                            "systems",
                            String.class,
                            plan.invoices().stream()
                                    .map(Plan.Rescheduled::system)
                                    .toList())
                    .bindArray(
                            "numbers",
                            String.class,
                            plan.invoices().stream()
                                    .map(Plan.Rescheduled::number)
                                    .toList())
                    .bindArray(
                            "amounts",
                            BigDecimal.class,
                            plan.invoices().stream()
                                    .map(Plan.Rescheduled::amount)
                                    .toList())
                    .execute();
            handle.createUpdate("""
                            insert into payment_plan_instalment (plan_id, instalment, due_on, amount)
                            select :id, number, due_on, amount
                            from unnest(:dates, :amounts) with ordinality as t(due_on, amount, number)""")
                    .bind("id", plan.planId())
                    .bindArray(
                            "dates",
                            LocalDate.class,
                            plan.instalments().stream()
                                    .map(PlanCourse.Instalment::dueOn)
                                    .toList())
                    .bindArray(
                            "amounts",
                            BigDecimal.class,
                            plan.instalments().stream()
                                    .map(PlanCourse.Instalment::amount)
                                    .toList())
                    .execute();
        });
    }

    /// @return whether the version was still the one given
    boolean cancel(UUID planId, long version, LocalDate on, String reason, Instant now) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        update payment_plan set cancelled_on = :on, cancel_reason = :reason, cancelled_at = :now,
                            version = version + 1
                        where plan_id = :id and version = :version""")
                        .bind("on", on)
                        .bind("now", now)
                        .bind("reason", reason)
                        .bind("id", planId)
                        .bind("version", version)
                        .execute())
                == 1;
    }

    void told(Map<UUID, PaymentPlanStatus> statuses) {
        List<Map.Entry<UUID, PaymentPlanStatus>> told = List.copyOf(statuses.entrySet());
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update payment_plan p set told = t.status
                        from unnest(:ids, :statuses) as t(plan_id, status) where p.plan_id = t.plan_id""")
                .bindArray(
                        "ids", UUID.class, told.stream().map(Map.Entry::getKey).toList())
                .bindArray(
                        "statuses",
                        String.class,
                        told.stream().map(each -> each.getValue().name()).toList())
                .execute());
    }

    /// How the invoices of plans were settled, by invoice.
    ///
    /// @param knownAt as known then; null: as known now
    Map<Long, List<InstalmentHistory>> settled(Collection<Plan> plans, LocalDate asOf, Instant knownAt) {
        Set<Long> invoices =
                plans.stream().flatMap(plan -> plan.invoiceIds().stream()).collect(Collectors.toSet());
        return histories.ofInvoices(invoices, asOf, knownAt).stream()
                .collect(Collectors.groupingBy(InstalmentHistory::document));
    }

    /// How plans go, by plan.
    static Map<UUID, PlanCourse> courses(
            Collection<Plan> plans, Map<Long, List<InstalmentHistory>> settled, LocalDate asOf, int toleranceDays) {
        Map<UUID, PlanCourse> courses = new HashMap<>();
        for (Plan plan : plans) {
            List<InstalmentHistory> invoices = new ArrayList<>();
            plan.invoiceIds().forEach(invoice -> invoices.addAll(settled.getOrDefault(invoice, List.of())));
            courses.put(plan.planId(), PlanCourse.at(asOf, plan.terms(toleranceDays), invoices));
        }
        return courses;
    }
}
