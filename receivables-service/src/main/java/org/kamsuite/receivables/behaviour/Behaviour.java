package org.kamsuite.receivables.behaviour;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kamsuite.platform.account.AccountDirectory;
import org.kamsuite.platform.account.AccountEntry;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.platform.rest.Scope;
import org.kamsuite.receivables.book.Documents;
import org.kamsuite.receivables.book.OpenItems;
import org.kamsuite.receivables.rates.ExchangeRates;

/// Answers how an account pays.
@ApplicationScoped
class Behaviour {

    private static final int POINTS = 200;
    private static final int RECENT = Signals.RECENT;

    @Inject
    AccountDirectory directory;

    @Inject
    OpenItems openItems;

    @Inject
    Payments payments;

    @Inject
    Documents documents;

    @Inject
    ExchangeRates rates;

    @Inject
    Clock clock;

    /// What was asked for, with the defaults filled in.
    private record Asked(AccountEntry account, LocalDate from, LocalDate to, Instant past, Scope scope) {}

    BehaviourView of(UUID accountId, LocalDate from, LocalDate to, Instant knownAt, Scope scope) {
        AccountEntry account = directory.require(accountId);
        LocalDate end = to == null ? LocalDate.ofInstant(clock.instant(), clock.getZone()) : to;
        LocalDate start = from == null ? end.minusDays(364) : from;
        if (start.isAfter(end)) {
            throw Problem.badRequest("from", "must not be after to (" + end + "), but is " + start);
        }
        Instant past = knownAt != null && knownAt.isBefore(clock.instant()) ? knownAt : null;
        return view(new Asked(account, start, end, past, scope));
    }

    private BehaviourView view(Asked asked) {
        LocalDate to = asked.to();
        List<Long> customers = openItems.customers(asked.account().accountId(), to, asked.scope());
        LocalDate charts = Payments.chartsFrom(to);
        List<PaidItem> items =
                payments.items(customers, asked.from().isBefore(charts) ? asked.from() : charts, to, asked.past());
        SortedMap<String, ExchangeRates.Rate> used = rates(items, to);
        boolean now = asked.past() == null;
        Assessment assessment = Assessment.of(
                new Assessment.Inputs(
                        items,
                        now ? payments.disputes(customers, to) : List.of(),
                        now ? Assessment.sum(payments.unapplied(customers, to).values()) : new TreeMap<>(),
                        rates.reportingCurrency(),
                        factors(used)),
                asked.from(),
                to);
        Map<Long, String> numbers = numbers(assessment);
        return new BehaviourView(
                asked.account().accountId(),
                asked.account().legalName(),
                asked.from(),
                to,
                now ? clock.instant() : asked.past(),
                asked.scope(),
                explained(assessment.figures(), items, used, asked.account()),
                currencies(items, asked.account()).stream()
                        .map(currency ->
                                Figures.of(currency, items, Map.of(currency, BigDecimal.ONE), asked.from(), to))
                        .toList(),
                used.isEmpty()
                        ? null
                        : used.entrySet().stream()
                                .collect(Collectors.toMap(
                                        Map.Entry::getKey,
                                        each -> new BehaviourView.RateUsed(
                                                each.getValue().factor(),
                                                each.getValue().date()),
                                        (a, _) -> a,
                                        TreeMap::new)),
                months(items, asked),
                trend(items, to),
                drift(assessment.drift(), charts, numbers),
                assessment.signals().stream()
                        .map(signal -> new BehaviourView.SignalView(
                                signal.rule(), signal.since(), signal.detail(), texts(signal.documents(), numbers)))
                        .toList(),
                methods(now));
    }

    private SortedMap<String, ExchangeRates.Rate> rates(Collection<PaidItem> items, LocalDate to) {
        List<String> currencies =
                items.stream().map(PaidItem::currency).distinct().toList();
        return currencies.size() < 2 ? new TreeMap<>() : rates.find(currencies, rates.reportingCurrency(), to, null);
    }

