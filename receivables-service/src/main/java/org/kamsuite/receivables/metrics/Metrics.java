package org.kamsuite.receivables.metrics;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.kamsuite.platform.account.AccountDirectory;
import org.kamsuite.platform.account.AccountEntry;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.platform.rest.Scope;
import org.kamsuite.receivables.book.OpenItems;

/// How well is collected from an account or from all customers.
@ApplicationScoped
class Metrics {

    private static final Map<String, String> METHODS = new TreeMap<>(Map.ofEntries(
            Map.entry("dsoSimple", "endingReceivables / sales * days"),
            Map.entry("dsoRolling3Months", "endingReceivables / rollingSales * days of these three months"),
            Map.entry(
                    "dsoCountback",
                    "endingReceivables counted back over calendar months with their actual days (the first from the 1st to"
                            + " `to`), at most " + Countback.MONTHS + " months, stopping at a month without sales"),
            Map.entry("bestPossibleDso", "currentReceivables / sales * days"),
            Map.entry("daysCreditGranted", "currentReceivables / sales * days (JD Edwards' name of bestPossibleDso)"),
            Map.entry("extendedDso", "daysCreditGranted - terms of the window's sales weighted by their amounts"),
            Map.entry("averageDaysDelinquent", "dsoSimple - bestPossibleDso"),
            Map.entry(
                    "collectionEffectivenessIndex",
                    "(beginningReceivables + sales - endingReceivables) / (beginningReceivables + sales -"
                            + " currentReceivables) * 100, sales of the whole window"),
            Map.entry(
                    "weightedAverageDaysToPay",
                    "sum(applied amount * (payment date - invoice date)) / sum(applied amount), invoices closed in the"
                            + " window; reversed payments do not count"),
            Map.entry(
                    "weightedAverageDaysLate",
                    "the same from the due date of the instalment in force when it fell due; negative when early"),
            Map.entry("weightedAverageDaysOverdue", "the same with max(0, days late)"),
            Map.entry("weightedAverageTerms", "weightedAverageDaysToPay - weightedAverageDaysLate, the same weights"),
            Map.entry(
                    "medianDaysToPay",
                    "Kaplan-Meier over the invoices issued in the window: from issue to closing by payment; open at `to` or"
                            + " closed without payment = censored; first day with an estimated unpaid share of at most 0.5"),
            Map.entry("lateRate", "lateInvoices / invoices; late = an instalment closed after its due date"),
            Map.entry("paidLateAmountRatio", "paidLateAmount / paidAmount, invoices closed in the window"),
            Map.entry("discountTakeUp", "discountsTaken / discountsOffered; offers whose last day lies in the window"),
            Map.entry(
                    "sales",
                    "payable amounts, with tax, of invoices issued in the window; credit notes are not deducted")));

    @Inject
    AccountDirectory directory;

    @Inject
    OpenItems openItems;

    @Inject
    InputReader reader;

    @Inject
    Clock clock;

    private record Window(LocalDate from, LocalDate to) {}

    MetricsView of(UUID accountId, Asked asked, Scope scope) {
        AccountEntry account = directory.require(accountId);
        Window window = window(asked);
        List<Long> customers = openItems.customers(accountId, window.to(), scope);
        return view(account, window, asked, scope, metrics(customers, window, asked, account.currency()));
    }

    MetricsView ofAll(Asked asked) {
        Window window = window(asked);
        return view(null, window, asked, null, metrics(null, window, asked, null));
    }

    /// What a request asks for.
    ///
    /// @param months length of the window instead of `from`
    record Asked(LocalDate from, LocalDate to, Integer months, String currency, Instant knownAt) {}

    private MetricsView view(
            AccountEntry account, Window window, Asked asked, Scope scope, List<CurrencyMetrics> parts) {
        long days = ChronoUnit.DAYS.between(window.from(), window.to()) + 1;
        Instant past = past(asked.knownAt());
        return new MetricsView(
                account == null ? null : account.accountId(),
                account == null ? null : account.legalName(),
                window.from(),
                window.to(),
                past == null ? clock.instant() : past,
                scope,
                parts.size() == 1 ? parts.getFirst() : CurrencyMetrics.counted(parts, days),
                parts,
                METHODS);
    }

