package org.kamsuite.receivables.dispute;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
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
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.erp.DisputeOutcome;
import org.kamsuite.contracts.erp.DisputeReason;
import org.kamsuite.contracts.receivables.OwnerDepartment;
import org.kamsuite.contracts.servicelevel.ServiceFailureKind;
import org.kamsuite.platform.rest.Cursor;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.platform.rest.Scope;
import org.kamsuite.receivables.book.Histories;
import org.kamsuite.receivables.input.Moment;
import org.kamsuite.receivables.ledger.InstalmentHistory;

/// The disputes in the database.
@ApplicationScoped
class DisputeStore {

    private static final String DISPUTES = """
            select v.dispute_id, v.number, v.origin, v.system, v.customer_number, v.customer_id, v.account_id,
                v.document_id, v.invoice_id, v.invoice_number, v.currency, v.amount, v.reason, v.opened_on,
                v.resolved_on, v.outcome, v.credited_amount, coalesce(v.owner_department, p.department), v.owner,
                coalesce(v.due_on, v.opened_on + p.days), v.note, v.version, v.opening_told, v.end_told
            from disputes_known(cast(:knownAt as timestamptz)) v
            join unnest(:reasons, :departments, :days) as p(reason, department, days) on p.reason = v.reason
            """;

    /// A failure explains a dispute for these reasons.
    private static final Map<DisputeReason, ServiceFailureKind> CAUSES = Map.of(
            DisputeReason.DEL, ServiceFailureKind.LATE,
            DisputeReason.QTY, ServiceFailureKind.SHORT,
            DisputeReason.QUA, ServiceFailureKind.REJECTED,
            DisputeReason.ITM, ServiceFailureKind.WRONG_ITEM);

    @Inject
    Jdbi jdbi;

    @Inject
    DisputePolicy policy;

    @Inject
    Histories histories;

    /// Which disputes; null: whatever.
    record Filter(
            UUID accountId, Scope scope, DisputeStatus status, DisputeReason reason, String owner, Boolean overdue) {}

    /// @param knownAt as known then; null: as known now
    Optional<Dispute> find(UUID disputeId, Instant knownAt) {
        return read("where v.dispute_id = :id", knownAt, query -> query.bind("id", disputeId)).stream()
                .findFirst();
    }

    /// The latest opened first.
    List<Dispute> list(Filter filter, Moment at, Cursor after, int limit) {
        StringBuilder where = new StringBuilder("where v.opened_on <= :asOf\n");
        String open = "(v.resolved_on is null or v.resolved_on > :asOf)";
        if (filter.accountId() != null) {
            where.append("and v.account_id in (select account_scope(:account, :asOf, :grouped))\n");
        }
        if (filter.status() != null) {
            where.append(filter.status() == DisputeStatus.OPEN ? "and " : "and not ")
                    .append(open)
                    .append('\n');
        }
        if (filter.reason() != null) {
            where.append("and v.reason = :reason\n");
        }
        if (filter.owner() != null) {
            where.append("and :owner in (coalesce(v.owner_department, p.department), v.owner)\n");
        }
        if (filter.overdue() != null) {
            where.append(filter.overdue() ? "and " : "and not ")
                    .append("(" + open + " and coalesce(v.due_on, v.opened_on + p.days) < :asOf)\n");
        }
        if (after != null) {
            where.append("and (v.opened_on, v.dispute_id) < (:lastDay, :lastId)\n");
        }
        where.append("order by v.opened_on desc, v.dispute_id desc limit :limit");
        return read(where.toString(), at.until(), query -> {
            query.bind("asOf", at.asOf()).bind("limit", limit);
            if (filter.accountId() != null) {
                query.bind("account", filter.accountId())
                        .bind("grouped", filter.scope().grouped());
            }
            if (filter.reason() != null) {
                query.bind("reason", filter.reason().name());
            }
            if (filter.owner() != null) {
                query.bind("owner", filter.owner());
            }
            if (after != null) {
                query.bind("lastDay", day(after)).bind("lastId", after.lastId());
            }
            return query;
        });
    }

    private static LocalDate day(Cursor cursor) {
        String text = cursor.keys().getFirst();
        if (!text.matches("[0-9]{4}-(0[1-9]|1[0-2])-([01][0-9]|2[0-8])|[0-9]{4}-[0-9]{2}-(29|30|31)")) {
            throw Problem.badRequest("cursor", "is not a cursor of this list");
        }
        try {
            return LocalDate.parse(text);
        } catch (java.time.DateTimeException e) {
            throw Problem.badRequest("cursor", "is not a cursor of this list");
        }
    }

    /// Those that were open on a day of the window, or opened in it.
    ///
    /// @param accountId whose; null: of all
    /// @param knownAt as known then; null: as known now
    List<Dispute> between(UUID accountId, Scope scope, LocalDate from, LocalDate to, Instant knownAt) {
        String where = "where v.opened_on <= :to and (v.resolved_on is null or v.resolved_on >= :from)"
                + (accountId == null ? "" : " and v.account_id in (select account_scope(:account, :to, :grouped))");
        return read(where, knownAt, query -> {
            query.bind("from", from).bind("to", to);
            return accountId == null ? query : query.bind("account", accountId).bind("grouped", scope.grouped());
        });
    }

