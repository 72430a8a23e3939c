package org.kamsuite.receivables.collection;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.contracts.Money;
import org.kamsuite.platform.account.AccountDirectory;
import org.kamsuite.platform.account.AccountEntry;
import org.kamsuite.receivables.dunning.Dunning;
import org.kamsuite.receivables.lateness.Lateness;
import org.kamsuite.receivables.lateness.Outlook;
import org.kamsuite.receivables.plan.Plans;
import org.kamsuite.receivables.promise.Promises;
import org.kamsuite.receivables.rates.ExchangeRates;

/// Orders accounts by how urgent it is to collect from them.
@ApplicationScoped
class Worklist {

    private static final String OVERDUE = """
            select c.account_id, i.document_id, i.currency,
                sum(i.amount) filter (where i.side = 'OPEN' and i.due_date < :asOf) as overdue,
                max(:asOf - i.due_date) filter (where i.side = 'OPEN' and i.due_date < :asOf) as days,
                coalesce(sum(i.amount) filter (where i.side = 'DISPUTE'), 0) as disputed
            from open_items(null, :asOf) i
            join erp_customer c using (customer_id)
            join account_directory a on a.account_id = c.account_id
            where i.side in ('OPEN', 'DISPUTE') and (cast(:owner as text) is null or :owner = any(a.team))
            group by c.account_id, i.document_id, i.currency
            having bool_or(i.side = 'OPEN' and i.due_date < :asOf)""";

    /// How many invoices that are not yet due are shown of an account.
    private static final int RISKIEST = 5;

    @Inject
    Jdbi jdbi;

    @Inject
    Promises promises;

    @Inject
    Plans plans;

    @Inject
    Dunning dunning;

    @Inject
    Lateness lateness;

    @Inject
    ExchangeRates rates;

    @Inject
    AccountDirectory directory;

    @Inject
    Clock clock;

    private record Row(
            UUID account, long invoice, String currency, BigDecimal overdue, long days, BigDecimal disputed) {}

    /// An account with its priority, before names are looked up.
    private record Ranked(
            UUID account,
            Money priority,
            Map<Priority.Part, Money> parts,
            Map<String, List<Priority.Overdue>> invoices,
            List<Money> unconverted,
            int broken) {}

    /// @param owner a member of the account's team; null: all accounts
    WorklistView of(String owner, LocalDate askedDay, int limit) {
        LocalDate asOf = askedDay == null ? LocalDate.ofInstant(clock.instant(), clock.getZone()) : askedDay;
        Map<UUID, List<Row>> rows = rows(owner, asOf).stream().collect(Collectors.groupingBy(Row::account));
        Map<UUID, Promises.Standing> standings = promises.standing(rows.keySet(), asOf);
        Map<UUID, Set<Long>> planned = plans.inForce(rows.keySet(), asOf);
        Set<String> currencies = rows.values().stream()
                .flatMap(List::stream)
                .map(Row::currency)
                .collect(Collectors.toCollection(TreeSet::new));
        SortedMap<String, ExchangeRates.Rate> inForce =
                currencies.isEmpty() ? new TreeMap<>() : rates.find(currencies, rates.reportingCurrency(), asOf, null);
        List<Ranked> ranked = rows.entrySet().stream()
                .map(each -> ranked(
                        each.getKey(),
                        each.getValue(),
                        standings.getOrDefault(each.getKey(), Promises.Standing.NONE),
                        planned.getOrDefault(each.getKey(), Set.of()),
                        inForce))
                .sorted(Comparator.comparing((Ranked each) -> each.priority().amount())
                        .reversed()
                        .thenComparing(Ranked::account))
                .toList();
        List<Ranked> first = ranked.subList(0, Math.min(limit, ranked.size()));
        Outlook outlook = lateness.outlook(first.stream().map(Ranked::account).toList(), asOf);
        List<String> reasons = new ArrayList<>();
        reasons.add("lastContactAt is not known to this service.");
        currencies.stream()
                .filter(currency -> !inForce.containsKey(currency))
                .forEach(
                        currency -> reasons.add("No exchange rate of %s to %s is known on %s: its amounts do not count."
                                .formatted(currency, rates.reportingCurrency(), asOf)));
        return new WorklistView(
                asOf,
                clock.instant(),
                rates.reportingCurrency(),
                items(first, outlook),
                ranked.size(),
                inForce.entrySet().stream()
                        .map(each -> new WorklistView.UsedRate(
                                each.getKey(),
                                each.getValue().factor(),
                                each.getValue().date()))
                        .toList(),
                Priority.METHOD,
                new WorklistView.Lateness(
                        outlook.method(), outlook.trainedOn(), outlook.reason(), WorklistView.AT_RISK),
                reasons);
    }

