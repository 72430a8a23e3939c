package org.kamsuite.receivables.forecast;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.receivables.book.KnownBook;
import org.kamsuite.receivables.book.OpenItems;
import org.kamsuite.receivables.book.Whose;
import org.kamsuite.receivables.input.Moment;
import org.kamsuite.receivables.ledger.Entry;
import org.kamsuite.receivables.ledger.OpenItem;
import org.kamsuite.receivables.ledger.Side;

/// Reads what a forecast is made from, set-based, for some customers or for all.
@ApplicationScoped
class ForecastReads {

    /// Of payments that habits are learnt from.
    static final int DAYS = 365;

    /// After so many days a payment weighs half.
    static final double HALF_LIFE = 120;

    /// Of losses and disputes.
    static final int LONG = 730;

    /// How many of the portfolio's invoices an account's own are mixed with.
    static final double STRENGTH = 5;

    private static final double LOSS_STRENGTH = 50;
    private static final double PROMISE_STRENGTH = 5;
    private static final double USUALLY_KEPT = 0.7;
    /// Days late that payments count as at least and at most.
    static final int EARLIEST = -60;

    static final int LATEST = 365;

    private static final Duration USUAL_FOR = Duration.ofHours(1);
    private static final int USUAL_KEPT = 60;

    private static final String PAYER = "coalesce(cast(c.account_id as text), 'customer ' || c.customer_id)";

    // What payments took off in the last year, reversed ones not, by days late; amounts relative to the currency's
    // average, so that currencies can be counted together; what is long ago weighs less.
    private static final String APPLIED = """
            select payer, days, sum(weight), count(*)
            from (
                select %s as payer, least(greatest(a.paid_on - a.due, :earliest), :latest) as days,
                    a.amount / avg(a.amount) over (partition by a.currency)
                        * power(0.5, (:asOf - a.paid_on) / :halfLife) as weight
                from (
                    select e.customer_id, e.currency, min(e.judged_due) as due, min(e.entry_date) as paid_on,
                        -sum(e.amount) as amount
                    from %s
                    where e.side = 'OPEN' and e.cause in ('PAYMENT', 'DISCOUNT') and e.entry_date > :from
                        and e.entry_date <= :asOf
                    group by e.document_id, e.instalment, e.source_id, e.customer_id, e.currency
                    having sum(e.amount) < 0
                ) a
                join erp_customer c using (customer_id)
            ) paid
            group by payer, days""";

    private static final String OF_SOME = """
            item i join entry e on e.document_id = i.document_id and e.side = i.side and e.instalment = i.instalment
                and i.side = 'OPEN' and <mine> and i.settled_on > :from""";

    @Inject
    Jdbi jdbi;

    @Inject
    OpenItems openItems;

    @Inject
    KnownBook knownBook;

    @Inject
    Clock clock;

    /// What came of a payer, by days late, and how many payments that were.
    record Payer(SortedMap<Integer, Double> weights, int[] invoices) {

        static Payer empty() {
            return new Payer(new TreeMap<>(), new int[1]);
        }

        void add(int days, double weight, int count) {
            weights.merge(days, weight, Double::sum);
            invoices[0] += count;
        }
    }

    /// What all payers have in common on the first day of a month; kept for a while, as it takes a look at all of them.
    private record Usual(Receivable.Habit habit, Receivable.Disputes disputes, Instant readAt) {}

    private final Map<LocalDate, Usual> usual = new ConcurrentHashMap<>();

    /// What a forecast is made from.
    ///
    /// @param items open on the day
    record Book(List<OpenItem> items, Receivable.Assumptions assumptions) {}

