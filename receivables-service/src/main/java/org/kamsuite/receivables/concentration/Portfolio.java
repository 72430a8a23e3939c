package org.kamsuite.receivables.concentration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.contracts.Money;
import org.kamsuite.platform.rest.Scope;
import org.kamsuite.receivables.book.KnownBook;
import org.kamsuite.receivables.input.Moment;
import org.kamsuite.receivables.rates.ExchangeRates;

/// The open amounts of all customers' invoices on a day, as known now or as they were known at a time that is past.
@ApplicationScoped
public class Portfolio {

    @Inject
    Jdbi jdbi;

    @Inject
    KnownBook book;

    @Inject
    ExchangeRates rates;

    /// @param currency of all amounts
    /// @param rates used, by currency
    /// @param unconverted amounts without a rate, in no share
    record Spread(
            String currency,
            Shares shares,
            Money unassigned,
            SortedMap<String, ExchangeRates.Rate> rates,
            List<Money> unconverted) {}

    private record Row(UUID subject, String name, String currency, BigDecimal amount) {}

    /// @param currency only amounts in it, as they are; null: all, in the reporting currency
    Spread spread(Moment at, Scope scope, String currency) {
        List<Row> rows = rows(at, scope).stream()
                .filter(row -> currency == null || row.currency().equals(currency))
                .toList();
        String target = currency == null ? rates.reportingCurrency() : currency;
        Set<String> currencies = new TreeSet<>();
        rows.forEach(row -> currencies.add(row.currency()));
        SortedMap<String, ExchangeRates.Rate> used = rates.find(currencies, target, at.asOf(), at.until());
        SortedMap<String, BigDecimal> unconverted = new TreeMap<>();
        Map<UUID, Shares.Holder> holders = new HashMap<>();
        BigDecimal unassigned = BigDecimal.ZERO;
        for (Row row : rows) {
            ExchangeRates.Rate rate = used.get(row.currency());
            if (rate == null) {
                unconverted.merge(row.currency(), row.amount(), BigDecimal::add);
                continue;
            }
            BigDecimal amount = row.currency().equals(target)
                    ? row.amount()
                    : rate.convert(row.amount(), target).amount();
            if (row.subject() == null) {
                unassigned = unassigned.add(amount);
            } else {
                holders.merge(
                        row.subject(),
                        new Shares.Holder(row.subject(), row.name(), amount),
                        (a, b) -> new Shares.Holder(
                                a.accountId(), a.name(), a.amount().add(b.amount())));
            }
        }
        used.remove(target);
        return new Spread(
                target,
                shares(holders, unassigned),
                new Money(unassigned, target),
                used,
                unconverted.entrySet().stream()
                        .map(each -> new Money(each.getValue(), each.getKey()))
                        .toList());
    }

    // Who the customers without an account are is not known: they are in the total and in nobody's share.
    private static Shares shares(Map<UUID, Shares.Holder> holders, BigDecimal unassigned) {
        Shares assigned = Shares.of(holders.values());
        return new Shares(assigned.total().add(unassigned), assigned.ranked());
    }

    private List<Row> rows(Moment at, Scope scope) {
        KnownBook.Open open = book.open(at);
        return jdbi.withHandle(handle -> open.bind(handle.createQuery("""
                        with open as (
                            select customer_id, currency, sum(amount) as amount
                            from %s o where side = 'OPEN'
                            group by customer_id, currency
                        ), owned as (
                            select case when :grouped then coalesce(r.root_id, c.account_id) else c.account_id end
                                as subject_id, o.currency, o.amount
                            from open o
                            join erp_customer c using (customer_id)
                            left join account_root(:asOf) r on r.account_id = c.account_id
                        )
                        select w.subject_id, coalesce(min(a.legal_name), cast(w.subject_id as text)), w.currency,
                            sum(w.amount)
                        from owned w left join account_directory a on a.account_id = w.subject_id
                        group by w.subject_id, w.currency""".formatted(open.table())))
                .bind("asOf", at.asOf())
                .bind("grouped", scope.grouped())
                .map((row, _) ->
                        new Row(row.getObject(1, UUID.class), row.getString(2), row.getString(3), row.getBigDecimal(4)))
                .list());
    }

    /// What all customers owe on their invoices on a day, by currency.
    public SortedMap<String, BigDecimal> totals(Moment at) {
        SortedMap<String, BigDecimal> totals = new TreeMap<>();
        KnownBook.Open open = book.open(at);
        jdbi.useHandle(handle -> open.bind(handle.createQuery("""
                        select currency, sum(amount) from %s o where side = 'OPEN'
                        group by currency""".formatted(open.table())))
                .map((row, _) -> totals.put(row.getString(1), row.getBigDecimal(2)))
                .list());
        return totals;
    }

    /// The same less what is unapplied.
    public SortedMap<String, BigDecimal> balances(Moment at) {
        SortedMap<String, BigDecimal> balances = new TreeMap<>();
        KnownBook.Open open = book.open(at);
        jdbi.useHandle(handle -> open.bind(handle.createQuery("""
                        select currency, sum(case side when 'OPEN' then amount else -amount end)
                        from %s o where side in ('OPEN', 'CREDIT')
                        group by currency""".formatted(open.table())))
                .map((row, _) -> balances.put(row.getString(1), row.getBigDecimal(2)))
                .list());
        return balances;
    }

    /// What falls due when, by currency.
    ///
    /// @param customers whose; null: of all
    public SortedMap<String, SortedMap<LocalDate, BigDecimal>> due(Collection<Long> customers, Moment at) {
        SortedMap<String, SortedMap<LocalDate, BigDecimal>> due = new TreeMap<>();
        KnownBook.Open open = customers == null ? book.open(at) : book.open(customers, at);
        jdbi.useHandle(handle -> open.bind(handle.createQuery("""
                        select currency, due_date, sum(amount) from %s o where side = 'OPEN'
                        group by currency, due_date""".formatted(open.table())))
                .map((row, _) -> due.computeIfAbsent(row.getString(1), _ -> new TreeMap<>())
                        .put(row.getObject(2, LocalDate.class), row.getBigDecimal(3)))
                .list());
        return due;
    }

    static List<ConcentrationView.RateUsed> rates(Spread spread) {
        List<ConcentrationView.RateUsed> used = new ArrayList<>();
        spread.rates()
                .forEach((from, rate) ->
                        used.add(new ConcentrationView.RateUsed(from, spread.currency(), rate.factor(), rate.date())));
        return used.isEmpty() ? null : used;
    }
}