    private Instant past(Instant knownAt) {
        return knownAt != null && knownAt.isBefore(clock.instant()) ? knownAt : null;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), clock.getZone());
    }

    /// The asked window, by default the 365 days up to today.
    private Window window(Asked asked) {
        LocalDate end = asked.to() == null ? today() : asked.to();
        if (asked.months() != null) {
            if (asked.from() != null) {
                throw Problem.badRequest("window", "must not be there together with from");
            }
            if (asked.months() < 1 || asked.months() > Countback.MONTHS) {
                throw Problem.badRequest("window", "must be from 1 to " + Countback.MONTHS + " months");
            }
            return new Window(end.plusDays(1).minusMonths(asked.months()), end);
        }
        LocalDate start = asked.from() == null ? end.minusDays(364) : asked.from();
        if (start.isAfter(end)) {
            throw Problem.badRequest("from", "must not be after to (" + end + "), but is " + start);
        }
        return new Window(start, end);
    }

    private List<CurrencyMetrics> metrics(List<Long> customers, Window window, Asked asked, String usual) {
        return inputs(customers, window, asked, usual).entrySet().stream()
                .map(each -> CurrencyMetrics.of(each.getKey(), each.getValue(), window.from(), window.to()))
                .toList();
    }

    private SortedMap<String, Inputs> inputs(List<Long> customers, Window window, Asked asked, String usual) {
        String currency = asked.currency();
        if (currency != null
                && Currency.getAvailableCurrencies().stream()
                        .noneMatch(c -> c.getCurrencyCode().equals(currency))) {
            throw Problem.badRequest("currency", "must be an ISO 4217 code such as EUR");
        }
        SortedMap<String, Inputs> inputs = reader.read(customers, window.from(), window.to(), past(asked.knownAt()));
        if (currency != null) {
            inputs.keySet().retainAll(List.of(currency));
        }
        String alone = currency == null ? usual : currency;
        if (inputs.isEmpty() && alone != null) {
            inputs.put(alone, new Inputs());
        }
        return inputs;
    }

    BridgeView bridge(UUID accountId, Asked asked, Scope scope) {
        AccountEntry account = directory.require(accountId);
        Window dates = dates(asked);
        List<Long> customers = openItems.customers(accountId, dates.to(), scope);
        return bridge(account, customers, dates, asked, scope);
    }

    BridgeView bridgeOfAll(Asked asked) {
        return bridge(null, null, dates(asked), asked, null);
    }

    private Window dates(Asked asked) {
        LocalDate to = asked.to() == null ? today() : asked.to();
        LocalDate from = asked.from() == null ? to.minusYears(1) : asked.from();
        if (!from.isBefore(to)) {
            throw Problem.badRequest("from", "must be before to (" + to + "), but is " + from);
        }
        int months = months(asked);
        if (months < 1 || months > Countback.MONTHS) {
            throw Problem.badRequest("window", "must be from 1 to " + Countback.MONTHS + " months");
        }
        return new Window(from, to);
    }

    private static int months(Asked asked) {
        return asked.months() == null ? 3 : asked.months();
    }

    private BridgeView bridge(AccountEntry account, List<Long> customers, Window dates, Asked asked, Scope scope) {
        int months = months(asked);
        String usual = account == null ? null : account.currency();
        Window before = new Window(dates.from().plusDays(1).minusMonths(months), dates.from());
        Window after = new Window(dates.to().plusDays(1).minusMonths(months), dates.to());
        SortedMap<String, Inputs> first = inputs(customers, before, asked, usual);
        SortedMap<String, Inputs> second = inputs(customers, after, asked, usual);
        SortedSet<String> currencies = new TreeSet<>(first.keySet());
        currencies.addAll(second.keySet());
        Instant past = past(asked.knownAt());
        return new BridgeView(
                account == null ? null : account.accountId(),
                account == null ? null : account.legalName(),
                dates.from(),
                dates.to(),
                months,
                past == null ? clock.instant() : past,
                scope,
                currencies.stream()
                        .map(currency -> BridgeView.CurrencyBridge.of(
                                currency,
                                BridgeView.Point.of(
                                        currency,
                                        first.getOrDefault(currency, new Inputs()),
                                        before.from(),
                                        before.to()),
                                BridgeView.Point.of(
                                        currency,
                                        second.getOrDefault(currency, new Inputs()),
                                        after.from(),
                                        after.to())))
                        .toList(),
                BridgeView.METHODS);
    }
}
