package org.kamsuite.receivables.period;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.Money;
import org.kamsuite.platform.audit.Audit;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.receivables.provision.RollForward;
import org.kamsuite.receivables.provision.Runs;
import org.kamsuite.receivables.rates.ExchangeRates;

/// Closes periods, and compares what was frozen with what is known now.
@ApplicationScoped
class Periods {

    private static final BigDecimal THRESHOLD = new BigDecimal("0.1");
    private static final int SHOWN = 500;

    private static final String METHOD =
            "Open items at the end of the last day, aged by due date; openAmount = sum of the buckets, balance ="
                    + " openAmount - unapplied; sales = payable amounts of invoices issued in the period; dso ="
                    + " openAmount / sales × days of the period. Concentration: open amounts (and sales) per ultimate"
                    + " legal parent on the last day, in the reporting currency at the rates of that day, shares of 10 %"
                    + " and more.";

    // Each names all three parameters: a bound one must be used.
    private static final String FROZEN =
            "period_close_row where period = :period and cast(:from as date) <= cast(:to as date)";
    private static final String PRESENT = "period_rows(:from, :to) where cast(:period as text) is not null";

    private static final String SUMS = """
            sum(not_due) as not_due, sum(d30) as d30, sum(d60) as d60, sum(d90) as d90, sum(d120) as d120,
                sum(older) as older, sum(unapplied) as unapplied, sum(disputed) as disputed, sum(sales) as sales,
                sum(open_invoices) as open_invoices""";

    @Inject
    Jdbi jdbi;

    @Inject
    Runs runs;

    @Inject
    ExchangeRates rates;

    @Inject
    Audit audit;

    @Inject
    ObjectMapper json;

    @Inject
    Clock clock;

    @Inject
    SecurityIdentity caller;

    record Closed(PeriodView view, boolean created) {}

    private record Stored(YearMonth month, Instant closedAt, String closedBy, String hash, String content) {}

    private YearMonth month(String period) {
        try {
            YearMonth month = YearMonth.parse(period);
            if (month.getYear() >= 1900 && month.getYear() <= 2199) {
                return month;
            }
        } catch (DateTimeException e) {
            // falls through to the same answer
        }
        throw Problem.badRequest("period", "must be a month such as 2026-03");
    }

    /// Freezes a period. Again it changes nothing.
    @Transactional
    Closed close(String period) {
        YearMonth month = month(period);
        jdbi.useHandle(handle -> handle.execute("select pg_advisory_xact_lock(hashtext('period_close'), 0)"));
        Optional<Stored> present = find(month);
        if (present.isPresent()) {
            return new Closed(view(present.get()), false);
        }
        LocalDate today = LocalDate.ofInstant(clock.instant(), clock.getZone());
        if (!month.atEndOfMonth().isBefore(today)) {
            throw Problem.unprocessable(
                    "period-not-over", "period", "ends on " + month.atEndOfMonth() + ", and it is " + today);
        }
        requireNext(month);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        String content = write(freeze(month, now));
        Stored stored = new Stored(month, now, caller.getPrincipal().getName(), hash(content), content);
        insert(stored);
        PeriodView view = view(stored);
        audit.record("period:" + month, "period.closed", null, Map.of("hash", stored.hash(), "closedAt", now));
        return new Closed(view, true);
    }

    private void requireNext(YearMonth month) {
        Optional<YearMonth> last = jdbi.withHandle(handle -> handle.createQuery("select max(period) from period_close")
                .mapTo(String.class)
                .findOne()
                .map(YearMonth::parse));
        if (last.isPresent() && !last.get().plusMonths(1).equals(month)) {
            throw Problem.conflict(
                    "period-order",
                    "Periods are closed one after the other: " + last.get() + " is closed, so "
                            + last.get().plusMonths(1) + " is next, not " + month + ".");
        }
    }

