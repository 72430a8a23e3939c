package org.kamsuite.receivables.metrics;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.kamsuite.platform.account.AccountDirectory;
import org.kamsuite.platform.account.AccountEntry;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.platform.rest.Scope;
import org.kamsuite.receivables.book.OpenItems;

/// Reads what the metrics are computed from, set-based, for the customers of an account or for all.
@ApplicationScoped
class Metrics {

    private static final Map<String, String> METHODS = new TreeMap<>(Map.of(
            "dsoSimple", "endingReceivables / sales * days",
            "dsoCountback",
                    "endingReceivables counted back over calendar months with their actual days (the first from the 1st to"
                            + " `to`), at most " + Countback.MONTHS + " months, stopping at a month without sales",
            "bestPossibleDso", "currentReceivables / sales * days",
            "averageDaysDelinquent", "dsoSimple - bestPossibleDso",
            "collectionEffectivenessIndex",
                    "(beginningReceivables + sales - endingReceivables) / (beginningReceivables + sales -"
                            + " currentReceivables) * 100, sales of the whole window",
            "weightedAverageDaysToPay",
                    "sum(applied amount * (payment date - invoice date)) / sum(applied amount), invoices closed in the window;"
                            + " reversed payments do not count",
            "weightedAverageDaysLate", "the same from the due date of the instalment; negative when early",
            "lateRate", "lateInvoices / invoices; late = an instalment closed after its due date",
            "sales", "payable amounts, with tax, of invoices issued in the window; credit notes are not deducted"));

    private static final String MINE = "(:all or customer_id = any(:customers))";

    private static final String OPEN = """
            select currency, sum(amount) filter (where side = 'OPEN') as open,
                sum(amount) filter (where side = 'OPEN' and due_date >= :asOf) as current,
                sum(amount) filter (where side = 'CREDIT') as unapplied,
                count(distinct document_id) filter (where side = 'OPEN' and due_date < :asOf) as late
            from open_items(case when :all then null else :customers end, :asOf)
            group by currency""";

    private static final String SALES = """
            select currency, cast(date_trunc('month', entry_date) as date) as month, sum(amount) as amount,
                coalesce(sum(amount) filter (where entry_date >= :from), 0) as in_window
            from entry
            where side = 'OPEN' and cause = 'DOCUMENT' and entry_date <= :to and %s
            group by 1, 2""".formatted(MINE);

    // An invoice is closed when nothing is open of it at the end of the window, since its last entry by then. Nested
    // aggregates instead of joins: their cost does not depend on what the planner believes of a table that just filled.
    private static final String CLOSED = """
            select currency, count(paid) as invoices, count(*) filter (where late and paid is not null) as late,
                count(*) - count(paid) as without_payment, coalesce(sum(paid), 0) as paid,
                coalesce(sum(days_to_pay), 0) as days_to_pay, coalesce(sum(days_late), 0) as days_late
            from (
                select document_id, currency, bool_or(late) as late, sum(paid) as paid,
                    sum(days_to_pay) as days_to_pay, sum(days_late) as days_late
                from (
                    select document_id, instalment, currency, sum(amount) as open, max(last_date) as closed_on,
                        max(last_date) > min(judged_due) as late,
                        -sum(amount) filter (where payment and amount < 0) as paid,
                        -sum(days_to_pay) filter (where payment and amount < 0) as days_to_pay,
                        -sum(days_late) filter (where payment and amount < 0) as days_late
                    from (
                        select document_id, instalment, currency, cause in ('PAYMENT', 'DISCOUNT') as payment,
                            sum(amount) as amount, max(entry_date) as last_date, min(judged_due) as judged_due,
                            sum(amount * (entry_date - issue_date)) as days_to_pay,
                            sum(amount * (entry_date - judged_due)) as days_late
                        from entry
                        where side = 'OPEN' and entry_date <= :to and document_id in (
                            select document_id from item
                            where side = 'OPEN' and settled_on >= :from and first_date <= :to and %s)
                        group by document_id, instalment, currency, cause, source_id
                    ) causes
                    group by document_id, instalment, currency
                ) instalments
                group by document_id, currency
                having sum(open) = 0 and max(closed_on) >= :from
            ) closed
            group by currency""".formatted(MINE);

    @Inject
    AccountDirectory directory;

    @Inject
    OpenItems openItems;

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    private record Window(LocalDate from, LocalDate to) {}

    MetricsView of(UUID accountId, LocalDate from, LocalDate to, String currency, Scope scope) {
        AccountEntry account = directory.require(accountId);
        Window window = window(from, to);
        List<Long> customers = openItems.customers(accountId, window.to(), scope);
        return view(account, window, scope, metrics(customers, window, currency, account.currency()));
    }

    MetricsView ofAll(LocalDate from, LocalDate to, String currency) {
        Window window = window(from, to);
        return view(null, window, null, metrics(null, window, currency, null));
    }

