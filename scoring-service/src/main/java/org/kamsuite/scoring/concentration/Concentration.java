package org.kamsuite.scoring.concentration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.contracts.Money;
import org.kamsuite.platform.rest.Cursor;
import org.kamsuite.platform.rest.Page;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.platform.rest.Scope;
import org.kamsuite.scoring.sales.Members;

/// Sums up a window in one statement and compares the accounts.
@ApplicationScoped
class Concentration {

    /// @param currency null: the only one there is
    record Question(LocalDate asOf, LocalDate from, LocalDate to, Measure measure, Scope scope, String currency) {}

    /// @param subjectId null: customers without an account
    private record Row(UUID subjectId, String name, String currency, BigDecimal amount, long customers) {}

    /// Where the page before ended.
    private record Place(BigDecimal amount, UUID accountId) {
        static Place of(Cursor cursor) {
            try {
                return new Place(
                        new BigDecimal(cursor.keys().getFirst()),
                        UUID.fromString(cursor.keys().getLast()));
            } catch (IllegalArgumentException e) {
                throw Problem.badRequest("cursor", "is not a cursor of this list");
            }
        }

        boolean isBefore(Shares.Holder holder) {
            int byAmount = amount.compareTo(holder.amount());
            return byAmount > 0 || byAmount == 0 && holder.accountId().compareTo(accountId) > 0;
        }
    }

    @Inject
    Jdbi jdbi;

    /// @param after the last row of the page before, or null
    ConcentrationView answer(Question question, int limit, Cursor after) {
        Place place = after == null ? null : Place.of(after);
        List<Row> rows = rows(question);
        String currency = question.currency() == null ? onlyCurrency(rows) : question.currency();
        Shares shares = Shares.of(rows.stream()
                .filter(row -> row.subjectId() != null && row.currency().equals(currency))
                .map(row -> new Shares.Holder(row.subjectId(), row.name(), row.amount()))
                .toList());
        return view(question, currency, shares, unassigned(rows, currency), page(shares, limit, place));
    }

    // The condition on :asOf is always true: only group membership needs the parameter, but it is always
    // bound.
    private List<Row> rows(Question question) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        with members as (
                            %s
                        ), sales as (
                            select d.customer_id, d.currency, sum(d.%s) as amount
                            from sales_day d
                            where d.day between :from and :to and d.invoices + d.credit_notes > 0
                            group by d.customer_id, d.currency
                        )
                        select m.subject_id, min(a.legal_name), s.currency, sum(s.amount), count(*)
                        from sales s
                        join erp_customer c on c.customer_id = s.customer_id
                        left join (members m join account_directory a on a.account_id = m.subject_id)
                            on m.account_id = c.account_id
                        where cast(:asOf as date) is not null
                        group by m.subject_id, s.currency""".formatted(
                        Members.ofAll(question.scope()), question.measure().column()))
                .bind("from", question.from())
                .bind("to", question.to())
                .bind("asOf", question.asOf())
                .map((row, _) -> new Row(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getString(3),
                        row.getBigDecimal(4),
                        row.getLong(5)))
                .list());
    }

    // Amounts of different currencies are never added; which one is meant only the caller knows.
    private static String onlyCurrency(List<Row> rows) {
        List<String> currencies = rows.stream()
                .filter(row -> row.amount().signum() != 0)
                .map(Row::currency)
                .distinct()
                .sorted()
                .toList();
        if (currencies.size() > 1) {
            throw Problem.unprocessable(
                    "currency-needed",
                    "currency",
                    "There are amounts in " + String.join(", ", currencies)
                            + ", which are never added: choose one with ?currency=");
        }
        return currencies.isEmpty() ? null : currencies.getFirst();
    }

    private static ConcentrationView.Unassigned unassigned(List<Row> rows, String currency) {
        return rows.stream()
                .filter(row -> row.subjectId() == null && row.currency().equals(currency))
                .map(row -> new ConcentrationView.Unassigned(row.customers(), new Money(row.amount(), currency)))
                .findFirst()
                .orElse(new ConcentrationView.Unassigned(0, currency == null ? null : Money.zero(currency)));
    }

    private static Page<Shares.Holder> page(Shares shares, int limit, Place after) {
        List<Shares.Holder> rest = shares.ranked().stream()
                .filter(holder -> after == null || after.isBefore(holder))
                .limit(limit + 1L)
                .toList();
        return Page.of(rest, limit, holder -> Cursor.of(holder.amount().toPlainString(), holder.accountId()));
    }

    private static ConcentrationView view(
            Question question,
            String currency,
            Shares shares,
            ConcentrationView.Unassigned unassigned,
            Page<Shares.Holder> page) {
        boolean empty = shares.isEmpty();
        return new ConcentrationView(
                question.asOf(),
                question.from(),
                question.to(),
                question.measure().text(),
                question.scope(),
                currency,
                empty ? null : shares.hhi(),
                empty ? null : shares.effectiveNumber(),
                empty ? null : shares.gini(),
                empty ? null : shares.topShare(1),
                empty ? null : shares.topShare(3),
                empty ? null : shares.topShare(10),
                currency == null ? null : new Money(shares.total(), currency),
                currency == null ? null : new Money(shares.base(), currency),
                shares.ranked().size(),
                page.items().stream()
                        .map(holder -> new ConcentrationView.Item(
                                holder.accountId(),
                                holder.name(),
                                new Money(holder.amount(), currency),
                                shares.shareOf(holder)))
                        .toList(),
                shares.excluded().stream()
                        .map(holder -> new ConcentrationView.Excluded(
                                holder.accountId(), holder.name(), new Money(holder.amount(), currency)))
                        .toList(),
                unassigned,
                page.nextCursor(),
                empty ? "No account has a positive amount in this window: there are no shares." : null);
    }
}
