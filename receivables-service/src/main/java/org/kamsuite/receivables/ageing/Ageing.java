package org.kamsuite.receivables.ageing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.kamsuite.platform.account.AccountDirectory;
import org.kamsuite.platform.account.AccountEntry;
import org.kamsuite.platform.rest.Cursor;
import org.kamsuite.platform.rest.Page;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.platform.rest.Scope;
import org.kamsuite.receivables.book.OpenItems;
import org.kamsuite.receivables.ledger.OpenItem;
import org.kamsuite.receivables.ledger.Totals;

/// Open items by age: of one account in Java, as known at any time; of all in SQL, as known now.
@ApplicationScoped
class Ageing {

    // The first aggregation caps what is disputed of an invoice by what is open of it.
    private static final String SUMS = """
            with aged as (
                select i.*, case when i.side = 'OPEN' then
                    :asOf - case when :byInvoiceDate then i.issue_date else i.due_date end end as age
                from open_items(null, :asOf) i
            ), documents as (
                select document_id, customer_id, currency,
                    coalesce(sum(amount) filter (where age <= 0), 0) as not_due,
                    coalesce(sum(amount) filter (where age between 1 and 30), 0) as d30,
                    coalesce(sum(amount) filter (where age between 31 and 60), 0) as d60,
                    coalesce(sum(amount) filter (where age between 61 and 90), 0) as d90,
                    coalesce(sum(amount) filter (where age between 91 and 120), 0) as d120,
                    coalesce(sum(amount) filter (where age > 120), 0) as older,
                    coalesce(sum(amount) filter (where side = 'CREDIT'), 0) as unapplied,
                    least(coalesce(sum(amount) filter (where side = 'DISPUTE'), 0),
                        coalesce(sum(amount) filter (where side = 'OPEN'), 0)) as disputed,
                    case when bool_or(side = 'OPEN') then 1 else 0 end as invoices
                from aged
                group by document_id, customer_id, currency
            ), owned as (
                select d.*, coalesce(r.root_id, c.account_id) as account_id
                from documents d
                join erp_customer c using (customer_id)
                left join account_root(:asOf) r on :grouped and r.account_id = c.account_id
            )
            """;

    private static final String COLUMNS = """
            sum(not_due) as not_due, sum(d30) as d30, sum(d60) as d60, sum(d90) as d90, sum(d120) as d120,
            sum(older) as older, sum(unapplied) as unapplied, sum(disputed) as disputed, sum(invoices) as invoices""";

    private static final String TOTAL = "sum(not_due + d30 + d60 + d90 + d120 + older - unapplied)";

    @Inject
    AccountDirectory directory;

    @Inject
    OpenItems openItems;

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    AgeingView of(UUID accountId, LocalDate askedDay, Instant askedKnownAt, Scope scope, Basis basis) {
        AccountEntry account = directory.require(accountId);
        LocalDate asOf = day(askedDay);
        Instant now = clock.instant();
        boolean past = askedKnownAt != null && askedKnownAt.isBefore(now);
        List<OpenItem> items =
                openItems.of(openItems.customers(accountId, asOf, scope), asOf, past ? askedKnownAt : null);
        SortedMap<String, Totals> totals = Totals.of(items, asOf, item -> basis.age(item, asOf));
        boolean empty = totals.isEmpty();
        if (empty) {
            totals.put(account.currency(), new Totals());
        }
        return new AgeingView(
                accountId,
                account.legalName(),
                asOf,
                past ? askedKnownAt : now,
                scope,
                basis,
                totals.entrySet().stream()
                        .map(each -> AgeingRow.of(each.getKey(), each.getValue()))
                        .toList(),
                empty ? "No document of this account has anything open on this day." : null);
    }

    private record Sums(boolean assigned, AgeingRow row) {}

