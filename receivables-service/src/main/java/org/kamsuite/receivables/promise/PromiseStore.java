package org.kamsuite.receivables.promise;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.platform.rest.Cursor;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.platform.rest.Scope;
import org.kamsuite.receivables.book.Histories;
import org.kamsuite.receivables.input.Moment;
import org.kamsuite.receivables.ledger.InstalmentHistory;

/// The promises in the database.
@ApplicationScoped
class PromiseStore {

    private static final String PROMISES = """
            select v.promise_id, v.number, v.origin, v.system, v.customer_number, v.customer_id, v.account_id, v.made_on,
                v.promised_date, v.amount, i.numbers, i.documents, i.currency, v.cancelled_on, v.cancel_reason, v.told
            from promises_known(cast(:knownAt as timestamptz)) v
            cross join lateral (
                select array_agg(n.number order by n.number) as numbers,
                    array_agg(f.document_id order by n.number) filter (where f.document_id is not null) as documents,
                    min(f.currency) as currency
                from jsonb_array_elements_text(v.invoice_numbers) as n(number)
                left join document d on d.system = v.system and d.kind = 'INVOICE' and d.number = n.number
                left join fact f on f.document_id = d.document_id
                    and f.recorded_at <= coalesce(cast(:knownAt as timestamptz), 'infinity') and not exists (
                        select from fact m where m.document_id = f.document_id and m.revision > f.revision
                            and m.recorded_at <= coalesce(cast(:knownAt as timestamptz), 'infinity'))
            ) i
            """;

    @Inject
    Jdbi jdbi;

    @Inject
    Histories histories;

    record Registered(UUID promiseId, CustomerRef customer, String number) {}

    /// @param knownAt as known then; null: as known now
    Optional<Promise> find(UUID promiseId, Instant knownAt) {
        return read("where v.promise_id = :id", knownAt, query -> query.bind("id", promiseId)).stream()
                .findFirst();
    }

    /// The latest made first.
    ///
    /// @param accountId whose; null: of all
    List<Promise> list(UUID accountId, Scope scope, Moment at, Cursor after, int limit) {
        String where = "where v.made_on <= :asOf"
                + (accountId == null ? "" : " and v.account_id in (select account_scope(:account, :asOf, :grouped))")
                + (after == null ? "" : " and (v.made_on, v.promise_id) < (:lastDay, :lastId)")
                + " order by v.made_on desc, v.promise_id desc limit :limit";
        return read(where, at.until(), query -> {
            query.bind("asOf", at.asOf()).bind("limit", limit);
            if (accountId != null) {
                query.bind("account", accountId).bind("grouped", scope.grouped());
            }
            return after == null ? query : query.bind("lastDay", day(after)).bind("lastId", after.lastId());
        });
    }

    private static LocalDate day(Cursor cursor) {
        try {
            LocalDate day = LocalDate.parse(cursor.keys().getFirst());
            if (day.getYear() >= 1900 && day.getYear() <= 9999) {
                return day;
            }
        } catch (java.time.DateTimeException e) {
            // falls through to the same answer
        }
        throw Problem.badRequest("cursor", "is not a cursor of this list");
    }

    /// All promises of these accounts that were made from a day on.
    ///
    /// @param knownAt as known then; null: as known now
    List<Promise> ofAccounts(Collection<UUID> accounts, LocalDate from, Instant knownAt) {
        return read(
                "where v.account_id = any(:accounts) and v.made_on >= :from order by v.account_id, v.made_on, v.promise_id",
                knownAt,
                query -> query.bindArray("accounts", UUID.class, accounts).bind("from", from));
    }

    private List<Promise> read(String where, Instant knownAt, UnaryOperator<Query> bind) {
        return jdbi.withHandle(handle -> bind.apply(handle.createQuery(PROMISES + where))
                .bind("knownAt", knownAt)
                .map((row, _) -> promise(row))
                .list());
    }

