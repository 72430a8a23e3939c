package org.kamsuite.receivables.collection;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
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
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.contracts.Money;
import org.kamsuite.platform.account.AccountDirectory;
import org.kamsuite.platform.account.AccountEntry;
import org.kamsuite.receivables.book.KnownBook;
import org.kamsuite.receivables.dunning.Dunning;
import org.kamsuite.receivables.input.Moment;
import org.kamsuite.receivables.lateness.Lateness;
import org.kamsuite.receivables.lateness.Outlook;
import org.kamsuite.receivables.plan.Plans;
import org.kamsuite.receivables.promise.Promises;
import org.kamsuite.receivables.rates.ExchangeRates;

/// Orders accounts by how urgent it is to collect from them.
@ApplicationScoped
class Worklist {

    private static final String DUE = """
            select c.account_id, i.document_id, i.currency,
                coalesce(sum(i.amount) filter (where i.side = 'OPEN' and i.due_date < :asOf), 0) as overdue,
                coalesce(max(:asOf - i.due_date) filter (where i.side = 'OPEN' and i.due_date < :asOf), 0) as days,
                coalesce(sum(i.amount) filter (where i.side = 'DISPUTE'), 0) as disputed,
                coalesce(sum(i.amount) filter (where i.side = 'OPEN' and i.due_date >= :asOf and i.due_date <= :until), 0)
                    as upcoming
            from %s i
            join erp_customer c using (customer_id)
            join account_directory a on a.account_id = c.account_id
            where i.side in ('OPEN', 'DISPUTE') and (cast(:owner as text) is null or :owner = any(a.team))
            group by c.account_id, i.document_id, i.currency
            having bool_or(i.side = 'OPEN' and i.due_date <= :until)""";

    /// How many invoices that are not yet due are shown of an account.
    private static final int RISKIEST = 5;

    /// How many accounts are looked at, besides those first by what is overdue, for what falls due soon. Those of
    /// which it may come to most: no more than all of it can be at risk.
    private static final int LOOKED_AHEAD = 25;

    @ConfigProperty(name = "kam.worklist.days-ahead", defaultValue = "14")
    int daysAhead;

    /// In the reporting currency.
    @ConfigProperty(name = "kam.worklist.at-risk-from", defaultValue = "1000")
    BigDecimal atRiskFrom;

    @Inject
    Jdbi jdbi;

    @Inject
    KnownBook book;

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

    /// What is overdue or falls due soon of one invoice.
    private record Row(
            UUID account,
            long invoice,
            String currency,
            BigDecimal overdue,
            long days,
            BigDecimal disputed,
            BigDecimal upcoming) {

        boolean isOverdue() {
            return overdue.signum() > 0;
        }

        // Nobody is reminded of what is in dispute.
        boolean isUpcoming() {
            return upcoming.signum() > 0 && disputed.signum() == 0;
        }
    }

    /// What was agreed with an account, and how it kept it.
    private record Agreed(Promises.Standing standing, Set<Long> planned) {

        boolean covers(long invoice) {
            return standing.invoices().contains(invoice) || planned.contains(invoice);
        }
    }

    /// An account with its priority, before names are looked up.
    private record Ranked(
            UUID account,
            Money priority,
            Map<Priority.Part, Money> parts,
            Map<String, List<Priority.Overdue>> invoices,
            List<Money> unconverted,
            int broken,
            List<Outlook.Invoice> atRisk) {

        boolean isOverdue() {
            return !invoices.isEmpty();
        }

        /// With what falls due soon.
        Ranked with(List<Outlook.Invoice> upcoming, Money expected) {
            if (expected.amount().signum() == 0) {
                return this;
            }
            Map<Priority.Part, Money> all = new EnumMap<>(Priority.Part.class);
            all.putAll(parts);
            all.put(Priority.Part.AT_RISK, expected);
            return new Ranked(account, priority.plus(expected), all, invoices, unconverted, broken, upcoming);
        }
    }

    private static final Comparator<Ranked> MOST_URGENT_FIRST = Comparator.comparing(
                    (Ranked each) -> each.priority().amount())
            .reversed()
            .thenComparing(Ranked::account);

    /// The state of what is looked at for one answer.
    private record Look(
            Moment at,
            Map<UUID, List<Row>> rows,
            Map<UUID, Agreed> agreed,
            SortedMap<String, ExchangeRates.Rate> rates) {

        List<Row> rows(UUID account) {
            return rows.get(account);
        }
    }