    /// Those of which something was not told yet.
    List<Dispute> untold(Collection<UUID> accounts) {
        return read(
                "where v.account_id = any(:accounts) and v.currency is not null"
                        + " and (not v.opening_told or v.resolved_on is not null and not v.end_told)"
                        + " order by v.account_id, v.opened_on, v.dispute_id",
                null,
                query -> query.bindArray("accounts", UUID.class, accounts));
    }

    private List<Dispute> read(String where, Instant knownAt, UnaryOperator<Query> bind) {
        List<DisputeReason> reasons = List.of(DisputeReason.values());
        return jdbi.withHandle(handle -> bind.apply(handle.createQuery(DISPUTES + where))
                .bind("knownAt", knownAt)
                .bindArray(
                        "reasons",
                        String.class,
                        reasons.stream().map(DisputeReason::name).toList())
                .bindArray(
                        "departments",
                        String.class,
                        reasons.stream()
                                .map(reason -> policy.owner()
                                        .getOrDefault(reason, OwnerDepartment.CUSTOMER_SERVICE)
                                        .name())
                                .toList())
                .bindArray(
                        "days",
                        Integer.class,
                        reasons.stream().map(this::targetDays).toList())
                .map((row, _) -> dispute(row))
                .list());
    }

    private int targetDays(DisputeReason reason) {
        return policy.targetDays().getOrDefault(reason, 14);
    }

    private static Dispute dispute(ResultSet row) throws SQLException {
        String outcome = row.getString(16);
        return new Dispute(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                new CustomerRef(row.getString(4), row.getString(5)),
                row.getLong(6),
                row.getObject(7, UUID.class),
                row.getLong(8),
                row.getLong(9),
                row.getString(10),
                row.getString(11),
                row.getBigDecimal(12),
                DisputeReason.valueOf(row.getString(13)),
                row.getObject(14, LocalDate.class),
                row.getObject(15, LocalDate.class),
                outcome == null ? null : DisputeOutcome.valueOf(outcome),
                row.getBigDecimal(17),
                OwnerDepartment.valueOf(row.getString(18)),
                row.getString(19),
                row.getObject(20, LocalDate.class),
                row.getString(21),
                row.getLong(22),
                row.getBoolean(23),
                row.getBoolean(24));
    }

    /// What became of the disputed amounts by the end of a day, by dispute document.
    ///
    /// @param knownAt as known then; null: as known now
    Map<Long, Claims.Amounts> amounts(Collection<Dispute> disputes, LocalDate asOf, Instant knownAt) {
        Set<Long> invoices = disputes.stream().map(Dispute::invoice).collect(Collectors.toSet());
        if (invoices.isEmpty()) {
            return Map.of();
        }
        Map<Long, List<InstalmentHistory>> settled = histories.ofInvoices(invoices, asOf, knownAt).stream()
                .collect(Collectors.groupingBy(InstalmentHistory::document));
        // Other disputes of the same invoices share what the invoices get.
        Map<UUID, Dispute> all = new HashMap<>();
        read("where v.invoice_id = any(:invoices)", knownAt, query -> query.bindArray("invoices", Long.class, invoices))
                .forEach(dispute -> all.put(dispute.disputeId(), dispute));
        // One that was told or assigned since it was read is still the same claim.
        disputes.forEach(dispute -> all.put(dispute.disputeId(), dispute));
        Map<Long, Claims.Amounts> amounts = new HashMap<>();
        all.values().stream()
                .collect(Collectors.groupingBy(Dispute::invoice))
                .forEach((invoice, claims) -> amounts.putAll(Claims.at(
                        asOf,
                        settled.getOrDefault(invoice, List.of()),
                        claims.stream().map(Dispute::claim).toList())));
        return amounts;
    }