    private MetricsView view(AccountEntry account, Window window, Scope scope, List<CurrencyMetrics> parts) {
        long days = ChronoUnit.DAYS.between(window.from(), window.to()) + 1;
        return new MetricsView(
                account == null ? null : account.accountId(),
                account == null ? null : account.legalName(),
                window.from(),
                window.to(),
                clock.instant(),
                scope,
                parts.size() == 1 ? parts.getFirst() : CurrencyMetrics.counted(parts, days),
                parts,
                METHODS);
    }

    /// The asked window, by default the 365 days up to today.
    private Window window(LocalDate from, LocalDate to) {
        LocalDate end = to == null ? LocalDate.ofInstant(clock.instant(), clock.getZone()) : to;
        LocalDate start = from == null ? end.minusDays(364) : from;
        if (start.isAfter(end)) {
            throw Problem.badRequest("from", "must not be after to (" + end + "), but is " + start);
        }
        return new Window(start, end);
    }

    private List<CurrencyMetrics> metrics(List<Long> customers, Window window, String asked, String usual) {
        if (asked != null
                && Currency.getAvailableCurrencies().stream()
                        .noneMatch(c -> c.getCurrencyCode().equals(asked))) {
            throw Problem.badRequest("currency", "must be an ISO 4217 code such as EUR");
        }
        SortedMap<String, Inputs> inputs = inputs(customers, window);
        if (asked != null) {
            inputs.keySet().retainAll(List.of(asked));
        }
        String alone = asked == null ? usual : asked;
        if (inputs.isEmpty() && alone != null) {
            inputs.put(alone, new Read().inputs());
        }
        return inputs.entrySet().stream()
                .map(each -> CurrencyMetrics.of(each.getKey(), each.getValue(), window.from(), window.to()))
                .toList();
    }

    /// What is read piece by piece.
    private static final class Read {

        private BigDecimal beginning = BigDecimal.ZERO;
        private BigDecimal ending = BigDecimal.ZERO;
        private BigDecimal current = BigDecimal.ZERO;
        private BigDecimal unapplied = BigDecimal.ZERO;
        private BigDecimal sales = BigDecimal.ZERO;
        private final Map<YearMonth, BigDecimal> monthly = new HashMap<>();
        private long openLate;
        private Inputs.Closed closed = Inputs.Closed.NONE;

        Inputs inputs() {
            YearMonth first =
                    monthly.keySet().stream().min(YearMonth::compareTo).orElse(null);
            return new Inputs(beginning, ending, current, unapplied, sales, monthly, first, openLate, closed);
        }
    }

    private SortedMap<String, Inputs> inputs(List<Long> customers, Window window) {
        SortedMap<String, Read> read = new TreeMap<>();
        jdbi.useHandle(handle -> {
            of(handle.createQuery(OPEN), customers)
                    .bind("asOf", window.to())
                    .map((row, _) -> {
                        Read into = read.computeIfAbsent(row.getString("currency"), _ -> new Read());
                        into.ending = orZero(row.getBigDecimal("open"));
                        into.current = orZero(row.getBigDecimal("current"));
                        into.unapplied = orZero(row.getBigDecimal("unapplied"));
                        into.openLate = row.getLong("late");
                        return into;
                    })
                    .list();
            of(handle.createQuery(OPEN), customers)
                    .bind("asOf", window.from().minusDays(1))
                    .map((row, _) -> {
                        Read into = read.computeIfAbsent(row.getString("currency"), _ -> new Read());
                        into.beginning = orZero(row.getBigDecimal("open"));
                        return into;
                    })
                    .list();
            of(handle.createQuery(SALES), customers)
                    .bind("from", window.from())
                    .bind("to", window.to())
                    .map((row, _) -> {
                        Read into = read.computeIfAbsent(row.getString("currency"), _ -> new Read());
                        into.monthly.put(
                                YearMonth.from(row.getObject("month", LocalDate.class)), row.getBigDecimal("amount"));
                        into.sales = into.sales.add(row.getBigDecimal("in_window"));
                        return into;
                    })
                    .list();
            of(handle.createQuery(CLOSED), customers)
                    .bind("from", window.from())
                    .bind("to", window.to())
                    .map((row, _) -> {
                        Read into = read.computeIfAbsent(row.getString("currency"), _ -> new Read());
                        into.closed = new Inputs.Closed(
                                row.getLong("invoices"),
                                row.getLong("late"),
                                row.getLong("without_payment"),
                                row.getBigDecimal("paid"),
                                row.getBigDecimal("days_to_pay"),
                                row.getBigDecimal("days_late"));
                        return into;
                    })
                    .list();
        });
        SortedMap<String, Inputs> inputs = new TreeMap<>();
        read.forEach((currency, each) -> inputs.put(currency, each.inputs()));
        return inputs;
    }

    private static Query of(Query query, List<Long> customers) {
        return query.bind("all", customers == null)
                .bindArray("customers", Long.class, customers == null ? List.of() : customers);
    }

    private static BigDecimal orZero(BigDecimal sum) {
        return sum == null ? BigDecimal.ZERO : sum;
    }
}