    static Map<String, BigDecimal> factors(Map<String, ExchangeRates.Rate> rates) {
        return rates.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> each.getValue().factor()));
    }

    // Without anything there is one currency, the account's.
    private static Collection<String> currencies(List<PaidItem> items, AccountEntry account) {
        TreeSet<String> currencies =
                items.stream().map(PaidItem::currency).collect(Collectors.toCollection(TreeSet::new));
        return currencies.isEmpty() ? List.of(account.currency()) : currencies;
    }

    private Figures explained(
            Figures figures, List<PaidItem> items, Map<String, ExchangeRates.Rate> used, AccountEntry account) {
        Collection<String> currencies = currencies(items, account);
        if (currencies.size() < 2) {
            return items.isEmpty()
                    ? Figures.of(account.currency(), List.of(), Map.of(), LocalDate.MIN, LocalDate.MAX)
                    : figures;
        }
        List<String> missing = currencies.stream()
                .filter(currency -> !used.containsKey(currency))
                .toList();
        List<String> reasons = new ArrayList<>(figures.reasons());
        if (!missing.isEmpty()) {
            reasons.add("No exchange rate is known for %s: these invoices are only in byCurrency."
                    .formatted(String.join(", ", missing)));
        }
        return figures.with(reasons);
    }

    private List<Figures.Month> months(List<PaidItem> items, Asked asked) {
        record Key(LocalDate month, String currency) {}
        Map<Key, List<PaidItem>> byMonth = items.stream()
                .filter(PaidItem::isPaid)
                .filter(item -> !item.closedOn().isBefore(asked.from()))
                .collect(Collectors.groupingBy(item -> new Key(item.closedOn().withDayOfMonth(1), item.currency())));
        return byMonth.entrySet().stream()
                .sorted(java.util.Comparator.comparing((Map.Entry<Key, List<PaidItem>> each) ->
                                each.getKey().month())
                        .thenComparing(each -> each.getKey().currency()))
                .map(each ->
                        Figures.Month.of(each.getKey().month(), each.getKey().currency(), each.getValue(), asked.to()))
                .toList();
    }

    private static BehaviourView.TrendView trend(List<PaidItem> items, LocalDate to) {
        LocalDate recentFrom = to.minusDays(RECENT - 1L);
        List<PaidItem> paid = items.stream().filter(PaidItem::isPaid).toList();
        List<PaidItem> recent = paid.stream()
                .filter(item -> !item.closedOn().isBefore(recentFrom))
                .toList();
        List<PaidItem> usual = paid.stream()
                .filter(item -> item.closedOn().isBefore(recentFrom)
                        && !item.closedOn().isBefore(recentFrom.minusDays(Signals.USUAL)))
                .toList();
        BigDecimal now = mean(recent, to);
        BigDecimal before = mean(usual, to);
        BigDecimal change = now == null || before == null ? null : now.subtract(before);
        return new BehaviourView.TrendView(
                recentFrom,
                recent.size(),
                now,
                usual.size(),
                before,
                change,
                change == null
                        ? null
                        : change.compareTo(BigDecimal.ONE) > 0
                                ? "LATER"
                                : change.compareTo(BigDecimal.ONE.negate()) < 0 ? "EARLIER" : "STEADY",
                change == null ? "No invoice was closed by payment in one of the two periods." : null);
    }

    private static BigDecimal mean(List<PaidItem> items, LocalDate to) {
        return items.isEmpty()
                ? null
                : BehaviourView.rounded(items.stream()
                        .mapToInt(item -> item.daysLate(to))
                        .average()
                        .orElseThrow());
    }

    private Map<Long, String> numbers(Assessment assessment) {
        Stream<Long> shown = Stream.concat(
                latest(assessment.drift()).stream()
                        .map(point -> point.observation().document()),
                assessment.signals().stream().flatMap(signal -> signal.documents().stream()));
        return documents.numbers(shown.distinct().toList());
    }

    private static List<String> texts(List<Long> ids, Map<Long, String> numbers) {
        return ids.stream().map(numbers::get).toList();
    }

    private static List<Drift.Point> latest(Drift drift) {
        List<Drift.Point> points = drift.points();
        return points.subList(Math.max(0, points.size() - POINTS), points.size());
    }

    private static BehaviourView.DriftView drift(Drift drift, LocalDate from, Map<Long, String> numbers) {
        Drift.Settings settings = Drift.Settings.DEFAULT;
        Baseline baseline =
                drift.current() == null ? drift.judgedNext() : drift.current().baseline();
        return new BehaviourView.DriftView(
                !drift.isJudged() ? "NOT_JUDGED" : drift.current() == null ? "STEADY" : "DRIFTING",
                from,
                drift.points().size(),
                baseline == null ? null : BehaviourView.rounded(baseline.mean()),
                baseline == null ? null : BehaviourView.rounded(baseline.sigma()),
                baseline == null ? null : baseline.invoices(),
                new TreeMap<>(Map.of(
                        "lambda", BigDecimal.valueOf(settings.lambda()),
                        "L", BigDecimal.valueOf(settings.limit()),
                        "K", BigDecimal.valueOf(settings.slack()),
                        "H", BigDecimal.valueOf(settings.decision()),
                        "baselineAtLeast", BigDecimal.valueOf(settings.baseline()),
                        "baselineAtMost", BigDecimal.valueOf(settings.window()),
                        "sigmaAtLeastDays", BigDecimal.valueOf(settings.floor()),
                        "clearedAfter", BigDecimal.valueOf(settings.clearing()))),
                drift.excursions().stream().map(Behaviour::excursion).toList(),
                latest(drift).stream().map(point -> point(point, numbers)).toList(),
                drift.isJudged()
                        ? null
                        : "Only %d invoices were closed by payment since %s; a baseline needs %d."
                                .formatted(drift.points().size(), from, settings.baseline()));
    }

    private static BehaviourView.ExcursionView excursion(Drift.Excursion excursion) {
        return new BehaviourView.ExcursionView(
                excursion.method(),
                excursion.alarm().on(),
                excursion.shiftStart().on(),
                BehaviourView.rounded(excursion.baseline().mean()),
                BehaviourView.rounded(excursion.newLevel()),
                BehaviourView.rounded(excursion.currentDays()),
                excursion.end());
    }

    private static BehaviourView.PointView point(Drift.Point point, Map<Long, String> numbers) {
        boolean charted = point.baseline() != null;
        return new BehaviourView.PointView(
                numbers.get(point.observation().document()),
                point.observation().on(),
                point.observation().days(),
                point.observation().atLeast(),
                charted ? BehaviourView.rounded(point.ewma()) : null,
                charted ? BehaviourView.rounded(point.upper()) : null,
                charted ? BehaviourView.rounded(point.lower()) : null,
                charted ? BehaviourView.rounded(point.cusum()) : null,
                charted ? BehaviourView.rounded(point.decision()) : null,
                point.run(),
                point.alarm(),
                point.inExcursion());
    }

    private static Map<String, String> methods(boolean now) {
        Map<String, String> methods = new TreeMap<>(
                Map.of(
                        "paymentIndex",
                        PaymentIndex.METHOD,
                        "averageDaysBeyondTerms",
                        "sum(applied amount * max(0, payment date - due date)) / sum(applied amount), open overdue amounts"
                                + " with the days so far; reversed payments do not count",
                        "invoices",
                        "instalments with nothing open since a day of the window, closed by at least one payment",
                        "months",
                        "by the month of closing; early, on time, late = closed before, on, after the due date",
                        "baseline",
                        Baseline.METHOD,
                        "drift",
                        "days late by closing day, then open overdue invoices later than usual, at least so many; EWMA = lambda"
                                + " * x + (1 - lambda) * EWMA, limits mean ± L sigma sqrt(lambda / (2 - lambda) * (1 - (1 -"
                                + " lambda)^(2i))); C+ = max(0, x - (mean + K sigma) + C+), alarm above H sigma; an excursion"
                                + " ends after payments in a row within the EWMA's upper limit",
                        "trend",
                        "mean days late of the last 90 days' closed invoices, and of the 365 days' before",
                        "overall",
                        "with several currencies amounts weigh at the exchange rates of `to`; counts are of the converted ones"));
        Signals.METHODS.forEach((rule, method) -> methods.put("signals." + rule, method));
        if (!now) {
            methods.put("signals", "DISPUTE_SPIKE and UNAPPLIED_RISING are judged only as known now, not here");
        }
        return methods;
    }
}
