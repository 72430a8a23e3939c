package org.kamsuite.receivables.behaviour;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.contracts.DomainEvent;
import org.kamsuite.contracts.receivables.EarlyWarningRaised;
import org.kamsuite.contracts.receivables.PaymentBehaviourChanged;
import org.kamsuite.contracts.receivables.PaymentDriftCleared;
import org.kamsuite.contracts.receivables.PaymentDriftDetected;
import org.kamsuite.platform.outbox.Outbox;
import org.kamsuite.platform.snapshot.IntakePace;
import org.kamsuite.receivables.book.Documents;
import org.kamsuite.receivables.rates.ExchangeRates;
import org.kamsuite.receivables.snapshot.SnapshotPart;

/// Watches how accounts pay and tells when that changes. Touched accounts become due; when the feed leaves them in
/// peace (between an invoice and its payment an imported one would seem unpaid) a job looks at them as of today,
/// whatever the dates of the documents, so that an import of old documents tells only what is so today.
///
/// Safe with many replicas: each takes other accounts. What was told is stored in the transaction that tells it.
@ApplicationScoped
class BehaviourWatch implements SnapshotPart {

    private static final Logger LOG = Logger.getLogger(BehaviourWatch.class);

    private static final int BATCH = 50;

    @Inject
    Jdbi jdbi;

    @Inject
    Payments payments;

    @Inject
    EarlyWarnings warnings;

    @Inject
    Documents documents;

    @Inject
    ExchangeRates rates;

    @Inject
    Outbox outbox;

    @Inject
    Clock clock;

    @Inject
    IntakePace pace;

    @ConfigProperty(name = "kam.behaviour.quiet")
    Duration quiet;

    @ConfigProperty(name = "kam.behaviour.patience")
    Duration patience;

    /// The figures that are told.
    private record Told(int invoices, BigDecimal index, BigDecimal days, BigDecimal lateRatio, boolean drifting) {

        static final Told NOTHING = new Told(0, null, null, null, false);

        static Told of(Assessment assessment) {
            Figures figures = assessment.figures();
            return new Told(
                    figures.invoices(),
                    rounded(figures.paymentIndex(), 2),
                    rounded(figures.averageDaysBeyondTerms(), 2),
                    rounded(figures.paidLateRatio(), 4),
                    assessment.drift().current() != null);
        }

        private static BigDecimal rounded(BigDecimal figure, int digits) {
            return figure == null ? null : figure.setScale(digits, RoundingMode.HALF_EVEN);
        }

        PaymentBehaviourChanged event(UUID account, LocalDate today) {
            return new PaymentBehaviourChanged(account, today, invoices, index, days, lateRatio, drifting);
        }
    }

