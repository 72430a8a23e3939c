package org.kamsuite.scoring.score;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.contracts.scoring.AccountScored;
import org.kamsuite.contracts.scoring.ScoreClass;
import org.kamsuite.platform.outbox.Outbox;
import org.kamsuite.platform.rest.Scope;
import org.kamsuite.platform.snapshot.AccountSnapshots;

/// Tells the other services whenever an account's score, class or rank is another one.
///
/// A rank depends on everybody, so touched accounts only ask for the ranking; a job computes it at most
/// once in a while, however many changes there were, and once on each new day.
///
/// Each invoice changes the average against which all are measured, and ranks beside that of its own account. Whose own
/// figures changed, or whose class, is told at once; the others at a pace, all of them at a time: else ten thousand
/// accounts were told of one invoice, every other second.
@ApplicationScoped
class RankingPublication implements AccountSnapshots {

    /// Any number that no other advisory lock of this database has.
    private static final long LOCK = 8082_0001;

    /// What was last told of an account.
    record Published(ScoreClass scoreClass, BigDecimal score, int rank, String model) {
        boolean tells(Ranking ranking, Ranking.Place place) {
            return score.compareTo(place.score()) == 0
                    && tellsClass(ranking, place)
                    && rank == place.rank()
                    && model.equals(ranking.model().version());
        }

        boolean tellsClass(Ranking ranking, Ranking.Place place) {
            return scoreClass == ranking.model().classOf(place.score());
        }
    }

    /// Of whom something else is to be told than was told last.
    ///
    /// @param own those whose own figures or class changed, or of whom nothing was told yet
    /// @param others those whom the others moved
    record News(List<Ranking.Place> own, List<Ranking.Place> others) {

        /// @param changed whose own figures changed
        static News of(Ranking ranking, Map<UUID, Published> published, Set<UUID> changed) {
            List<Ranking.Place> own = new ArrayList<>();
            List<Ranking.Place> others = new ArrayList<>();
            for (Ranking.Place place : ranking.places()) {
                UUID account = place.subject().accountId();
                Published before = published.get(account);
                if (before == null || !before.tells(ranking, place)) {
                    boolean itself = before == null || changed.contains(account) || !before.tellsClass(ranking, place);
                    (itself ? own : others).add(place);
                }
            }
            return new News(own, others);
        }
    }

    @Inject
    Jdbi jdbi;

    @Inject
    Scoring scoring;

    @Inject
    RankingChanges changes;

    @Inject
    Outbox outbox;

    @Inject
    Clock clock;

    private Pace others;

    void start(
            @Observes StartupEvent event, @ConfigProperty(name = "kam.ranking.others-per-second") int othersPerSecond) {
        others = new Pace(othersPerSecond, System::nanoTime);
    }

    @Override
    public void publish(List<UUID> accountIds) {
        changes.record(accountIds);
    }

    /// Safe with many replicas: one of them holds the lock until its events are committed, the others
    /// pass.
    @Scheduled(every = "{kam.ranking.every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @Transactional
    void publishWhenDue() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), clock.getZone());
        if (take()) {
            List<Set<UUID>> due = due();
            if (isNewDay(today) || !due.isEmpty()) {
                changes.forgetOld();
                Set<UUID> changed = due.stream().flatMap(Set::stream).collect(Collectors.toSet());
                publish(scoring.ranking(scoring.model(null), today, Scope.ACCOUNT), changed);
            }
        }
    }

    private boolean take() {
        return jdbi.withHandle(handle -> handle.createQuery("select pg_try_advisory_xact_lock(:lock)")
                .bind("lock", LOCK)
                .mapTo(Boolean.class)
                .one());
    }

    /// The accounts of each who asked for the ranking.
    private List<Set<UUID>> due() {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        with due as (delete from ranking_due returning accounts)
                        select coalesce(accounts, array[]::uuid[]) from due""")
                .map((row, _) -> RankingChanges.accounts(row.getArray(1)))
                .list());
    }

    private boolean isNewDay(LocalDate today) {
        return jdbi.withHandle(
                        handle -> handle.createUpdate("""
                                insert into ranking_day (as_of) values (:today)
                                on conflict (only_row) do update set as_of = excluded.as_of
                                where ranking_day.as_of <> excluded.as_of""").bind("today", today).execute())
                > 0;
    }

    private void publish(Ranking ranking, Set<UUID> changed) {
        News news = News.of(ranking, published(), changed);
        List<Ranking.Place> told = new ArrayList<>(news.own());
        if (!others.rests()) {
            told.addAll(news.others());
            others.took(news.others().size());
        } else if (!news.others().isEmpty()) {
            jdbi.useHandle(handle -> handle.execute("insert into ranking_due default values"));
        }
        if (!told.isEmpty()) {
            remember(ranking, told);
            outbox.append(told.stream().map(place -> event(ranking, place)).toList());
        }
    }

    private Map<UUID, Published> published() {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select account_id, class, score, rank, model from published_score""")
                .map((row, _) -> Map.entry(
                        row.getObject(1, UUID.class),
                        new Published(
                                ScoreClass.valueOf(row.getString(2)),
                                row.getBigDecimal(3),
                                row.getInt(4),
                                row.getString(5))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private void remember(Ranking ranking, List<Ranking.Place> news) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into published_score (account_id, as_of, model, score, class, rank)
                        select account_id, :asOf, :model, score, class, rank
                        from unnest(:accounts, :scores, :classes, :ranks) as t(account_id, score, class, rank)
                        on conflict (account_id) do update set as_of = excluded.as_of, model = excluded.model,
                            score = excluded.score, class = excluded.class, rank = excluded.rank""")
                .bind("asOf", ranking.asOf())
                .bind("model", ranking.model().version())
                .bindArray(
                        "accounts",
                        UUID.class,
                        news.stream().map(place -> place.subject().accountId()).toList())
                .bindArray(
                        "scores",
                        BigDecimal.class,
                        news.stream().map(Ranking.Place::score).toList())
                .bindArray(
                        "classes",
                        String.class,
                        news.stream()
                                .map(place ->
                                        ranking.model().classOf(place.score()).name())
                                .toList())
                .bindArray(
                        "ranks",
                        Integer.class,
                        news.stream().map(Ranking.Place::rank).toList())
                .execute());
    }

    private static AccountScored event(Ranking ranking, Ranking.Place place) {
        Score score = ranking.score(place.subject());
        return new AccountScored(
                place.subject().accountId(),
                ranking.asOf(),
                ranking.model().version(),
                score.value(),
                score.scoreClass(),
                place.rank(),
                ranking.places().size(),
                score.coverage(),
                Scoring.trailingRevenue(place.subject()),
                score.reasons());
    }
}