    /// The failures up to a day on the orders of the invoices that explain the disputes, by dispute. Of a failure that
    /// was known by then the last that was told of it is shown.
    ///
    /// @param knownAt as known then; null: as known now
    Map<UUID, List<DisputeView.Failure>> causes(Collection<Dispute> disputes, LocalDate asOf, Instant knownAt) {
        List<Dispute> explainable = disputes.stream()
                .filter(dispute -> dispute.accountId() != null && CAUSES.containsKey(dispute.reason()))
                .toList();
        Map<UUID, List<DisputeView.Failure>> causes = new HashMap<>();
        if (explainable.isEmpty()) {
            return causes;
        }
        jdbi.useHandle(handle -> handle.createQuery("""
                        select distinct a.dispute_id, s.order_number, s.line, s.kind, s.occurred_on, s.days, s.quantity,
                            s.delivery_number
                        from unnest(:disputes, :accounts, :invoices, :kinds) as a(dispute_id, account_id, invoice_id, kind)
                        join fact f on f.document_id = a.invoice_id and f.recorded_at <= coalesce(cast(:knownAt as timestamptz), 'infinity') and not exists (
                            select from fact n where n.document_id = f.document_id and n.revision > f.revision
                                and n.recorded_at <= coalesce(cast(:knownAt as timestamptz), 'infinity'))
                        cross join lateral jsonb_array_elements_text(
                            coalesce(f.content -> 'orderNumbers', '[]')) as o(order_number)
                        join service_failure s on s.account_id = a.account_id and s.order_number = o.order_number
                            and s.kind = a.kind and s.occurred_on <= :asOf and s.recorded_at <= coalesce(cast(:knownAt as timestamptz), 'infinity')
                        order by s.occurred_on, s.order_number, s.line""")
                .bind("asOf", asOf)
                .bind("knownAt", knownAt)
                .bindArray(
                        "disputes",
                        UUID.class,
                        explainable.stream().map(Dispute::disputeId).toList())
                .bindArray(
                        "accounts",
                        UUID.class,
                        explainable.stream().map(Dispute::accountId).toList())
                .bindArray(
                        "invoices",
                        Long.class,
                        explainable.stream().map(Dispute::invoice).toList())
                .bindArray(
                        "kinds",
                        String.class,
                        explainable.stream()
                                .map(dispute -> CAUSES.get(dispute.reason()).name())
                                .toList())
                .map((row, _) -> Map.entry(
                        row.getObject(1, UUID.class),
                        new DisputeView.Failure(
                                row.getString(2),
                                row.getString(3),
                                ServiceFailureKind.valueOf(row.getString(4)),
                                row.getObject(5, LocalDate.class),
                                row.getObject(6, Integer.class),
                                row.getBigDecimal(7),
                                row.getString(8))))
                .forEach(each -> causes.computeIfAbsent(each.getKey(), _ -> new ArrayList<>())
                        .add(each.getValue())));
        return causes;
    }

    /// Makes disputes known that facts are about; what is known stays as it is.
    void register(List<Registered> disputes) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into dispute (dispute_id, system, number, customer_number)
                        select * from unnest(:ids, :systems, :numbers, :customers)
                        on conflict (system, number) do nothing""")
                .bindArray(
                        "ids",
                        UUID.class,
                        disputes.stream().map(Registered::disputeId).toList())
                .bindArray(
                        "systems",
                        String.class,
                        disputes.stream().map(each -> each.customer().system()).toList())
                .bindArray(
                        "numbers",
                        String.class,
                        disputes.stream().map(Registered::number).toList())
                .bindArray(
                        "customers",
                        String.class,
                        disputes.stream().map(each -> each.customer().number()).toList())
                .execute());
    }

    record Registered(UUID disputeId, CustomerRef customer, String number) {}

    /// @return whether the version was still the one given
    boolean assign(UUID disputeId, long version, AssignmentRequest assignment, Instant now) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        with assigned as (
                            update dispute set owner_department = :department, owner = :owner, due_on = :dueOn, note = :note,
                                version = version + 1
                            where dispute_id = :id and version = :version
                            returning dispute_id, version, owner_department, owner, due_on, note
                        )
                        insert into dispute_assignment (dispute_id, version, owner_department, owner, due_on, note,
                            recorded_at)
                        select dispute_id, version, owner_department, owner, due_on, note, :now from assigned""")
                        .bind("now", now)
                        .bind(
                                "department",
                                assignment.ownerDepartment() == null
                                        ? null
                                        : assignment.ownerDepartment().name())
                        .bind("owner", assignment.owner())
                        .bind("dueOn", assignment.dueOn())
                        .bind("note", assignment.note())
                        .bind("id", disputeId)
                        .bind("version", version)
                        .execute())
                == 1;
    }

    void told(Collection<UUID> openings, Collection<UUID> ends) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update dispute set opening_told = opening_told or dispute_id = any(:openings),
                            end_told = end_told or dispute_id = any(:ends)
                        where dispute_id = any(:all)""")
                .bindArray("openings", UUID.class, openings)
                .bindArray("ends", UUID.class, ends)
                .bindArray(
                        "all",
                        UUID.class,
                        Stream.concat(openings.stream(), ends.stream()).toList())
                .execute());
    }

    /// What is open of an invoice at the end of a day, and not in dispute already.
    BigDecimal undisputed(long invoice, LocalDate asOf) {
        BigDecimal open = histories.ofInvoices(List.of(invoice), asOf, null).stream()
                .map(part -> part.open(asOf))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        List<Dispute> disputes = read(
                "where v.invoice_id = :invoice and v.opened_on <= :asOf",
                null,
                query -> query.bind("invoice", invoice).bind("asOf", asOf));
        return amounts(disputes, asOf, null).values().stream()
                .map(Claims.Amounts::current)
                .reduce(open, BigDecimal::subtract);
    }
}