    @Override
    public void publish(List<UUID> accountIds) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into behaviour_due (account_id, since, touched_at)
                        select id, :now, :now from unnest(:ids) as given(id) order by id
                        on conflict (account_id) do update set touched_at = excluded.touched_at""")
                .bind("now", clock.instant())
                .bindArray("ids", UUID.class, accountIds)
                .execute());
    }

    @Scheduled(every = "{kam.behaviour.every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void watch() {
        UUID after = new UUID(0, 0);
        while (after != null) {
            Instant begun = clock.instant();
            after = next(after, BATCH);
            pace.giveWay(Duration.between(begun, clock.instant()));
        }
    }

    /// Looks at the due accounts after one, in the order of the database.
    ///
    /// @return the last one; null when there are no more
    private UUID next(UUID after, int limit) {
        try {
            List<UUID> accounts = QuarkusTransaction.requiringNew().call(() -> batch(after, limit));
            return accounts.size() < limit ? null : accounts.getLast();
        } catch (RuntimeException e) {
            return limit == 1 ? passOver(after, e) : oneByOne(after);
        }
    }

    // So that an account that cannot be looked at keeps no other waiting.
    private UUID oneByOne(UUID after) {
        UUID last = after;
        for (int i = 0; i < BATCH && last != null; i++) {
            last = next(last, 1);
        }
        return last;
    }

    private UUID passOver(UUID after, RuntimeException e) {
        LOG.warn("Looking at an account's payments waits and is tried again", e);
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select account_id from behaviour_due where account_id > :after order by account_id limit 1")
                .bind("after", after)
                .mapTo(UUID.class)
                .findOne()
                .orElse(null));
    }

    private List<UUID> batch(UUID after, int limit) {
        List<UUID> accounts = take(after, limit);
        if (!accounts.isEmpty()) {
            look(accounts, LocalDate.ofInstant(clock.instant(), clock.getZone()));
        }
        return accounts;
    }

    // Taken before anything is read: what touches an account from now on makes it due again.
    private List<UUID> take(UUID after, int limit) {
        return jdbi.withHandle(handle -> {
            List<UUID> accounts = handle.createQuery("""
                            select account_id from behaviour_due
                            where account_id > :after and (touched_at <= :touched or since <= :since)
                            order by account_id
                            limit :limit for update skip locked""")
                    .bind("after", after)
                    .bind("touched", pace.leftInPeaceBefore(quiet))
                    .bind("since", clock.instant().minus(patience))
                    .bind("limit", limit)
                    .mapTo(UUID.class)
                    .list();
            handle.createUpdate("delete from behaviour_due where account_id = any(:ids)")
                    .bindArray("ids", UUID.class, accounts)
                    .execute();
            return accounts;
        });
    }

    private void look(List<UUID> accounts, LocalDate today) {
        Map<UUID, Assessment> assessments = assess(accounts, today);
        List<DomainEvent> events = new ArrayList<>();
        Map<UUID, Told> before = told(accounts);
        Map<UUID, Told> now = new TreeMap<>();
        assessments.forEach((account, assessment) -> {
            Told told = Told.of(assessment);
            now.put(account, told);
            if (!told.equals(before.getOrDefault(account, Told.NOTHING))) {
                events.add(told.event(account, today));
            }
        });
        remember(now, today);
        events.addAll(warn(assessments, today));
        outbox.append(events);
    }

    private Map<UUID, Assessment> assess(List<UUID> accounts, LocalDate today) {
        Map<Long, UUID> accountOf = customers(accounts);
        Collection<Long> customers = accountOf.keySet();
        Map<UUID, List<PaidItem>> items = payments.items(customers, Payments.chartsFrom(today), today, null).stream()
                .collect(Collectors.groupingBy(item -> accountOf.get(item.customer())));
        Map<UUID, List<Signals.Dispute>> disputes = payments.disputes(customers, today).stream()
                .collect(Collectors.groupingBy(each -> accountOf.get(each.customer())));
        Map<UUID, List<SortedMap<String, Signals.Unapplied>>> unapplied = new HashMap<>();
        payments.unapplied(customers, today)
                .forEach((customer, sums) -> unapplied
                        .computeIfAbsent(accountOf.get(customer), _ -> new ArrayList<>())
                        .add(sums));
        List<String> currencies = items.values().stream()
                .flatMap(List::stream)
                .map(PaidItem::currency)
                .distinct()
                .toList();
        Map<String, BigDecimal> factors =
                Behaviour.factors(rates.find(currencies, rates.reportingCurrency(), today, null));
        Map<UUID, Assessment> assessments = new TreeMap<>();
        for (UUID account : accounts) {
            Assessment.Inputs inputs = new Assessment.Inputs(
                    items.getOrDefault(account, List.of()),
                    disputes.getOrDefault(account, List.of()),
                    Assessment.sum(unapplied.getOrDefault(account, List.of())),
                    rates.reportingCurrency(),
                    factors);
            assessments.put(account, Assessment.of(inputs, today.minusDays(364), today));
        }
        return assessments;
    }

    private Map<Long, UUID> customers(List<UUID> accounts) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select customer_id, account_id from erp_customer where account_id = any(:ids)")
                .bindArray("ids", UUID.class, accounts)
                .map((row, _) -> Map.entry(row.getLong(1), row.getObject(2, UUID.class)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private Map<UUID, Told> told(List<UUID> accounts) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select account_id, invoices, payment_index, days_beyond_terms, paid_late_ratio, drifting
                        from behaviour_state where account_id = any(:ids)""")
                .bindArray("ids", UUID.class, accounts)
                .map((row, _) -> Map.entry(
                        row.getObject(1, UUID.class),
                        new Told(
                                row.getInt(2),
                                row.getBigDecimal(3),
                                row.getBigDecimal(4),
                                row.getBigDecimal(5),
                                row.getBoolean(6))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private void remember(Map<UUID, Told> now, LocalDate today) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into behaviour_state (account_id, as_of, evaluated_at, invoices, payment_index,
                            days_beyond_terms, paid_late_ratio, drifting)
                        select account, :today, :now, invoices, i, days, ratio, drifting
                        from unnest(:accounts, :invoices, :indices, :days, :ratios, :drifting)
                            as t(account, invoices, i, days, ratio, drifting)
                        on conflict (account_id) do update set as_of = excluded.as_of,
                            evaluated_at = excluded.evaluated_at, invoices = excluded.invoices,
                            payment_index = excluded.payment_index, days_beyond_terms = excluded.days_beyond_terms,
                            paid_late_ratio = excluded.paid_late_ratio, drifting = excluded.drifting""")
                .bind("today", today)
                .bind("now", clock.instant())
                .bindArray("accounts", UUID.class, now.keySet())
                .bindArray(
                        "invoices",
                        Integer.class,
                        now.values().stream().map(Told::invoices).toList())
                .bindArray(
                        "indices",
                        BigDecimal.class,
                        now.values().stream().map(Told::index).toList())
                .bindArray(
                        "days",
                        BigDecimal.class,
                        now.values().stream().map(Told::days).toList())
                .bindArray(
                        "ratios",
                        BigDecimal.class,
                        now.values().stream().map(Told::lateRatio).toList())
                .bindArray(
                        "drifting",
                        Boolean.class,
                        now.values().stream().map(Told::drifting).toList())
                .execute());
    }

    private record Key(UUID account, WarningRule rule) {}

    // What is open and no longer so is over; what is so and not open is raised, unless it rests only on what an earlier
    // excursion ended with.
    private List<DomainEvent> warn(Map<UUID, Assessment> assessments, LocalDate today) {
        Map<Key, EarlyWarnings.Known> known = warnings.known(assessments.keySet()).stream()
                .collect(Collectors.toMap(each -> new Key(each.account(), each.rule()), Function.identity()));
        Map<Key, Signals.Signal> seen = new HashMap<>();
        assessments.forEach((account, assessment) ->
                assessment.signals().forEach(signal -> seen.put(new Key(account, signal.rule()), signal)));
        List<DomainEvent> events = new ArrayList<>();
        List<EarlyWarnings.Known> over = known.entrySet().stream()
                .filter(each -> each.getValue().clearedOn() == null && !seen.containsKey(each.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        warnings.clear(over, today);
        over.stream()
                .filter(each -> each.rule() == WarningRule.PAYMENT_DRIFT)
                .forEach(each -> events.add(new PaymentDriftCleared(each.account(), today)));
        Map<Key, Signals.Signal> fresh = new HashMap<>();
        seen.forEach((key, signal) -> {
            EarlyWarnings.Known before = known.get(key);
            boolean again = before != null
                    && before.clearedOn() != null
                    && signal.since().isAfter(before.clearedOn());
            if (before == null || again) {
                fresh.put(key, signal);
            }
        });
        for (EarlyWarnings.News news : warnings.raise(news(fresh), today)) {
            events.add(event(news, assessments.get(news.account()), today));
        }
        return events;
    }

    private List<EarlyWarnings.News> news(Map<Key, Signals.Signal> fresh) {
        Map<Long, String> numbers = documents.numbers(fresh.values().stream()
                .flatMap(signal -> signal.documents().stream())
                .distinct()
                .toList());
        return fresh.entrySet().stream()
                .map(each -> new EarlyWarnings.News(
                        each.getKey().account(),
                        each.getKey().rule(),
                        each.getValue().since(),
                        each.getValue().detail(),
                        each.getValue().documents().stream()
                                .map(numbers::get)
                                .filter(Objects::nonNull)
                                .toList()))
                .sorted(java.util.Comparator.comparing(EarlyWarnings.News::account)
                        .thenComparing(EarlyWarnings.News::rule))
                .toList();
    }

    private static DomainEvent event(EarlyWarnings.News news, Assessment assessment, LocalDate today) {
        if (news.rule() != WarningRule.PAYMENT_DRIFT) {
            return new EarlyWarningRaised(news.account(), today, news.rule().name(), news.detail(), news.documents());
        }
        Drift.Excursion excursion = assessment.drift().current();
        return new PaymentDriftDetected(
                news.account(),
                today,
                excursion.method(),
                BehaviourView.rounded(excursion.baseline().mean()),
                BehaviourView.rounded(excursion.currentDays()),
                excursion.shiftStart().on(),
                List.of(news.detail()));
    }
}