    private List<Row> rows(String owner, LocalDate asOf) {
        return jdbi.withHandle(handle -> handle.createQuery(OVERDUE)
                .bind("asOf", asOf)
                .bind("owner", owner)
                .map((row, _) -> new Row(
                        row.getObject(1, UUID.class),
                        row.getLong(2),
                        row.getString(3),
                        row.getBigDecimal(4),
                        row.getLong(5),
                        row.getBigDecimal(6).min(row.getBigDecimal(4))))
                .list());
    }

    private Ranked ranked(
            UUID account,
            List<Row> rows,
            Promises.Standing standing,
            Set<Long> planned,
            Map<String, ExchangeRates.Rate> inForce) {
        Map<String, List<Priority.Overdue>> invoices = rows.stream()
                .collect(Collectors.groupingBy(
                        Row::currency,
                        TreeMap::new,
                        Collectors.mapping(
                                row -> new Priority.Overdue(
                                        row.overdue(),
                                        row.days(),
                                        row.disputed(),
                                        standing.invoices().contains(row.invoice()),
                                        planned.contains(row.invoice())),
                                Collectors.toList())));
        Map<Priority.Part, Money> parts = new EnumMap<>(Priority.Part.class);
        List<Money> unconverted = new ArrayList<>();
        invoices.forEach((currency, some) -> {
            ExchangeRates.Rate rate = inForce.get(currency);
            if (rate == null) {
                unconverted.add(sum(some, currency, Priority.Overdue::amount));
                return;
            }
            Priority.of(some, standing.broken())
                    .forEach((part, amount) ->
                            parts.merge(part, rate.convert(amount, rates.reportingCurrency()), Money::plus));
        });
        Money priority = parts.values().stream().reduce(Money::plus).orElse(Money.zero(rates.reportingCurrency()));
        return new Ranked(account, priority, parts, invoices, unconverted, standing.broken());
    }

    private static Money sum(
            Collection<Priority.Overdue> invoices, String currency, Function<Priority.Overdue, BigDecimal> part) {
        return new Money(invoices.stream().map(part).reduce(BigDecimal.ZERO, BigDecimal::add), currency);
    }

    private List<WorklistView.Item> items(List<Ranked> ranked, Outlook outlook) {
        List<UUID> accounts = ranked.stream().map(Ranked::account).toList();
        Map<UUID, AccountEntry> entries = directory.find(accounts);
        Map<UUID, Dunning.Pending> pending = new HashMap<>(dunning.pending(accounts));
        List<WorklistView.Item> items = new ArrayList<>();
        for (Ranked each : ranked) {
            items.add(item(
                    items.size() + 1,
                    each,
                    entries.get(each.account()),
                    pending.get(each.account()),
                    upcoming(each.account(), outlook)));
        }
        return items;
    }

    private static WorklistView.Upcoming upcoming(UUID account, Outlook outlook) {
        return new WorklistView.Upcoming(
                outlook.sums(account),
                outlook.of(account).stream().limit(RISKIEST).toList());
    }

    private static WorklistView.Item item(
            int rank, Ranked ranked, AccountEntry account, Dunning.Pending pending, WorklistView.Upcoming upcoming) {
        List<Priority.Overdue> all =
                ranked.invoices().values().stream().flatMap(List::stream).toList();
        long oldest = all.stream().mapToLong(Priority.Overdue::days).max().orElse(0);
        return new WorklistView.Item(
                rank,
                ranked.account(),
                account.legalName(),
                account.accountClass(),
                account.tier(),
                account.team(),
                ranked.priority(),
                ranked.parts().entrySet().stream()
                        .map(part -> new WorklistView.Contribution(
                                part.getKey(), part.getValue(), why(part.getKey(), all, oldest, ranked.broken())))
                        .toList(),
                each(ranked, Priority.Overdue::amount),
                each(ranked, Priority.Overdue::collectable),
                ranked.unconverted(),
                all.size(),
                oldest,
                ranked.broken(),
                pending == null ? null : new WorklistView.Step(pending.stepId(), pending.level(), pending.channel()),
                upcoming,
                null);
    }

    private static List<Money> each(Ranked ranked, Function<Priority.Overdue, BigDecimal> part) {
        return ranked.invoices().entrySet().stream()
                .map(invoices -> sum(invoices.getValue(), invoices.getKey(), part))
                .toList();
    }

    private static String why(Priority.Part part, List<Priority.Overdue> all, long oldest, int broken) {
        return switch (part) {
            case OVERDUE -> "overdue invoices: " + all.size();
            case AGE -> "days past due of the oldest: " + oldest;
            case DISPUTED ->
                "invoices in dispute: "
                        + all.stream()
                                .filter(each -> each.disputed().signum() > 0)
                                .count();
            case PROMISED ->
                "promised invoices: "
                        + all.stream().filter(Priority.Overdue::promised).count();
            case PLANNED ->
                "invoices in a payment plan: "
                        + all.stream()
                                .filter(each -> each.planned() && !each.promised())
                                .count();
            case BROKEN_PROMISES -> "promises broken in 365 days: " + broken;
        };
    }
}
