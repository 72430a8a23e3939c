package org.kamsuite.receivables.dispute;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.kamsuite.contracts.Money;
import org.kamsuite.platform.account.AccountDirectory;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.platform.rest.Scope;
import org.kamsuite.receivables.book.Entries;
import org.kamsuite.receivables.book.OpenItems;
import org.kamsuite.receivables.book.Whose;
import org.kamsuite.receivables.input.Moment;
import org.kamsuite.receivables.ledger.Cause;
import org.kamsuite.receivables.ledger.Entry;
import org.kamsuite.receivables.ledger.OpenItem;
import org.kamsuite.receivables.ledger.Side;

/// How often customers dispute, how long it takes, and what it costs.
@ApplicationScoped
class DisputeMetrics {

    private static final Map<String, String> METHODS = new TreeMap<>(Map.of(
            "disputeRate", "invoicesDisputed / invoicesIssued",
            "daysToResolve", "calendar days from the opening to the end, of disputes that ended in the window",
            "valid", "ended with a credit: a credit note while it was open, or the credited amount of its end",
            "explained",
                    "a service failure on an order of the invoice fits the reason: DEL late, QTY short, QUA rejected, ITM wrong"
                            + " item",
            "overdue", "open amounts whose due date is before `to`; of an invoice never more is disputed than is open",
            "dso", "openAmount / sales * days; sales are payable amounts with tax, credit notes not deducted"));

    // Of an invoice no more is in dispute than is open of it.
    private static final String OPEN = """
            select currency, coalesce(sum(open), 0), coalesce(sum(late), 0), coalesce(sum(least(disputed, open)), 0),
                coalesce(sum(least(disputed, late)), 0)
            from (
                select document_id, currency, coalesce(sum(amount) filter (where side = 'OPEN'), 0) as open,
                    coalesce(sum(amount) filter (where side = 'OPEN' and due_date < :to), 0) as late,
                    coalesce(sum(amount) filter (where side = 'DISPUTE'), 0) as disputed
                from <items> i
                where side in ('OPEN', 'DISPUTE')
                group by document_id, currency
            ) invoices
            group by currency""";

    private static final String SALES = """
            select currency, sum(amount) from entry
            where side = 'OPEN' and cause = 'DOCUMENT' and entry_date between :from and :to
                and <mine>
            group by currency""";

    private static final String INVOICES = """
            select count(*), count(*) filter (where exists (
                select from fact_line l
                join fact f using (document_id, revision)
                join document d using (document_id)
                where l.invoice_id = issued.document_id and d.kind = 'DISPUTE' and f.effective_date <= :to))
            from (
                select distinct document_id from entry
                where side = 'OPEN' and cause = 'DOCUMENT' and entry_date between :from and :to
                    and <mine>
            ) issued""";

    private static final int CHUNK = 200;

    @Inject
    Jdbi jdbi;

    @Inject
    DisputeStore store;

    @Inject
    OpenItems openItems;

    @Inject
    Entries entries;

    @Inject
    AccountDirectory directory;

    @Inject
    Clock clock;

    private record Books(BigDecimal open, BigDecimal late, BigDecimal disputed, BigDecimal lateDisputed) {