    private static Promise promise(ResultSet row) throws SQLException {
        java.sql.Array documents = row.getArray(12);
        String told = row.getString(16);
        return new Promise(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                new CustomerRef(row.getString(4), row.getString(5)),
                row.getLong(6),
                row.getObject(7, UUID.class),
                row.getObject(8, LocalDate.class),
                row.getObject(9, LocalDate.class),
                row.getBigDecimal(10),
                Arrays.asList((String[]) row.getArray(11).getArray()),
                documents == null ? List.of() : Arrays.asList((Long[]) documents.getArray()),
                row.getString(13),
                row.getObject(14, LocalDate.class),
                row.getString(15),
                told == null ? null : PromiseState.valueOf(told));
    }

    /// Where promises stand on a day.
    Map<UUID, Fulfilment> fulfilments(Collection<Promise> promises, Moment at, int toleranceDays) {
        Set<Long> invoices =
                promises.stream().flatMap(each -> each.invoices().stream()).collect(Collectors.toSet());
        Map<Long, List<InstalmentHistory>> settled = histories.ofInvoices(invoices, at.asOf(), at.until()).stream()
                .collect(Collectors.groupingBy(InstalmentHistory::document));
        Map<UUID, Fulfilment> fulfilments = new HashMap<>();
        promises.forEach(promise -> fulfilments.put(
                promise.promiseId(),
                Fulfilment.at(
                        at.asOf(),
                        promise.terms(toleranceDays),
                        promise.invoices().stream()
                                .flatMap(invoice -> settled.getOrDefault(invoice, List.of()).stream())
                                .toList())));
        return fulfilments;
    }

    /// Makes promises known that facts are about; what is known stays as it is.
    void register(List<Registered> promises) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into promise (promise_id, system, number, customer_number)
                        select * from unnest(:ids, :systems, :numbers, :customers)
                        on conflict (system, number) do nothing""")
                .bindArray(
                        "ids",
                        UUID.class,
                        promises.stream().map(Registered::promiseId).toList())
                .bindArray(
                        "systems",
                        String.class,
                        promises.stream().map(each -> each.customer().system()).toList())
                .bindArray(
                        "numbers",
                        String.class,
                        promises.stream().map(Registered::number).toList())
                .bindArray(
                        "customers",
                        String.class,
                        promises.stream().map(each -> each.customer().number()).toList())
                .execute());
    }

    void cancel(UUID promiseId, LocalDate on, String reason, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update promise set cancelled_on = :on, cancel_reason = :reason, cancelled_at = :now
                        where promise_id = :id""")
                .bind("now", now)
                .bind("on", on)
                .bind("reason", reason)
                .bind("id", promiseId)
                .execute());
    }

    void told(Map<UUID, PromiseState> states, Instant now) {
        List<Map.Entry<UUID, PromiseState>> told = List.copyOf(states.entrySet());
        jdbi.useHandle(handle -> handle.createUpdate("""
                        with judged as (
                            update promise p set told = t.state
                            from unnest(:ids, :states) as t(promise_id, state) where p.promise_id = t.promise_id
                            returning p.promise_id, p.told
                        )
                        insert into promise_verdict (promise_id, state, told_at)
                        select promise_id, told, :now from judged""")
                .bind("now", now)
                .bindArray(
                        "ids", UUID.class, told.stream().map(Map.Entry::getKey).toList())
                .bindArray(
                        "states",
                        String.class,
                        told.stream().map(each -> each.getValue().name()).toList())
                .execute());
    }

    /// Of all promises that were judged: the share that was kept, and how many there are.
    record Usual(long judged, long kept) {}

    /// @param knownAt by what they were judged to be then; null: now
    Usual usual(Instant knownAt) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select count(*) filter (where state <> 'CANCELLED'), count(*) filter (where state = 'KEPT')
                        from (
                            select told as state from promise
                            where told is not null and cast(:knownAt as timestamptz) is null
                            union all
                            (select distinct on (promise_id) state from promise_verdict
                            where told_at <= cast(:knownAt as timestamptz) order by promise_id, told_at desc)
                        ) judged""")
                .bind("knownAt", knownAt)
                .map((row, _) -> new Usual(row.getLong(1), row.getLong(2)))
                .one());
    }

    /// What is open of invoices at the end of a day.
    BigDecimal open(Collection<Long> invoices, LocalDate asOf) {
        return histories.ofInvoices(invoices, asOf, null).stream()
                .map(part -> part.open(asOf))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