    // The figures are read from the rows that are kept, so that both are of one moment.
    private PeriodView.Figures freeze(YearMonth month, Instant now) {
        return jdbi.withHandle(handle -> {
            handle.createUpdate("""
                            insert into period_close_row (period, owner, currency, account_id, customer_id, root_id, not_due,
                                d30, d60, d90, d120, older, unapplied, disputed, open_invoices, sales)
                            select :period, owner, currency, account_id, customer_id, root_id, not_due, d30, d60, d90, d120,
                                older, unapplied, disputed, open_invoices, sales
                            from period_rows(:from, :to)""")
                    .bind("period", month.toString())
                    .bind("from", month.atDay(1))
                    .bind("to", month.atEndOfMonth())
                    .execute();
            String rowsHash = rowsHash(handle, month);
            return figures(handle, month, now, rowsHash, FROZEN);
        });
    }

    private PeriodView.Figures live(YearMonth month) {
        return jdbi.withHandle(handle -> figures(handle, month, clock.instant(), null, PRESENT));
    }

    private static String rowsHash(Handle handle, YearMonth month) {
        return handle.createQuery("""
                        select encode(sha256(convert_to(coalesce(string_agg(concat_ws('|', owner, currency,
                            trim_scale(not_due), trim_scale(d30), trim_scale(d60), trim_scale(d90), trim_scale(d120),
                            trim_scale(older), trim_scale(unapplied), trim_scale(disputed), open_invoices,
                            trim_scale(sales)), E'\\n' order by owner collate "C", currency collate "C"), ''), 'UTF8')),
                            'hex')
                        from period_close_row where period = :period""")
                .bind("period", month.toString())
                .mapTo(String.class)
                .one();
    }