        private static final Books NONE = new Books(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

        // Of an invoice no more is in dispute than is open of it.
        private static Books of(List<OpenItem> invoice, LocalDate to) {
            BigDecimal open = sum(invoice, item -> item.side() == Side.OPEN);
            BigDecimal late = sum(
                    invoice, item -> item.side() == Side.OPEN && item.dueDate().isBefore(to));
            BigDecimal disputed = sum(invoice, item -> item.side() == Side.DISPUTE);
            return new Books(open, late, disputed.min(open), disputed.min(late));
        }

        private static BigDecimal sum(List<OpenItem> invoice, Predicate<OpenItem> which) {
            return invoice.stream().filter(which).map(OpenItem::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        private Books plus(Books other) {
            return new Books(
                    open.add(other.open),
                    late.add(other.late),
                    disputed.add(other.disputed),
                    lateDisputed.add(other.lateDisputed));
        }
    }

    private record Window(LocalDate from, LocalDate to) {

        boolean has(LocalDate day) {
            return day != null && !day.isBefore(from) && !day.isAfter(to);
        }

        long days() {
            return ChronoUnit.DAYS.between(from, to) + 1;
        }
    }

    /// @param accountId null: all accounts
    DisputeMetricsView of(UUID accountId, LocalDate askedFrom, LocalDate askedTo, Instant knownAt, Scope scope) {
        Moment at = Moment.of(askedTo, knownAt, clock);
        LocalDate to = at.asOf();
        Window window = new Window(askedFrom == null ? to.minusDays(89) : askedFrom, to);
        if (window.from().isAfter(to)) {
            throw Problem.badRequest("from", "must not be after to (" + to + "), but is " + window.from());
        }
        if (accountId != null) {
            directory.require(accountId);
        }
        List<Long> customers = accountId == null ? null : openItems.customers(accountId, to, scope);
        List<Dispute> disputes = store.between(accountId, scope, window.from(), to, at.until());
        Map<Long, Claims.Amounts> amounts = store.amounts(disputes, to, at.until());
        Set<UUID> explained = store.causes(disputes, to, at.until()).keySet();
        Function<List<Dispute>, Function<String, DisputeMetricsView.Group>> group =
                some -> key -> group(key, some, amounts, explained, window);
        Ledgers ledgers = at.until() == null
                ? asKnownNow(customers, window)
                : asKnown(customers == null ? allCustomers() : customers, window, at.until());
        long[] invoices = ledgers.invoices();
        BigDecimal rate = share(invoices[1], invoices[0]);
        return new DisputeMetricsView(
                accountId,
                window.from(),
                to,
                at.knownAt(),
                accountId == null ? null : scope,
                invoices[0],
                invoices[1],
                rate,
                group.apply(disputes).apply("ALL"),
                byCurrency(disputes, amounts, ledgers, window),
                by(disputes, dispute -> dispute.reason().name(), group),
                by(disputes, dispute -> dispute.ownerDepartment().name(), group),
                METHODS,
                rate == null ? List.of("disputeRate is null: no invoice was issued in the window.") : List.of());
    }

    private static List<DisputeMetricsView.Group> by(
            List<Dispute> disputes,
            Function<Dispute, String> key,
            Function<List<Dispute>, Function<String, DisputeMetricsView.Group>> group) {
        return disputes.stream()
                .collect(Collectors.groupingBy(key, TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(each -> group.apply(each.getValue()).apply(each.getKey()))
                .toList();
    }

    private static DisputeMetricsView.Group group(
            String key, List<Dispute> disputes, Map<Long, Claims.Amounts> amounts, Set<UUID> explained, Window window) {
        List<Dispute> opened = disputes.stream()
                .filter(dispute -> window.has(dispute.openedOn()))
                .toList();
        List<Dispute> resolved = disputes.stream()
                .filter(dispute -> window.has(dispute.resolvedOn()))
                .toList();
        List<Dispute> open = disputes.stream()
                .filter(dispute -> dispute.status(window.to()) == DisputeStatus.OPEN)
                .toList();
        List<Integer> days = resolved.stream()
                .map(dispute -> dispute.days(window.to()))
                .sorted()
                .toList();
        long valid = resolved.stream()
                .filter(dispute -> amounts.get(dispute.document()).credited().signum() > 0)
                .count();
        long known = opened.stream()
                .filter(dispute -> explained.contains(dispute.disputeId()))
                .count();
        return new DisputeMetricsView.Group(
                key,
                opened.size(),
                resolved.size(),
                open.size(),
                open.stream().filter(dispute -> dispute.overdue(window.to())).count(),
                share(days.stream().mapToLong(Integer::longValue).sum(), days.size()),
                median(days),
                valid,
                share(valid, resolved.size()),
                known,
                share(known, opened.size()));
    }

    private static BigDecimal share(long part, long whole) {
        return whole == 0 ? null : quotient(BigDecimal.valueOf(part), BigDecimal.valueOf(whole));
    }

    private static BigDecimal quotient(BigDecimal part, BigDecimal whole) {
        return whole.signum() == 0 ? null : part.divide(whole, MathContext.DECIMAL64);
    }

    static BigDecimal median(List<Integer> sorted) {
        int size = sorted.size();
        return size == 0 ? null : share((long) sorted.get((size - 1) / 2) + sorted.get(size / 2), 2);
    }

    private List<DisputeMetricsView.InCurrency> byCurrency(
            List<Dispute> disputes, Map<Long, Claims.Amounts> amounts, Ledgers ledgers, Window window) {
        Map<String, Books> books = ledgers.books();
        Map<String, BigDecimal> sales = ledgers.sales();
        Map<String, List<Claims.Amounts>> disputed = disputes.stream()
                .filter(dispute -> dispute.currency() != null)
                .collect(Collectors.groupingBy(
                        Dispute::currency,
                        Collectors.mapping(dispute -> amounts.get(dispute.document()), Collectors.toList())));
        Set<String> currencies = new java.util.TreeSet<>(books.keySet());
        currencies.addAll(sales.keySet());
        currencies.addAll(disputed.keySet());
        List<DisputeMetricsView.InCurrency> rows = new ArrayList<>();
        currencies.stream()
                .sorted(Comparator.naturalOrder())
                .forEach(currency -> rows.add(inCurrency(
                        currency,
                        disputed.getOrDefault(currency, List.of()),
                        books.getOrDefault(currency, Books.NONE),
                        sales.getOrDefault(currency, BigDecimal.ZERO),
                        window)));
        return rows;
    }

    private static DisputeMetricsView.InCurrency inCurrency(
            String currency, List<Claims.Amounts> disputed, Books books, BigDecimal sales, Window window) {
        BigDecimal days = BigDecimal.valueOf(window.days());
        Function<Function<Claims.Amounts, BigDecimal>, Money> sum =
                part -> new Money(disputed.stream().map(part).reduce(BigDecimal.ZERO, BigDecimal::add), currency);
        return new DisputeMetricsView.InCurrency(
                currency,
                sum.apply(Claims.Amounts::original),
                sum.apply(Claims.Amounts::current),
                sum.apply(Claims.Amounts::credited),
                sum.apply(Claims.Amounts::paid),
                sum.apply(Claims.Amounts::writtenOff),
                sum.apply(Claims.Amounts::withdrawn),
                new Money(books.late(), currency),
                new Money(books.lateDisputed(), currency),
                quotient(books.lateDisputed(), books.late()),
                new Money(books.open(), currency),
                new Money(books.disputed(), currency),
                new Money(sales, currency),
                window.days(),
                quotient(books.open().multiply(days), sales),
                quotient(books.open().subtract(books.disputed()).multiply(days), sales));
    }

    /// @param invoices how many were issued in the window, and how many of them disputed by its end
    private record Ledgers(long[] invoices, Map<String, Books> books, Map<String, BigDecimal> sales) {}

    private Ledgers asKnownNow(List<Long> customers, Window window) {
        return new Ledgers(
                query(
                        INVOICES,
                        customers,
                        window,
                        query -> query.map((row, _) -> new long[] {row.getLong(1), row.getLong(2)})
                                .one()),
                query(
                        OPEN,
                        customers,
                        window,
                        query -> query.map((row, _) -> Map.entry(
                                        row.getString(1),
                                        new Books(
                                                row.getBigDecimal(2),
                                                row.getBigDecimal(3),
                                                row.getBigDecimal(4),
                                                row.getBigDecimal(5))))
                                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue))),
                query(
                        SALES,
                        customers,
                        window,
                        query -> query.map((row, _) -> Map.entry(row.getString(1), row.getBigDecimal(2)))
                                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue))));
    }

