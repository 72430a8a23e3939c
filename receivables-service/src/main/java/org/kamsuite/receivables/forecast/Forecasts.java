package org.kamsuite.receivables.forecast;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.kamsuite.contracts.Money;
import org.kamsuite.platform.account.AccountDirectory;
import org.kamsuite.platform.account.AccountEntry;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.platform.rest.Scope;
import org.kamsuite.receivables.book.Documents;
import org.kamsuite.receivables.book.OpenItems;
import org.kamsuite.receivables.input.Moment;
import org.kamsuite.receivables.rates.ExchangeRates;

/// Answers when open invoices will bring money.
@ApplicationScoped
class Forecasts {

    private static final int MOST_WEEKS = 53;
    private static final int WEEKS = 13;

    @Inject
    AccountDirectory directory;

    @Inject
    OpenItems openItems;

    @Inject
    ForecastReads reads;

    @Inject
    Documents documents;

    @Inject
    ExchangeRates rates;

    @Inject
    Clock clock;

    /// An item with its outlook.
    record Seen(Receivable receivable, Receivable.Outlook outlook) {}

    ForecastView of(UUID accountId, LocalDate askedDay, Instant knownAt, Scope scope, Integer askedWeeks) {
        AccountEntry account = directory.require(accountId);
        Moment at = Moment.of(askedDay, knownAt, clock);
        LocalDate asOf = at.asOf();
        int weeks = weeks("weeks", askedWeeks, WEEKS);
        List<Long> customers = openItems.customers(accountId, asOf, scope);
        ForecastReads.Book book = reads.book(customers, at);
        Receivable.Assumptions assumptions = book.assumptions();
        List<Seen> seen = seen(reads.receivables(customers, book.items(), at), assumptions, asOf);
        Map<String, CashFlow> flows = flows(seen, asOf, weeks);
        Map<Long, String> numbers = documents.numbers(seen.stream()
                .limit(ForecastView.ITEMS)
                .map(each -> each.receivable().document())
                .distinct()
                .toList());
        return view(
                account,
                at,
                scope,
                seen,
                flows,
                ForecastView.Basis.of(assumptions.of(accountId.toString()), assumptions, draws(flows), true),
                seen.stream()
                        .limit(ForecastView.ITEMS)
                        .map(each -> ForecastView.Item.of(
                                each.receivable(),
                                each.outlook(),
                                numbers.get(each.receivable().document()),
                                asOf))
                        .toList());
    }

    ForecastView ofAll(LocalDate askedDay, Instant knownAt, Integer askedWeeks) {
        Moment at = Moment.of(askedDay, knownAt, clock);
        LocalDate asOf = at.asOf();
        int weeks = weeks("weeks", askedWeeks, WEEKS);
        ForecastReads.Book book = reads.book(null, at);
        Receivable.Assumptions assumptions = book.assumptions();
        List<Seen> seen = seen(reads.receivables(null, book.items(), at), assumptions, asOf);
        Map<String, CashFlow> flows = flows(seen, asOf, weeks);
        return view(
                null,
                at,
                null,
                seen,
                flows,
                ForecastView.Basis.of(assumptions.usual(), assumptions, draws(flows), false),
                null);
    }

    static int weeks(String field, Integer asked, int byDefault) {
        if (asked == null) {
            return byDefault;
        }
        if (asked < 1 || asked > MOST_WEEKS) {
            throw Problem.badRequest(field, "must be from 1 to " + MOST_WEEKS + ", but is " + asked);
        }
        return asked;
    }

    LocalDate day(LocalDate asked) {
        return asked == null ? LocalDate.ofInstant(clock.instant(), clock.getZone()) : asked;
    }

    private static int draws(Map<String, CashFlow> flows) {
        return flows.values().stream().mapToInt(CashFlow::draws).min().orElse(0);
    }

    static List<Seen> seen(List<Receivable> receivables, Receivable.Assumptions assumptions, LocalDate asOf) {
        return receivables.stream()
                .map(each -> new Seen(each, each.outlook(asOf, assumptions.of(each.payer()), assumptions.disputes())))
                .toList();
    }

    /// By currency.
    static SortedMap<String, CashFlow> flows(List<Seen> seen, LocalDate asOf, int weeks) {
        Map<String, List<CashFlow.Item>> byCurrency = new HashMap<>();
        for (Seen each : seen) {
            byCurrency
                    .computeIfAbsent(each.receivable().currency(), _ -> new ArrayList<>())
                    .add(new CashFlow.Item(
                            each.receivable().payer(), each.receivable().open(), each.outlook()));
        }
        SortedMap<String, CashFlow> flows = new TreeMap<>();
        byCurrency.forEach((currency, items) -> flows.put(currency, CashFlow.of(currency, items, asOf, weeks)));
        return flows;
    }

    private ForecastView view(
            AccountEntry account,
            Moment at,
            Scope scope,
            List<Seen> seen,
            Map<String, CashFlow> flows,
            ForecastView.Basis basis,
            List<ForecastView.Item> items) {
        LocalDate asOf = at.asOf();
        List<ForecastView.Flow> byCurrency = flows.entrySet().stream()
                .map(each -> ForecastView.Flow.of(each.getKey(), each.getValue(), asOf))
                .toList();
        SortedMap<String, ExchangeRates.Rate> known = byCurrency.size() < 2
                ? new TreeMap<>()
                : rates.find(flows.keySet(), rates.reportingCurrency(), asOf, at.until());
        List<Money> unconverted = byCurrency.size() < 2
                ? List.of()
                : byCurrency.stream()
                        .filter(flow -> !known.containsKey(flow.currency()))
                        .map(ForecastView.Flow::openAmount)
                        .toList();
        return new ForecastView(
                account == null ? null : account.accountId(),
                account == null ? null : account.legalName(),
                asOf,
                at.knownAt(),
                scope,
                byCurrency.size() == 1 ? byCurrency.getFirst() : converted(account, seen, known, flows, asOf),
                byCurrency,
                unconverted,
                basis,
                items,
                seen.isEmpty() ? "Nothing is open on this day." : null,
                ForecastView.METHODS);
    }

    // Each item's amount is rounded in the reporting currency, so that the sums there add up as well.
    private ForecastView.Flow converted(
            AccountEntry account,
            List<Seen> seen,
            Map<String, ExchangeRates.Rate> known,
            Map<String, CashFlow> flows,
            LocalDate asOf) {
        String to = flows.isEmpty() && account != null ? account.currency() : rates.reportingCurrency();
        int weeks = flows.values().stream()
                .mapToInt(flow -> flow.weeks().size())
                .max()
                .orElse(0);
        List<CashFlow.Item> items = seen.stream()
                .filter(each -> known.containsKey(each.receivable().currency()))
                .map(each -> new CashFlow.Item(
                        each.receivable().payer(),
                        known.get(each.receivable().currency())
                                .convert(each.receivable().open(), to)
                                .amount(),
                        each.outlook()))
                .toList();
        return ForecastView.Flow.of(to, CashFlow.of(to, items, asOf, weeks), asOf);
    }
}