    /// What is open on a day and how it is expected to be paid, as it was known; for some customers what all payers
    /// have in common is as known now, as it would take a look at all of them.
    ///
    /// @param customers null: all
    Book book(List<Long> customers, Moment at) {
        if (at.until() == null) {
            return new Book(
                    customers == null ? all(at.asOf(), null) : openItems.of(customers, at.asOf(), null),
                    assumptions(customers, at.asOf()));
        }
        List<OpenItem> items = new ArrayList<>();
        Learning learning = new Learning(at.asOf(), payers());
        Consumer<List<Entry>> take = some -> {
            items.addAll(OpenItem.at(at.asOf(), some));
            learning.add(some);
        };
        if (customers == null) {
            knownBook.read(at.until(), take);
        } else {
            knownBook.read(customers, at.until(), take);
        }
        return new Book(items, assumptions(customers, learning, at));
    }

    /// @param customers null: all
    Receivable.Assumptions assumptions(List<Long> customers, Learning learning, Moment at) {
        Map<String, Payer> payers = learning.payers();
        Usual common = customers != null
                ? usual(at.asOf())
                : usual(payers.values(), learning.lossShare(), keptShare(at.until()), at);
        return assumptions(
                payers,
                common,
                learning.losses(),
                kept(customers, common.habit().keptRatio(), at.until()));
    }

    /// @param customers null: all
    Receivable.Assumptions assumptions(Collection<Long> customers, LocalDate asOf) {
        Map<String, Payer> payers = payers(customers, asOf);
        Usual common = customers == null ? usual(payers.values(), asOf) : usual(asOf);
        return assumptions(
                payers,
                common,
                losses(customers, asOf),
                kept(customers, common.habit().keptRatio(), null));
    }

    private static Receivable.Assumptions assumptions(
            Map<String, Payer> payers, Usual common, Map<String, Double> losses, Map<String, Double> kept) {
        Map<String, Receivable.Habit> habits = new HashMap<>();
        payers.forEach((payer, paid) -> {
            int invoices = paid.invoices()[0];
            double share = invoices / (invoices + LOSS_STRENGTH);
            habits.put(
                    payer,
                    new Receivable.Habit(
                            Spread.of(paid.weights(), invoices, common.habit().spread(), STRENGTH),
                            invoices,
                            share * losses.getOrDefault(payer, 0.0)
                                    + (1 - share) * common.habit().lossRate(),
                            kept.getOrDefault(payer, common.habit().keptRatio())));
        });
        kept.forEach((payer, ratio) -> habits.computeIfAbsent(
                payer,
                _ -> new Receivable.Habit(
                        common.habit().spread(), 0, common.habit().lossRate(), ratio)));
        return new Receivable.Assumptions(habits, common.habit(), common.disputes());
    }

    private Usual usual(LocalDate asOf) {
        LocalDate month = asOf.withDayOfMonth(1);
        Usual known = usual.get(month);
        if (known == null || known.readAt().plus(USUAL_FOR).isBefore(clock.instant())) {
            known = usual(payers(null, month).values(), month);
            if (usual.size() >= USUAL_KEPT) {
                usual.clear();
            }
            usual.put(month, known);
        }
        return known;
    }

    /// Keeps what accounts' forecasts of today need, so that none waits for a look at the whole portfolio.
    @Scheduled(every = "{kam.forecast.refresh}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void refresh() {
        LocalDate month = LocalDate.ofInstant(clock.instant(), clock.getZone()).withDayOfMonth(1);
        usual.put(month, usual(payers(null, month).values(), month));
    }

    private Usual usual(Collection<Payer> payers, LocalDate asOf) {
        double lossShare = jdbi.withHandle(handle -> handle.createQuery("""
                        select coalesce(sum(-amount) filter (where cause in ('WRITE_OFF', 'SHORT_PAYMENT'))
                            / nullif(sum(-amount), 0), 0)
                        from entry where side = 'OPEN' and entry_date > :from and entry_date <= :asOf
                            and cause in ('PAYMENT', 'DISCOUNT', 'WRITE_OFF', 'SHORT_PAYMENT')""")
                .bind("from", asOf.minusDays(LONG))
                .bind("asOf", asOf)
                .mapTo(Double.class)
                .one());
        return usual(payers, lossShare, keptShare(null), Moment.now(asOf, clock));
    }