    // The same of the facts recorded by then, some customers at a time.
    private Ledgers asKnown(List<Long> customers, Window window, Instant knownAt) {
        Map<String, Books> books = new HashMap<>();
        Map<String, BigDecimal> sales = new HashMap<>();
        long issued = 0;
        long disputed = 0;
        for (int i = 0; i < customers.size(); i += CHUNK) {
            List<Entry> known = entries.asKnown(customers.subList(i, Math.min(i + CHUNK, customers.size())), knownAt);
            Set<Long> issues = new HashSet<>();
            Set<Long> disputes = new HashSet<>();
            for (Entry entry : known) {
                if (entry.side() == Side.OPEN && entry.cause() == Cause.DOCUMENT && window.has(entry.date())) {
                    sales.merge(entry.currency(), entry.amount(), BigDecimal::add);
                    issues.add(entry.document());
                } else if (entry.side() == Side.DISPUTE && !entry.date().isAfter(window.to())) {
                    disputes.add(entry.document());
                }
            }
            issued += issues.size();
            disputes.retainAll(issues);
            disputed += disputes.size();
            OpenItem.at(window.to(), known).stream()
                    .filter(item -> item.side() != Side.CREDIT)
                    .collect(Collectors.groupingBy(OpenItem::document))
                    .values()
                    .forEach(invoice ->
                            books.merge(invoice.getFirst().currency(), Books.of(invoice, window.to()), Books::plus));
        }
        return new Ledgers(new long[] {issued, disputed}, books, sales);
    }

    private List<Long> allCustomers() {
        return jdbi.withHandle(handle -> handle.createQuery("select customer_id from erp_customer order by customer_id")
                .mapTo(Long.class)
                .list());
    }

    private <T> T query(String sql, List<Long> customers, Window window, Function<Query, T> read) {
        return jdbi.withHandle(
                handle -> read.apply(Whose.withItems(handle.createQuery(sql), "customer_id", customers, "to")
                        .bind("from", window.from())
                        .bind("to", window.to())));
    }
}