    // One transaction, so that items and totals are of one moment as far as the isolation allows.
    @Transactional
    AgeingView.All ofAll(LocalDate askedDay, Scope scope, Basis basis, int limit, String askedCursor) {
        LocalDate asOf = day(askedDay);
        Cursor cursor = Cursor.parse(askedCursor, 3);
        Page<AgeingView.AccountRow> page = Page.of(
                rows(asOf, scope, basis, limit + 1, cursor),
                limit,
                last -> Cursor.of(
                        last.row().total().amount().toPlainString(),
                        last.accountId(),
                        last.row().currency()));
        List<Sums> sums = sums(asOf, basis);
        return new AgeingView.All(
                asOf,
                clock.instant(),
                scope,
                basis,
                page.items(),
                totals(sums),
                sums.stream().filter(each -> !each.assigned()).map(Sums::row).toList(),
                page.nextCursor());
    }

    private List<AgeingView.AccountRow> rows(LocalDate asOf, Scope scope, Basis basis, int limit, Cursor cursor) {
        return jdbi.withHandle(handle -> {
            var query = handle.createQuery(SUMS + """
                            , rows as (
                                select account_id, currency, %s as total, %s
                                from owned where account_id is not null
                                group by account_id, currency
                            )
                            select r.*, coalesce(a.legal_name, cast(r.account_id as text))
                            from rows r left join account_directory a using (account_id)
                            where not :continued
                                or (-r.total, r.account_id, r.currency)
                                    > (-cast(:total as numeric), cast(:account as uuid), cast(:currency as text))
                            order by -r.total, r.account_id, r.currency
                            limit :limit""".formatted(TOTAL, COLUMNS))
                    .bind("asOf", asOf)
                    .bind("byInvoiceDate", basis == Basis.INVOICE)
                    .bind("grouped", scope.grouped())
                    .bind("limit", limit)
                    .bind("continued", cursor != null);
            return bind(query, cursor)
                    .map((row, _) ->
                            new AgeingView.AccountRow(row.getObject(1, UUID.class), row.getString(13), row(row, 2, 4)))
                    .list();
        });
    }

    private static Query bind(Query query, Cursor cursor) {
        if (cursor == null) {
            return query.bind("total", (BigDecimal) null)
                    .bind("account", (UUID) null)
                    .bind("currency", (String) null);
        }
        if (!cursor.keys().getFirst().matches("-?[0-9]{1,40}(\\.[0-9]{1,20})?")) {
            throw Problem.badRequest("cursor", "is not a cursor of this list");
        }
        try {
            return query.bind("total", new BigDecimal(cursor.keys().get(0)))
                    .bind("account", UUID.fromString(cursor.keys().get(1)))
                    .bind("currency", cursor.keys().get(2));
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest("cursor", "is not a cursor of this list");
        }
    }

    private List<Sums> sums(LocalDate asOf, Basis basis) {
        return jdbi.withHandle(handle -> handle.createQuery(SUMS + """
                        select account_id is not null, currency, %s
                        from owned group by account_id is not null, currency
                        order by currency, account_id is not null""".formatted(COLUMNS))
                .bind("asOf", asOf)
                .bind("byInvoiceDate", basis == Basis.INVOICE)
                .bind("grouped", false)
                .map((row, _) -> new Sums(row.getBoolean(1), row(row, 2, 3)))
                .list());
    }

    private static List<AgeingRow> totals(List<Sums> sums) {
        List<AgeingRow> totals = new ArrayList<>();
        for (Sums each : sums) {
            boolean same = !totals.isEmpty()
                    && totals.getLast().currency().equals(each.row().currency());
            totals.add(same ? totals.removeLast().plus(each.row()) : each.row());
        }
        return totals;
    }

    private static AgeingRow row(ResultSet row, int currency, int first) throws SQLException {
        List<BigDecimal> sums = new ArrayList<>();
        for (int column = first; column < first + 8; column++) {
            sums.add(row.getBigDecimal(column));
        }
        return AgeingRow.of(row.getString(currency), sums, row.getInt(first + 8));
    }

    private LocalDate day(LocalDate asked) {
        return asked == null ? LocalDate.ofInstant(clock.instant(), clock.getZone()) : asked;
    }
}
