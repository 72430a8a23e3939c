package org.kamsuite.scoring.score;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
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
@ApplicationScoped
class RankingPublication implements AccountSnapshots {

    /// Any number that no other advisory lock of this database has.
    private static final long LOCK = 8082_0001;

    private record Published(ScoreClass scoreClass, BigDecimal score, int rank, String model) {
        boolean tells(Ranking ranking, Ranking.Place place) {
            return score.compareTo(place.score()) == 0
                    && scoreClass == ranking.model().classOf(place.score())
                    && rank == place.rank()
                    && model.equals(ranking.model().version());
        }
    }

    @Inject
    Jdbi jdbi;

    @Inject
    Scoring scoring;

    @Inject
    Outbox outbox;

    @Inject
    Clock clock;

    @Override
    public void publish(List<UUID> accountIds) {
        jdbi.useHandle(handle -> handle.execute("insert into ranking_due default values"));
    }

    /// Safe with many replicas: one of them holds the lock until its events are committed, the others
    /// pass.
    @Scheduled(every = "{kam.ranking.every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @Transactional
    void publishWhenDue() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), clock.getZone());
        if (take() && (isDue() | isNewDay(today))) {
            publish(scoring.ranking(scoring.model(null), today, Scope.ACCOUNT));
        }
    }

    private boolean take() {
        return jdbi.withHandle(handle -> handle.createQuery("select pg_try_advisory_xact_lock(:lock)")
                .bind("lock", LOCK)
                .mapTo(Boolean.class)
                .one());
    }

    private boolean isDue() {
        return jdbi.withHandle(
                        handle -> handle.createUpdate("delete from ranking_due").execute())
                > 0;
    }

    private boolean isNewDay(LocalDate today) {
        return jdbi.withHandle(
                        handle -> handle.createUpdate("""
                                insert into ranking_day (as_of) values (:today)
                                on conflict (only_row) do update set as_of = excluded.as_of
                                where ranking_day.as_of <> excluded.as_of""").bind("today", today).execute())
                > 0;
    }

    private void publish(Ranking ranking) {
        Map<UUID, Published> published = published();
        List<Ranking.Place> news = ranking.places().stream()
                .filter(place -> {
                    Published before = published.get(place.subject().accountId());
                    return before == null || !before.tells(ranking, place);
                })
                .toList();
        if (!news.isEmpty()) {
            remember(ranking, news);
            outbox.append(news.stream().map(place -> event(ranking, place)).toList());
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