    /// A group under one ultimate parent in one currency; without a parent, customers that belong to no account.
    private record GroupSum(
            UUID root, String name, String currency, List<BigDecimal> sums, long openInvoices, long owners) {

        BigDecimal open() {
            return sums.subList(0, 6).stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        BigDecimal sales() {
            return sums.getLast();
        }
    }

    // One pass over the rows; what they come to is added up here.
    private PeriodView.Figures figures(Handle handle, YearMonth month, Instant knownAt, String rowsHash, String rows) {
        List<GroupSum> groups = handle.createQuery("""
                        select g.*, coalesce(a.legal_name, cast(g.root_id as text))
                        from (
                            select root_id, currency, %s, count(*) filter (where first) as owners
                            from (
                                select p.*, row_number() over (partition by owner order by currency) = 1 as first
                                from (select * from %s) p
                            ) p
                            group by root_id, currency
                        ) g
                        left join account_directory a on a.account_id = g.root_id
                        order by g.currency, g.root_id""".formatted(SUMS, rows))
                .bind("period", month.toString())
                .bind("from", month.atDay(1))
                .bind("to", month.atEndOfMonth())
                .map((row, _) -> new GroupSum(
                        row.getObject(1, UUID.class),
                        row.getString(14),
                        row.getString(2),
                        sums(row, 3),
                        row.getLong(12),
                        row.getLong(13)))
                .list();
        SortedMap<String, List<GroupSum>> byCurrency =
                groups.stream().collect(Collectors.groupingBy(GroupSum::currency, TreeMap::new, Collectors.toList()));
        return new PeriodView.Figures(
                month.toString(),
                month.atDay(1),
                month.atEndOfMonth(),
                knownAt,
                byCurrency.entrySet().stream()
                        .map(each -> total(each.getKey(), each.getValue(), month))
                        .toList(),
                allowances(month),
                concentration(groups, month.atEndOfMonth(), knownAt),
                groups.stream().mapToLong(GroupSum::owners).sum(),
                rowsHash,
                METHOD);
    }

    private static PeriodView.CurrencyFigures total(String currency, List<GroupSum> groups, YearMonth month) {
        List<BigDecimal> sums = IntStream.range(0, 9)
                .mapToObj(
                        i -> groups.stream().map(group -> group.sums().get(i)).reduce(BigDecimal.ZERO, BigDecimal::add))
                .toList();
        return PeriodView.CurrencyFigures.of(
                currency,
                sums,
                groups.stream().mapToLong(GroupSum::openInvoices).sum(),
                month.lengthOfMonth());
    }

    private static List<BigDecimal> sums(ResultSet row, int first) throws SQLException {
        List<BigDecimal> sums = new ArrayList<>();
        for (int column = first; column < first + 9; column++) {
            sums.add(row.getBigDecimal(column));
        }
        return sums;
    }

    private PeriodView.Allowances allowances(YearMonth month) {
        List<Runs.Posted> posted = runs.posted(month.atDay(1), month.atEndOfMonth());
        SortedMap<String, RollForward> chain = RollForward.chained(
                posted.stream().map(Runs.Posted::rollForward).toList());
        return new PeriodView.Allowances(
                posted.stream().map(Runs.Posted::runId).toList(),
                List.copyOf(chain.values()),
                posted.isEmpty() ? "No provision run of a day in this period was posted." : null);
    }

    private PeriodView.Concentration concentration(List<GroupSum> groups, LocalDate to, Instant knownAt) {
        String into = rates.reportingCurrency();
        SortedMap<String, ExchangeRates.Rate> known =
                rates.find(groups.stream().map(GroupSum::currency).collect(Collectors.toSet()), into, to, knownAt);
        Map<UUID, String> names = new HashMap<>();
        Map<UUID, Money> open = new HashMap<>();
        Map<UUID, Money> sales = new HashMap<>();
        Money allOpen = Money.zero(into);
        Money allSales = Money.zero(into);
        SortedMap<String, Money> missing = new TreeMap<>();
        for (GroupSum group : groups) {
            ExchangeRates.Rate rate = known.get(group.currency());
            if (rate == null) {
                missing.merge(group.currency(), new Money(group.open(), group.currency()), Money::plus);
                continue;
            }
            Money openHere = rate.convert(group.open(), into);
            Money salesHere = rate.convert(group.sales(), into);
            allOpen = allOpen.plus(openHere);
            allSales = allSales.plus(salesHere);
            if (group.root() != null) {
                names.put(group.root(), group.name());
                open.merge(group.root(), openHere, Money::plus);
                sales.merge(group.root(), salesHere, Money::plus);
            }
        }
        return new PeriodView.Concentration(
                THRESHOLD,
                into,
                allOpen,
                allSales,
                shares(open, allOpen, names),
                shares(sales, allSales, names),
                List.copyOf(missing.values()));
    }

    private static List<PeriodView.Share> shares(Map<UUID, Money> amounts, Money all, Map<UUID, String> names) {
        if (all.amount().signum() <= 0) {
            return List.of();
        }
        return amounts.entrySet().stream()
                .map(each -> new PeriodView.Share(
                        each.getKey(),
                        names.get(each.getKey()),
                        each.getValue(),
                        each.getValue().amount().divide(all.amount(), MathContext.DECIMAL64)))
                .filter(share -> share.share().compareTo(THRESHOLD) >= 0)
                .sorted((a, b) -> a.share().compareTo(b.share()) != 0
                        ? b.share().compareTo(a.share())
                        : a.rootAccountId().compareTo(b.rootAccountId()))
                .toList();
    }

    private void insert(Stored stored) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into period_close (period, from_date, to_date, closed_at, closed_by, hash, content)
                        values (:period, :from, :to, :closedAt, :closedBy, :hash, :content)""")
                .bind("period", stored.month().toString())
                .bind("from", stored.month().atDay(1))
                .bind("to", stored.month().atEndOfMonth())
                .bind("closedAt", stored.closedAt())
                .bind("closedBy", stored.closedBy())
                .bind("hash", stored.hash())
                .bind("content", stored.content())
                .execute());
    }

    private Optional<Stored> find(YearMonth month) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select closed_at, closed_by, hash, content from period_close where period = :period")
                .bind("period", month.toString())
                .map((row, _) -> new Stored(
                        month, row.getTimestamp(1).toInstant(), row.getString(2), row.getString(3), row.getString(4)))
                .findOne());
    }

    private Stored require(String period) {
        YearMonth month = month(period);
        return find(month).orElseThrow(() -> Problem.notFound("Period " + month + " is not closed."));
    }

    PeriodView get(String period) {
        return view(require(period));
    }

    private PeriodView view(Stored stored) {
        PeriodView.Figures figures = read(stored.content());
        String rowsHash = jdbi.withHandle(handle -> rowsHash(handle, stored.month()));
        return new PeriodView(
                stored.month().toString(),
                stored.month().atDay(1),
                stored.month().atEndOfMonth(),
                stored.closedAt(),
                stored.closedBy(),
                stored.hash(),
                hash(stored.content()).equals(stored.hash()) && rowsHash.equals(figures.rowsHash()),
                figures);
    }

    private record Changed(String owner, PeriodView.AccountDelta delta) {}

    private static final String DELTAS = """
            with deltas as (
                select coalesce(n.owner, f.owner) as owner, coalesce(n.currency, f.currency) as currency,
                    coalesce(n.account_id, f.account_id) as account_id, coalesce(n.customer_id, f.customer_id) as customer_id,
                    coalesce(n.not_due, 0) - coalesce(f.not_due, 0) as not_due,
                    coalesce(n.d30 + n.d60 + n.d90 + n.d120 + n.older, 0)
                        - coalesce(f.d30 + f.d60 + f.d90 + f.d120 + f.older, 0) as overdue,
                    coalesce(n.unapplied, 0) - coalesce(f.unapplied, 0) as unapplied,
                    coalesce(n.disputed, 0) - coalesce(f.disputed, 0) as disputed,
                    coalesce(n.sales, 0) - coalesce(f.sales, 0) as sales
                from period_rows(:from, :to) n
                full join (select * from period_close_row where period = :period) f
                    on f.owner = n.owner and f.currency = n.currency
                where (n.not_due, n.d30, n.d60, n.d90, n.d120, n.older, n.unapplied, n.disputed, n.sales)
                    is distinct from (f.not_due, f.d30, f.d60, f.d90, f.d120, f.older, f.unapplied, f.disputed, f.sales)
            )
            """;

    /// The frozen figures against the same figures as known now.
    PeriodView.Restatement restatement(String period) {
        Stored stored = require(period);
        List<Changed> changed = jdbi.withHandle(handle -> handle.createQuery(DELTAS + """
                        select d.*, a.legal_name, c.system, c.number
                        from deltas d
                        left join account_directory a on a.account_id = d.account_id
                        left join erp_customer c on c.customer_id = d.customer_id
                        order by abs(d.not_due + d.overdue - d.unapplied) desc, d.owner, d.currency""")
                .bind("period", stored.month().toString())
                .bind("from", stored.month().atDay(1))
                .bind("to", stored.month().atEndOfMonth())
                .map((row, _) -> changed(row))
                .list());
        List<PeriodView.Document> documents = changed.isEmpty() ? List.of() : documents(stored, changed);
        SortedMap<String, PeriodView.Delta> totals = new TreeMap<>();
        changed.forEach(each ->
                totals.merge(each.delta().delta().currency(), each.delta().delta(), Periods::plus));
        return new PeriodView.Restatement(
                stored.month().toString(),
                stored.closedAt(),
                clock.instant(),
                !changed.isEmpty(),
                List.copyOf(totals.values()),
                changed.stream().map(Changed::delta).limit(SHOWN).toList(),
                changed.size(),
                documents,
                !changed.isEmpty() && documents.isEmpty()
                        ? "No document was recorded after the close: customers were assigned to other accounts, or"
                                + " documents recorded before it arrived after it."
                        : null);
    }

    private static PeriodView.Delta plus(PeriodView.Delta a, PeriodView.Delta b) {
        return new PeriodView.Delta(
                a.currency(),
                a.balance().plus(b.balance()),
                a.current().plus(b.current()),
                a.overdue().plus(b.overdue()),
                a.unapplied().plus(b.unapplied()),
                a.disputed().plus(b.disputed()),
                a.sales().plus(b.sales()));
    }

    private static Changed changed(ResultSet row) throws SQLException {
        String currency = row.getString("currency");
        BigDecimal current = row.getBigDecimal("not_due");
        BigDecimal overdue = row.getBigDecimal("overdue");
        BigDecimal unapplied = row.getBigDecimal("unapplied");
        String system = row.getString("system");
        return new Changed(
                row.getString("owner"),
                new PeriodView.AccountDelta(
                        row.getObject("account_id", UUID.class),
                        row.getString("legal_name"),
                        system == null ? null : new CustomerRef(system, row.getString("number")),
                        new PeriodView.Delta(
                                currency,
                                new Money(current.add(overdue).subtract(unapplied), currency),
                                new Money(current, currency),
                                new Money(overdue, currency),
                                new Money(unapplied, currency),
                                new Money(row.getBigDecimal("disputed"), currency),
                                new Money(row.getBigDecimal("sales"), currency))));
    }

    // A revision that moves a document out of the period counts through the day it had before.
    private List<PeriodView.Document> documents(Stored stored, List<Changed> changed) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select d.kind, d.number, f.revision, c.system, c.number, c.account_id, f.effective_date, f.amount,
                            f.currency, f.recorded_at
                        from fact f
                        join document d on d.document_id = f.document_id
                        join erp_customer c on c.customer_id = f.customer_id
                        where f.recorded_at > :closedAt
                            and coalesce(cast(c.account_id as text), 'customer:' || c.customer_id) = any(:owners)
                            and (f.effective_date <= :to or exists (
                                select 1 from fact e where e.document_id = f.document_id and e.effective_date <= :to))
                        order by f.recorded_at, d.document_id, f.revision
                        limit :limit""")
                .bind("closedAt", stored.closedAt())
                .bind("to", stored.month().atEndOfMonth())
                .bindArray(
                        "owners",
                        String.class,
                        new TreeSet<>(changed.stream().map(Changed::owner).toList()))
                .bind("limit", SHOWN)
                .map((row, _) -> new PeriodView.Document(
                        row.getString(1),
                        row.getString(2),
                        row.getInt(3),
                        new CustomerRef(row.getString(4), row.getString(5)),
                        row.getObject(6, UUID.class),
                        row.getObject(7, LocalDate.class),
                        row.getBigDecimal(8),
                        row.getString(9),
                        row.getTimestamp(10).toInstant()))
                .list());
    }

    /// A period's figures beside those of the period before.
    PeriodView.Report report(String period) {
        YearMonth month = month(period);
        Optional<Stored> closed = find(month);
        PeriodView.Figures figures =
                closed.map(stored -> read(stored.content())).orElseGet(() -> live(month));
        YearMonth before = month.minusMonths(1);
        PeriodView.Figures previous =
                find(before).map(stored -> read(stored.content())).orElseGet(() -> live(before));
        Map<String, PeriodView.CurrencyFigures> earlier = previous.totals().stream()
                .collect(Collectors.toMap(PeriodView.CurrencyFigures::currency, each -> each));
        return new PeriodView.Report(
                month.toString(),
                closed.isPresent() ? "CLOSED" : "OPEN",
                figures,
                previous,
                figures.totals().stream()
                        .map(each -> DsoBridge.of(earlier.get(each.currency()), each))
                        .toList(),
                closed.map(this::isRestated).orElse(null));
    }

    private Boolean isRestated(Stored stored) {
        return jdbi.withHandle(handle -> handle.createQuery(DELTAS + "select exists (select 1 from deltas)")
                .bind("period", stored.month().toString())
                .bind("from", stored.month().atDay(1))
                .bind("to", stored.month().atEndOfMonth())
                .mapTo(Boolean.class)
                .one());
    }

    private PeriodView.Figures read(String content) {
        try {
            return json.readValue(content, PeriodView.Figures.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a closed period cannot be read", e);
        }
    }

    private String write(PeriodView.Figures figures) {
        try {
            return json.writeValueAsString(figures);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a period cannot be written", e);
        }
    }

    private static String hash(String content) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
