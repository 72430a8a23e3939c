package org.kamsuite.scoring.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.kamsuite.contracts.scoring.ScoreClass;

/// Who is told at once, and who may wait, when one account's sale moves everybody.
class RankingNewsTest {

    private static final LocalDate AS_OF = LocalDate.parse("2026-06-30");
    private static final int ACCOUNTS = 5;

    private final Ranking before = ranking(List.of("500", "400", "300", "200", "100"));
    private final Ranking after = ranking(List.of("500", "400", "310", "200", "100"));

    @Test
    void nothingIsToldAgain() {
        RankingPublication.News news = RankingPublication.News.of(before, told(before), Set.of(account(2)));
        assertThat(news.own()).isEmpty();
        assertThat(news.others()).isEmpty();
    }

    @Test
    void whoseOwnFiguresChangedIsToldAtOnceAndWhomThatMovedLater() {
        RankingPublication.News news = RankingPublication.News.of(after, told(before), Set.of(account(2)));
        assertThat(accounts(news.own())).containsExactly(account(2));
        assertThat(accounts(news.others())).contains(account(1), account(3)).doesNotContain(account(2));
    }

    @Test
    void anotherClassOrAFirstScoreIsToldAtOnce() {
        Map<UUID, RankingPublication.Published> told = told(before);
        RankingPublication.Published moved = told.get(account(1));
        ScoreClass other = moved.scoreClass() == ScoreClass.A ? ScoreClass.B : ScoreClass.A;
        told.put(account(1), new RankingPublication.Published(other, moved.score(), moved.rank(), moved.model()));
        told.remove(account(4));
        RankingPublication.News news = RankingPublication.News.of(before, told, Set.of());
        assertThat(accounts(news.own())).containsExactlyInAnyOrder(account(1), account(4));
        assertThat(news.others()).isEmpty();
    }

    private static Map<UUID, RankingPublication.Published> told(Ranking ranking) {
        return ranking.places().stream()
                .collect(Collectors.toMap(
                        place -> place.subject().accountId(),
                        place -> new RankingPublication.Published(
                                ranking.model().classOf(place.score()),
                                place.score(),
                                place.rank(),
                                ranking.model().version())));
    }

    private static Ranking ranking(List<String> revenues) {
        return Ranking.of(
                Models.DEFAULT_1,
                AS_OF,
                IntStream.range(0, ACCOUNTS)
                        .mapToObj(i -> subject(i, revenues.get(i)))
                        .toList());
    }

    private static SubjectSales subject(int number, String revenue) {
        BigDecimal amount = new BigDecimal(revenue);
        BigDecimal zero = BigDecimal.ZERO;
        LocalDate first = LocalDate.parse("2020-01-01");
        return new SubjectSales(
                account(number),
                "account " + number,
                "EUR",
                first,
                first,
                List.of(new SubjectSales.InCurrency(
                        "EUR", amount, amount, zero, zero, zero, zero, amount, zero, zero, 10, 0xFFF)),
                null);
    }

    private static UUID account(int number) {
        return new UUID(0, number + 1);
    }

    private static List<UUID> accounts(List<Ranking.Place> places) {
        return places.stream().map(place -> place.subject().accountId()).toList();
    }
}