    /// @param owner a member of the account's team; null: all accounts
    WorklistView of(String owner, LocalDate askedDay, Instant knownAt, int limit) {
        Moment at = Moment.of(askedDay, knownAt, clock);
        Map<UUID, List<Row>> rows = rows(owner, at).stream().collect(Collectors.groupingBy(Row::account));
        Set<String> currencies = rows.values().stream()
                .flatMap(List::stream)
                .map(Row::currency)
                .collect(Collectors.toCollection(TreeSet::new));
        Look look = new Look(
                at,
                rows,
                new HashMap<>(),
                currencies.isEmpty()
                        ? new TreeMap<>()
                        : rates.find(currencies, rates.reportingCurrency(), at.asOf(), at.until()));
        List<Ranked> overdue = overdue(look);
        List<Ranked> candidates = candidates(look, overdue, limit);
        Outlook outlook =
                lateness.outlook(candidates.stream().map(Ranked::account).toList(), at);
        List<Ranked> first = candidates.stream()
                .map(each -> withUpcoming(each, look, outlook))
                .filter(each -> each.isOverdue() || each.priority().amount().compareTo(atRiskFrom) >= 0)
                .sorted(MOST_URGENT_FIRST)
                .limit(limit)
                .toList();
        return new WorklistView(
                at.asOf(),
                at.knownAt(),
                rates.reportingCurrency(),
                items(first, outlook, at),
                overdue.size(),
                daysAhead,
                look.rates().entrySet().stream()
                        .map(each -> new WorklistView.UsedRate(
                                each.getKey(),
                                each.getValue().factor(),
                                each.getValue().date()))
                        .toList(),
                Priority.METHOD,
                new WorklistView.Lateness(
                        outlook.method(), outlook.trainedOn(), outlook.reason(), WorklistView.AT_RISK),
                reasons(currencies, look));
    }

    private List<String> reasons(Set<String> currencies, Look look) {
        List<String> reasons = new ArrayList<>();
        reasons.add("lastContactAt is not known to this service.");
        currencies.stream()
                .filter(currency -> !look.rates().containsKey(currency))
                .forEach(
                        currency -> reasons.add("No exchange rate of %s to %s is known on %s: its amounts do not count."
                                .formatted(
                                        currency,
                                        rates.reportingCurrency(),
                                        look.at().asOf())));
        return reasons;
    }

    /// The accounts with something overdue, by what is overdue.
    private List<Ranked> overdue(Look look) {
        List<UUID> accounts = look.rows().entrySet().stream()
                .filter(each -> each.getValue().stream().anyMatch(Row::isOverdue))
                .map(Map.Entry::getKey)
                .toList();
        agree(accounts, look);
        return accounts.stream()
                .map(account -> ranked(account, look))
                .sorted(MOST_URGENT_FIRST)
                .toList();
    }

    private void agree(List<UUID> accounts, Look look) {
        Map<UUID, Promises.Standing> standings = promises.standing(accounts, look.at());
        Map<UUID, Set<Long>> planned = plans.inForce(accounts, look.at());
        accounts.forEach(account -> look.agreed()
                .put(
                        account,
                        new Agreed(
                                standings.getOrDefault(account, Promises.Standing.NONE),
                                planned.getOrDefault(account, Set.of()))));
    }

    /// Those first by what is overdue, and those that may come before them by what falls due soon.
    private List<Ranked> candidates(Look look, List<Ranked> overdue, int limit) {
        record Bound(UUID account, BigDecimal amount) {}
        List<Ranked> candidates = new ArrayList<>(overdue.subList(0, Math.min(limit, overdue.size())));
        Map<UUID, Ranked> others =
                overdue.stream().skip(limit).collect(Collectors.toMap(Ranked::account, Function.identity()));
        Set<UUID> taken = candidates.stream().map(Ranked::account).collect(Collectors.toSet());
        List<UUID> ahead = look.rows().entrySet().stream()
                .filter(each -> !taken.contains(each.getKey()))
                .map(each -> {
                    BigDecimal most = upcoming(each.getValue(), look);
                    Ranked known = others.get(each.getKey());
                    return new Bound(
                            each.getKey(),
                            known == null ? most : most.add(known.priority().amount()));
                })
                .filter(each -> each.amount().compareTo(atRiskFrom) >= 0)
                .sorted(Comparator.comparing(Bound::amount).reversed().thenComparing(Bound::account))
                .limit(LOOKED_AHEAD)
                .map(Bound::account)
                .toList();
        agree(ahead.stream().filter(account -> !others.containsKey(account)).toList(), look);
        ahead.forEach(
                account -> candidates.add(others.containsKey(account) ? others.get(account) : ranked(account, look)));
        return candidates;
    }