    private Usual usual(Collection<Payer> payers, double lossShare, double keptShare, Moment at) {
        Payer all = Payer.empty();
        payers.forEach(payer -> {
            payer.weights().forEach((days, weight) -> all.weights().merge(days, weight, Double::sum));
            all.invoices()[0] += payer.invoices()[0];
        });
        return new Usual(
                new Receivable.Habit(
                        Spread.of(all.weights()), all.invoices()[0], Math.clamp(lossShare, 0, 1), keptShare),
                disputes(at),
                clock.instant());
    }

    // The promises that were judged, with what they were judged to be.
    private static final String VERDICTS = """
            (select promise_id, told as state from promise
            where told is not null and cast(:knownAt as timestamptz) is null
            union all
            (select distinct on (promise_id) promise_id, state from promise_verdict
            where told_at <= cast(:knownAt as timestamptz) order by promise_id, told_at desc))""";

    private double keptShare(Instant knownAt) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select cast(count(*) filter (where state = 'KEPT') as double precision)
                            / nullif(count(*) filter (where state <> 'CANCELLED'), 0)
                        from %s v""".formatted(VERDICTS))
                .bind("knownAt", knownAt)
                .map((row, _) -> row.getObject(1) == null ? USUALLY_KEPT : row.getDouble(1))
                .one());
    }

    private Receivable.Disputes disputes(Moment at) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select percentile_cont(0.5) within group (order by resolved_on - opened_on),
                            sum(least(amount, coalesce(credited_amount, case outcome when 'ACCEPTED' then amount
                                when 'PARTLY' then amount / 2 else 0 end))) / nullif(sum(amount), 0), count(*)
                        from disputes_known(cast(:knownAt as timestamptz))
                        where resolved_on > :from and resolved_on <= :asOf""")
                .bind("knownAt", at.until())
                .bind("from", at.asOf().minusDays(LONG))
                .bind("asOf", at.asOf())
                .map((row, _) -> row.getInt(3) == 0
                        ? Receivable.Disputes.ASSUMED
                        : new Receivable.Disputes(
                                (int) Math.round(row.getDouble(1)), Math.clamp(row.getDouble(2), 0, 1), row.getInt(3)))
                .one());
    }

    private Map<String, Payer> payers(Collection<Long> customers, LocalDate asOf) {
        Map<String, Payer> payers = new HashMap<>();
        jdbi.useHandle(handle -> {
            String sql = APPLIED.formatted(PAYER, customers == null ? "entry e" : OF_SOME);
            Whose.of(handle.createQuery(sql), "i.customer_id", customers)
                    .bind("earliest", EARLIEST)
                    .bind("latest", LATEST)
                    .bind("halfLife", HALF_LIFE)
                    .bind("from", asOf.minusDays(DAYS))
                    .bind("asOf", asOf)
                    .map((row, _) -> {
                        payers.computeIfAbsent(row.getString(1), _ -> Payer.empty())
                                .add(row.getInt(2), row.getDouble(3), row.getInt(4));
                        return 1;
                    })
                    .list();
        });
        return payers;
    }

    private Map<String, Double> losses(Collection<Long> customers, LocalDate asOf) {
        return jdbi.withHandle(handle -> Whose.of(handle.createQuery("""
                        select %s, coalesce(l.lost / nullif(l.lost + p.paid, 0), 0)
                        from (
                            select customer_id, sum(-amount) as lost from entry
                            where cause in ('WRITE_OFF', 'SHORT_PAYMENT') and side = 'OPEN' and entry_date > :from
                                and entry_date <= :asOf and <mine>
                            group by customer_id
                        ) l
                        join erp_customer c using (customer_id)
                        cross join lateral (
                            select coalesce(sum(-e.amount), 0) as paid
                            from item i join entry e using (document_id, side, instalment)
                            where i.customer_id = c.customer_id and i.side = 'OPEN' and i.settled_on > :from
                                and e.cause in ('PAYMENT', 'DISCOUNT') and e.entry_date > :from and e.entry_date <= :asOf
                        ) p""".formatted(PAYER)), "customer_id", customers)
                .bind("from", asOf.minusDays(LONG))
                .bind("asOf", asOf)
                .map((row, _) -> Map.entry(row.getString(1), Math.clamp(row.getDouble(2), 0, 1)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Math::max)));
    }

    private Map<String, Double> kept(Collection<Long> customers, double common, Instant knownAt) {
        return jdbi.withHandle(handle -> Whose.of(
                        handle.createQuery("""
                        select %s, count(*), count(*) filter (where v.state = 'KEPT')
                        from %s v
                        join promise p using (promise_id)
                        join erp_customer c on c.system = p.system and c.number = p.customer_number
                        where v.state <> 'CANCELLED' and <mine>
                        group by 1""".formatted(PAYER, VERDICTS)), "c.customer_id", customers)
                .bind("knownAt", knownAt)
                .map((row, _) -> Map.entry(
                        row.getString(1),
                        (row.getInt(3) + PROMISE_STRENGTH * common) / (row.getInt(2) + PROMISE_STRENGTH)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /// @param made by the promise
    private record Promised(long document, BigDecimal amount, LocalDate until) {}

    /// The open instalments with what of them is disputed and promised.
    ///
    /// @param customers null: all
    /// @param items of these customers on that day
    List<Receivable> receivables(Collection<Long> customers, List<OpenItem> items, Moment at) {
        Map<Long, String> payerOf = payerOf(items);
        Map<Long, BigDecimal> disputed = new HashMap<>();
        items.stream()
                .filter(item -> item.side() == Side.DISPUTE)
                .forEach(item -> disputed.merge(item.document(), item.amount(), BigDecimal::add));
        Map<Long, BigDecimal> promised = new HashMap<>();
        Map<Long, LocalDate> until = new HashMap<>();
        for (Promised each : promised(customers, items, at)) {
            promised.put(each.document(), each.amount());
            until.put(each.document(), each.until());
        }
        return items.stream()
                .filter(item -> item.side() == Side.OPEN)
                .sorted(Comparator.comparing(OpenItem::dueDate)
                        .thenComparing(OpenItem::document)
                        .thenComparing(OpenItem::instalment))
                .map(item -> new Receivable(
                        payerOf.get(item.customer()),
                        item.document(),
                        item.instalment(),
                        item.currency(),
                        item.issueDate(),
                        item.dueDate(),
                        item.amount(),
                        part(disputed, item),
                        part(promised, item),
                        until.get(item.document())))
                .toList();
    }

    // The instalments due first take what is disputed or promised of their invoice.
    private static BigDecimal part(Map<Long, BigDecimal> sums, OpenItem item) {
        BigDecimal left = sums.getOrDefault(item.document(), BigDecimal.ZERO);
        BigDecimal part = left.min(item.amount());
        if (part.signum() > 0) {
            sums.put(item.document(), left.subtract(part));
        }
        return part;
    }

    private Map<Long, String> payerOf(List<OpenItem> items) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select c.customer_id, " + PAYER + " from erp_customer c where c.customer_id = any(:ids)")
                .bindArray(
                        "ids",
                        Long.class,
                        items.stream().map(OpenItem::customer).distinct().toList())
                .map((row, _) -> Map.entry(row.getLong(1), row.getString(2)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /// Of each customer the payer.
    Map<Long, String> payers() {
        return jdbi.withHandle(handle -> handle.createQuery("select c.customer_id, " + PAYER + " from erp_customer c")
                .map((row, _) -> Map.entry(row.getLong(1), row.getString(2)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    // Promises that are not over; shared among their open invoices, the first due first.
    private List<Promised> promised(Collection<Long> customers, List<OpenItem> items, Moment at) {
        record Share(String promise, BigDecimal amount, LocalDate until, long document) {}
        Map<Long, BigDecimal> open = new HashMap<>();
        Map<Long, LocalDate> due = new HashMap<>();
        items.stream().filter(item -> item.side() == Side.OPEN).forEach(item -> {
            open.merge(item.document(), item.amount(), BigDecimal::add);
            due.merge(item.document(), item.dueDate(), (x, y) -> x.isBefore(y) ? x : y);
        });
        List<Share> shares = jdbi.withHandle(handle -> Whose.of(handle.createQuery("""
                        select cast(p.promise_id as text), p.amount, p.promised_date, d.document_id
                        from promises_known(cast(:knownAt as timestamptz)) p
                        cross join lateral jsonb_array_elements_text(p.invoice_numbers) as n(number)
                        join document d on d.system = p.system and d.kind = 'INVOICE' and d.number = n.number
                        where p.made_on <= :asOf and p.promised_date >= :asOf
                            and (p.cancelled_on is null or p.cancelled_on > :asOf)
                            and <mine>"""), "p.customer_id", customers)
                .bind("knownAt", at.until())
                .bind("asOf", at.asOf())
                .map((row, _) -> new Share(
                        row.getString(1), row.getBigDecimal(2), row.getObject(3, LocalDate.class), row.getLong(4)))
                .list());
        List<Promised> promised = new ArrayList<>();
        Map<String, BigDecimal> left = new HashMap<>();
        shares.stream()
                .filter(share -> open.containsKey(share.document()))
                .sorted(Comparator.comparing(Share::until)
                        .thenComparing(Share::promise)
                        .thenComparing(share -> due.get(share.document()))
                        .thenComparing(Share::document))
                .forEach(share -> {
                    BigDecimal amount = left.getOrDefault(share.promise(), share.amount());
                    BigDecimal part = open.get(share.document()).min(amount);
                    left.put(share.promise(), amount.subtract(part));
                    if (part.signum() > 0) {
                        promised.add(new Promised(share.document(), part, share.until()));
                    }
                });
        return promised;
    }

    /// Everything open on a day, as known now.
    ///
    /// @param knownAt leaves out documents that were not recorded by then; null: as known now
    List<OpenItem> all(LocalDate asOf, Instant knownAt) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select side, document_id, instalment, customer_id, currency, issue_date, due_date, judged_due,
                            amount
                        from open_items(null, :asOf) o
                        where cast(:knownAt as timestamptz) is null or exists (
                            select from fact f where f.document_id = o.document_id
                                and f.recorded_at <= cast(:knownAt as timestamptz))
                        order by document_id, side, instalment""")
                .bind("asOf", asOf)
                .bind("knownAt", knownAt)
                .map((row, _) -> new OpenItem(
                        Side.valueOf(row.getString(1)),
                        row.getLong(2),
                        row.getInt(3),
                        row.getLong(4),
                        row.getString(5),
                        row.getObject(6, LocalDate.class),
                        row.getObject(7, LocalDate.class),
                        row.getObject(8, LocalDate.class),
                        row.getBigDecimal(9)))
                .list());
    }

    /// @param week from 0
    record Received(String currency, int week, BigDecimal amount) {}

    /// What payments took off these documents in the weeks after a day.
    List<Received> received(Collection<Long> documents, LocalDate asOf, int weeks) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select currency, (entry_date - :asOf - 1) / 7, -sum(amount)
                        from entry
                        where side = 'OPEN' and cause in ('PAYMENT', 'DISCOUNT') and entry_date > :asOf
                            and entry_date <= :until and document_id = any(:documents)
                        group by 1, 2""")
                .bind("asOf", asOf)
                .bind("until", asOf.plusDays(7L * weeks))
                .bindArray("documents", Long.class, documents)
                .map((row, _) -> new Received(row.getString(1), row.getInt(2), row.getBigDecimal(3)))
                .list());
    }
}
