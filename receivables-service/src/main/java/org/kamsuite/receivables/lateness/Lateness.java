package org.kamsuite.receivables.lateness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.contracts.Money;
import org.kamsuite.platform.account.AccountDirectory;
import org.kamsuite.platform.account.AccountEntry;
import org.kamsuite.platform.audit.Audit;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.platform.rest.Scope;
import org.kamsuite.receivables.behaviour.PaidItem;
import org.kamsuite.receivables.behaviour.Payments;
import org.kamsuite.receivables.book.Documents;
import org.kamsuite.receivables.book.OpenItems;
import org.kamsuite.receivables.input.Moment;

/// Trains the late-payment model, keeps it, and applies it to open invoices.
@ApplicationScoped
public class Lateness {

    /// Any number that no other advisory lock of this database has.
    private static final long LOCK = 8085_2001;

    /// A training reads at most about so many instalments, of payers chosen by a hash.
    private static final int SAMPLE = 50_000;

    private static final int DRIVERS = 5;

    @Inject
    Jdbi jdbi;

    @Inject
    ObjectMapper json;

    @Inject
    AccountDirectory directory;

    @Inject
    OpenItems openItems;

    @Inject
    Payments payments;

    @Inject
    Documents documents;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    /// @param sampledShare of the payers that were read, 0 to 1
    record Stored(LocalDate trainedOn, Instant trainedAt, double sampledShare, Training training) {}

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), clock.getZone());
    }

    /// Once a day, in one replica, when there is something to learn from.
    @Scheduled(every = "{kam.lateness.every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void trainDaily() {
        QuarkusTransaction.requiringNew().timeout(600).run(() -> {
            boolean mine = jdbi.withHandle(handle -> handle.createQuery("select pg_try_advisory_xact_lock(:lock)")
                    .bind("lock", LOCK)
                    .mapTo(Boolean.class)
                    .one());
            LocalDate today = today();
            if (mine
                    && latest(today, null)
                            .map(Stored::trainedOn)
                            .filter(today::equals)
                            .isEmpty()) {
                Stored trained = trained(today);
                if (trained.training().invoices() > 0) {
                    store(trained);
                }
            }
        });
    }

    /// Trains with what was known by the morning of a day, and keeps it as that day's model.
    @Transactional
    LatenessView.ModelView train(LocalDate day) {
        if (day.isAfter(today())) {
            throw Problem.unprocessable(
                    "training-day-in-future", "trainedOn", "A model cannot be trained on a day to come.");
        }
        jdbi.useHandle(handle -> handle.execute("select pg_advisory_xact_lock(" + LOCK + ")"));
        Stored trained = trained(day);
        if (trained.training().invoices() == 0) {
            throw Problem.unprocessable(
                    "nothing-to-learn-from",
                    "trainedOn",
                    "No invoice was due before " + day + ": there is nothing to learn from.");
        }
        store(trained);
        LatenessView.ModelView view = LatenessView.of(trained);
        audit.record("late-payment-model/" + day, "TRAINED", null, view);
        return view;
    }

    private Stored trained(LocalDate day) {
        Sample sample = sample(day);
        return new Stored(day, clock.instant(), sample.share(), Training.of(sample.invoices(), day));
    }

    private record Sample(List<Invoice> invoices, double share) {}

    // The months up to the newest invoice that is due: an import of old documents is learnt from too. Whole payers are
    // sampled, as a history with gaps would be another one.
    private Sample sample(LocalDate day) {
        return jdbi.withHandle(handle -> {
            LocalDate newest = handle.createQuery(
                            "select max(issue_date) from item where side = 'OPEN' and issue_date < :day")
                    .bind("day", day)
                    .mapTo(LocalDate.class)
                    .findOne()
                    .orElse(null);
            if (newest == null) {
                return new Sample(List.of(), 1);
            }
            LocalDate from = newest.minusMonths(Training.MONTHS);
            long count = handle.createQuery(
                            "select count(*) from item where side = 'OPEN' and issue_date >= :from and issue_date < :day")
                    .bind("from", from)
                    .bind("day", day)
                    .mapTo(Long.class)
                    .one();
            double share = Math.min(1, (double) SAMPLE / Math.max(1, count));
            List<Invoice> invoices = handle.createQuery("""
                            select i.document_id, i.instalment, coalesce(cast(c.account_id as text), 'customer ' || c.customer_id),
                                i.issue_date, i.judged_due, case when max(e.entry_date) filter (where e.entry_date < :day) is not null
                                    and sum(e.amount) filter (where e.entry_date < :day) = 0
                                    then max(e.entry_date) filter (where e.entry_date < :day) end,
                                sum(e.amount) filter (where e.cause = 'DOCUMENT')
                            from item i
                            join erp_customer c using (customer_id)
                            join entry e on e.document_id = i.document_id and e.side = i.side and e.instalment = i.instalment
                            where i.side = 'OPEN' and i.issue_date >= :from and i.issue_date < :day
                                and abs(mod(hashtextextended(coalesce(cast(c.account_id as text),
                                    'customer ' || c.customer_id), 0), 10000)) < :share
                            group by i.document_id, i.instalment, c.account_id, c.customer_id, i.issue_date, i.judged_due
                            having sum(e.amount) filter (where e.entry_date < :day) <> 0
                                or bool_or(e.cause in ('PAYMENT', 'DISCOUNT'))
                            limit :most""")
                    .bind("from", from)
                    .bind("day", day)
                    .bind("share", (int) Math.ceil(share * 10_000))
                    .bind("most", 2 * SAMPLE)
                    .map((row, _) -> new Invoice(
                            row.getLong(1),
                            row.getInt(2),
                            row.getString(3),
                            row.getObject(4, LocalDate.class),
                            row.getObject(5, LocalDate.class),
                            row.getObject(6, LocalDate.class),
                            row.getDouble(7)))
                    .list();
            return new Sample(invoices, share);
        });
    }

    private void store(Stored trained) {
        try {
            String content = json.writeValueAsString(trained);
            jdbi.useHandle(handle -> handle.createUpdate("""
                            with replaced as (
                                insert into late_payment_model_replaced (trained_on, trained_at, content)
                                select trained_on, trained_at, content from late_payment_model where trained_on = :on
                                on conflict do nothing
                            )
                            insert into late_payment_model (trained_on, trained_at, content)
                            values (:on, :at, cast(:content as jsonb))
                            on conflict (trained_on) do update
                                set trained_at = excluded.trained_at, content = excluded.content""")
                    .bind("on", trained.trainedOn())
                    .bind("at", trained.trainedAt())
                    .bind("content", content)
                    .execute());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a model cannot be written as JSON", e);
        }
    }

    /// The latest model of the end of a day.
    ///
    /// @param knownAt only of those trained by then; null: as known now
    private Optional<Stored> latest(LocalDate asOf, Instant knownAt) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select content from (
                            select trained_on, trained_at, content from late_payment_model
                            union all
                            select trained_on, trained_at, content from late_payment_model_replaced
                            where cast(:knownAt as timestamptz) is not null
                        ) models
                        where trained_on <= :asOf and trained_at <= coalesce(cast(:knownAt as timestamptz), 'infinity')
                        order by trained_on desc, trained_at desc limit 1""")
                .bind("asOf", asOf)
                .bind("knownAt", knownAt)
                .mapTo(String.class)
                .findOne()
                .map(this::read));
    }

    private Stored read(String content) {
        try {
            return json.readValue(content, Stored.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored model cannot be read", e);
        }
    }

    LatenessView.ModelView model(LocalDate asOf, Instant knownAt) {
        Moment at = Moment.of(asOf, knownAt, clock);
        return latest(at.asOf(), at.until()).map(LatenessView::of).orElse(LatenessView.NO_MODEL);
    }

    /// The open invoices of an account, the likeliest to be late first.
    LatenessView risks(UUID accountId, LocalDate askedDay, Instant knownAt) {
        AccountEntry account = directory.require(accountId);
        LocalDate asOf = askedDay == null ? today() : askedDay;
        Instant now = clock.instant();
        Instant past = knownAt != null && knownAt.isBefore(now) ? knownAt : null;
        List<Long> customers = openItems.customers(accountId, asOf, Scope.ACCOUNT);
        List<PaidItem> items = payments.items(customers, asOf.minusMonths(Training.MONTHS), asOf, past);
        Map<Key, PaidItem> open = items.stream()
                .filter(item -> item.open().signum() > 0)
                .collect(Collectors.toMap(item -> new Key(item.document(), item.instalment()), Function.identity()));
        Optional<Stored> stored = latest(asOf, past);
        Baseline baseline = baseline(stored);
        Model model = model(stored);
        Map<Long, String> numbers = documents.numbers(
                open.keySet().stream().map(Key::document).distinct().toList());
        List<LatenessView.Risk> risks = new ArrayList<>();
        for (History.Case each : History.of(invoices(items, _ -> accountId))) {
            Key key = new Key(each.invoice().document(), each.invoice().instalment());
            if (open.containsKey(key)) {
                risks.add(risk(each, open.get(key), numbers.get(key.document()), asOf, baseline, model));
            }
        }
        risks.sort(Comparator.comparing(LatenessView.Risk::probability)
                .reversed()
                .thenComparing(LatenessView.Risk::dueDate)
                .thenComparing(LatenessView.Risk::invoiceNumber)
                .thenComparing(LatenessView.Risk::instalment));
        return new LatenessView(
                accountId,
                account.legalName(),
                asOf,
                past == null ? now : past,
                model == null ? "BASELINE" : "MODEL",
                stored.map(Stored::trainedOn).orElse(null),
                risks,
                LatenessView.reason(stored.map(Stored::training), risks.isEmpty()),
                LatenessView.METHODS);
    }

    private static Baseline baseline(Optional<Stored> stored) {
        return stored.map(each -> each.training().baseline()).orElse(Baseline.UNINFORMED);
    }

    // Null while the baseline does better.
    private static Model model(Optional<Stored> stored) {
        return stored.map(Stored::training)
                .filter(Training::better)
                .map(Training::model)
                .orElse(null);
    }

    private static double probability(History.Case each, Baseline baseline, Model model) {
        return model == null ? baseline.lateRatio(each.history()) : model.probability(each);
    }

    /// How likely the open invoices of accounts that are not yet due are paid late, with as many statements for many
    /// accounts as for one; as it was known, a model trained later left aside.
    public Outlook outlook(Collection<UUID> accounts, Moment at) {
        LocalDate asOf = at.asOf();
        Map<Long, UUID> accountOf = jdbi.withHandle(handle -> handle.createQuery(
                        "select customer_id, account_id from erp_customer where account_id = any(:ids)")
                .bindArray("ids", UUID.class, accounts)
                .map((row, _) -> Map.entry(row.getLong(1), row.getObject(2, UUID.class)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        List<PaidItem> items = payments.items(accountOf.keySet(), asOf.minusMonths(Training.MONTHS), asOf, at.until());
        Map<Key, PaidItem> notDue = items.stream()
                .filter(item -> item.open().signum() > 0 && !item.isOverdue(asOf))
                .collect(Collectors.toMap(item -> new Key(item.document(), item.instalment()), Function.identity()));
        Map<Long, String> numbers = documents.numbers(
                notDue.keySet().stream().map(Key::document).distinct().toList());
        Optional<Stored> stored = latest(asOf, at.until());
        Baseline baseline = baseline(stored);
        Model model = model(stored);
        Map<UUID, List<Outlook.Invoice>> invoices = new HashMap<>();
        for (History.Case each : History.of(invoices(items, item -> accountOf.get(item.customer())))) {
            PaidItem item =
                    notDue.get(new Key(each.invoice().document(), each.invoice().instalment()));
            if (item != null) {
                invoices.computeIfAbsent(accountOf.get(item.customer()), _ -> new ArrayList<>())
                        .add(new Outlook.Invoice(
                                item.document(),
                                numbers.get(item.document()),
                                item.instalment(),
                                item.dueDate(),
                                new Money(item.open(), item.currency()),
                                LatenessView.rounded(probability(each, baseline, model))));
            }
        }
        invoices.values()
                .forEach(some -> some.sort(Comparator.comparing(Outlook.Invoice::atRisk)
                        .reversed()
                        .thenComparing(Outlook.Invoice::dueDate)
                        .thenComparing(Outlook.Invoice::invoiceNumber)
                        .thenComparing(Outlook.Invoice::instalment)));
        return new Outlook(
                model == null ? "BASELINE" : "MODEL",
                stored.map(Stored::trainedOn).orElse(null),
                LatenessView.reason(stored.map(Stored::training), false),
                invoices);
    }

    static Money toMinorUnit(BigDecimal amount, String currency) {
        int digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        return new Money(amount.setScale(digits, RoundingMode.HALF_EVEN), currency);
    }

    private record Key(long document, int instalment) {}

    private static List<Invoice> invoices(Collection<PaidItem> items, Function<PaidItem, UUID> account) {
        return items.stream()
                .filter(item -> item.open().signum() > 0 || item.isPaid())
                .map(item -> new Invoice(
                        item.document(),
                        item.instalment(),
                        account.apply(item).toString(),
                        item.issueDate(),
                        item.dueDate(),
                        item.closedOn(),
                        item.amount().doubleValue()))
                .toList();
    }

    private static LatenessView.Risk risk(
            History.Case each, PaidItem item, String number, LocalDate asOf, Baseline baseline, Model model) {
        double byBaseline = baseline.lateRatio(each.history());
        double probability = probability(each, baseline, model);
        History h = each.history();
        double usual = (h.daysLate() + baseline.strength() * baseline.lateRatio() * baseline.lateDays())
                / Math.max(1e-9, h.late() + baseline.strength() * baseline.lateRatio());
        boolean overdue = item.isOverdue(asOf);
        List<LatenessView.Driver> drivers = model == null
                ? List.of()
                : Stream.of(Feature.values())
                        .map(feature -> new LatenessView.Driver(
                                feature.name(),
                                feature.meaning,
                                LatenessView.rounded(feature.of(each, baseline)),
                                LatenessView.rounded(model.contribution(feature, each))))
                        .filter(driver -> driver.contribution().signum() != 0)
                        .sorted(Comparator.comparing((LatenessView.Driver driver) ->
                                        driver.contribution().abs())
                                .reversed())
                        .limit(DRIVERS)
                        .toList();
        return new LatenessView.Risk(
                number,
                item.instalment(),
                item.issueDate(),
                item.dueDate(),
                new Money(item.open(), item.currency()),
                overdue ? item.daysLate(asOf) : 0,
                overdue ? BigDecimal.ONE : LatenessView.rounded(probability),
                LatenessView.rounded(probability),
                LatenessView.rounded(byBaseline),
                LatenessView.rounded(overdue ? Math.max(usual, item.daysLate(asOf)) : probability * usual),
                h.known(),
                h.late(),
                drivers);
    }
}