    private BigDecimal upcoming(List<Row> rows, Look look) {
        return rows.stream()
                .filter(row -> row.isUpcoming() && look.rates().containsKey(row.currency()))
                .map(row ->
                        row.upcoming().multiply(look.rates().get(row.currency()).factor()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private Ranked withUpcoming(Ranked ranked, Look look, Outlook outlook) {
        Agreed agreed = look.agreed().get(ranked.account());
        Set<Long> counting = look.rows(ranked.account()).stream()
                .filter(row -> row.isUpcoming()
                        && !agreed.covers(row.invoice())
                        && look.rates().containsKey(row.currency()))
                .map(Row::invoice)
                .collect(Collectors.toSet());
        LocalDate until = look.at().asOf().plusDays(daysAhead);
        List<Outlook.Invoice> upcoming = outlook.of(ranked.account()).stream()
                .filter(each ->
                        counting.contains(each.document()) && !each.dueDate().isAfter(until))
                .toList();
        Money expected = upcoming.stream()
                .collect(Collectors.groupingBy(
                        each -> each.open().currency(),
                        TreeMap::new,
                        Collectors.mapping(
                                each -> new Priority.Upcoming(each.open().amount(), each.probability()),
                                Collectors.toList())))
                .entrySet()
                .stream()
                .map(each -> look.rates()
                        .get(each.getKey())
                        .convert(Priority.atRisk(each.getValue()), rates.reportingCurrency()))
                .reduce(Money.zero(rates.reportingCurrency()), Money::plus);
        return ranked.with(upcoming, expected);
    }

    private List<Row> rows(String owner, Moment at) {
        KnownBook.Open open = book.open(at);
        return jdbi.withHandle(handle -> open.bind(handle.createQuery(DUE.formatted(open.table())))
                .bind("asOf", at.asOf())
                .bind("until", at.asOf().plusDays(daysAhead))
                .bind("owner", owner)
                .map((row, _) -> new Row(
                        row.getObject(1, UUID.class),
                        row.getLong(2),
                        row.getString(3),
                        row.getBigDecimal(4),
                        row.getLong(5),
                        row.getBigDecimal(6),
                        row.getBigDecimal(7)))
                .list());
    }

    private Ranked ranked(UUID account, Look look) {
        Promises.Standing standing = look.agreed().get(account).standing();
        Set<Long> planned = look.agreed().get(account).planned();
        Map<String, List<Priority.Overdue>> invoices = look.rows(account).stream()
                .filter(Row::isOverdue)
                .collect(Collectors.groupingBy(
                        Row::currency,
                        TreeMap::new,
                        Collectors.mapping(
                                row -> new Priority.Overdue(
                                        row.overdue(),
                                        row.days(),
                                        row.disputed().min(row.overdue()),
                                        standing.invoices().contains(row.invoice()),
                                        planned.contains(row.invoice())),
                                Collectors.toList())));
        Map<Priority.Part, Money> parts = new EnumMap<>(Priority.Part.class);
        List<Money> unconverted = new ArrayList<>();
        invoices.forEach((currency, some) -> {
            ExchangeRates.Rate rate = look.rates().get(currency);
            if (rate == null) {
                unconverted.add(sum(some, currency, Priority.Overdue::amount));
                return;
            }
            Priority.of(some, standing.broken())
                    .forEach((part, amount) ->
                            parts.merge(part, rate.convert(amount, rates.reportingCurrency()), Money::plus));
        });
        Money priority = parts.values().stream().reduce(Money::plus).orElse(Money.zero(rates.reportingCurrency()));
        return new Ranked(account, priority, parts, invoices, unconverted, standing.broken(), List.of());
    }

    private static Money sum(
            Collection<Priority.Overdue> invoices, String currency, Function<Priority.Overdue, BigDecimal> part) {
        return new Money(invoices.stream().map(part).reduce(BigDecimal.ZERO, BigDecimal::add), currency);
    }

    private List<WorklistView.Item> items(List<Ranked> ranked, Outlook outlook, Moment at) {
        List<UUID> accounts = ranked.stream().map(Ranked::account).toList();
        Map<UUID, AccountEntry> entries = directory.find(accounts);
        Map<UUID, Dunning.Pending> pending = new HashMap<>(dunning.pending(accounts, at));
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
                ranked.isOverdue() ? WorklistView.Reason.OVERDUE : WorklistView.Reason.AT_RISK,
                ranked.priority(),
                ranked.parts().entrySet().stream()
                        .map(part -> new WorklistView.Contribution(
                                part.getKey(), part.getValue(), why(part.getKey(), all, oldest, ranked)))
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

    private static String why(Priority.Part part, List<Priority.Overdue> all, long oldest, Ranked ranked) {
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
            case BROKEN_PROMISES -> "promises broken in 365 days: " + ranked.broken();
            case AT_RISK ->
                "instalments that fall due soon: "
                        + ranked.atRisk().size() + ", most at risk: "
                        + ranked.atRisk().getFirst().invoiceNumber();
        };
    }
}
