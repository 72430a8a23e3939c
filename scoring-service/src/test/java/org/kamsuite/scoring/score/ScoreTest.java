package org.kamsuite.scoring.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kamsuite.contracts.scoring.ScoreClass;

class ScoreTest {

    private static final LocalDate AS_OF = LocalDate.parse("2026-06-30");
    private static final LocalDate LONG_AGO = LocalDate.parse("2020-01-15");
    private static final Map<String, BigDecimal> AVERAGES = Map.of("EUR", bd("1000"), "USD", bd("500"));

    /// All-costed sales of twelve busy months.
    private static SubjectSales.InCurrency sales(String currency, String last12, String before12, String cost) {
        return new SubjectSales.InCurrency(
                currency,
                bd(last12),
                bd(before12),
                bd("60"),
                bd("40"),
                bd("30"),
                bd("20"),
                bd(last12),
                bd(last12),
                bd(cost),
                10,
                0xFFF);
    }

    private static SubjectSales subject(LocalDate first, SubjectSales.InCurrency... sales) {
        return new SubjectSales(new UUID(0, 1), "Muster AG", "EUR", first, first, List.of(sales), null);
    }

    private static Score score(SubjectSales subject) {
        return Score.of(Models.DEFAULT_1, Readings.of(subject, AVERAGES, AS_OF));
    }

    private static Score.Contribution of(Score score, Criterion.Code code) {
        return score.contributions().stream()
                .filter(each -> each.criterion() == code)
                .findFirst()
                .orElseThrow();
    }

    private static BigDecimal bd(String text) {
        return new BigDecimal(text);
    }

    @Test
    void theWeightsOfEachModelSumToAHundredAndItsBreakpointsAscend() {
        for (ScoringModel model : Models.all()) {
            assertThat(model.criteria().stream().map(Criterion::weight).reduce(BigDecimal.ZERO, BigDecimal::add))
                    .isEqualByComparingTo("100");
            assertThat(model.criteria())
                    .allSatisfy(criterion -> assertThat(criterion.breakpoints())
                            .isSortedAccordingTo(java.util.Comparator.comparing(Criterion.Breakpoint::value)));
        }
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "0, 0", "0.1, 1", "0.25, 2.5", "0.5, 3.3333", "1, 5", "2, 6.25", "3, 7.5", "10, 10", "99, 10"})
    void pointsAreLinearBetweenBreakpoints(BigDecimal ratio, BigDecimal points) {
        assertThat(Models.DEFAULT_1.criteria().getFirst().points(ratio)).isEqualByComparingTo(points);
    }

    @Test
    void contributionsSumToTheScore() {
        Score score = score(subject(LONG_AGO, sales("EUR", "3000", "2400", "2100")));
        // revenue 3 × average: 7.5 × .40; margin .3: 7.5 × .20; growth .25: 7.5 × .15; all months: 10 × .15; > 5 years
        assertThat(score.value()).isEqualByComparingTo("8.125");
        assertThat(score.contributions().stream()
                        .map(Score.Contribution::contribution)
                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo(score.value());
        assertThat(score.scoreClass()).isEqualTo(ScoreClass.A);
        assertThat(score.coverage()).isEqualByComparingTo("1");
    }

    @Test
    void missingCostLowersTheCoverageInsteadOfTheScore() {
        SubjectSales.InCurrency costed = sales("EUR", "1000", "1000", "800");
        SubjectSales.InCurrency uncosted = new SubjectSales.InCurrency(
                "EUR",
                costed.last12(),
                costed.before12(),
                costed.last6(),
                costed.before6(),
                costed.last3(),
                costed.before3(),
                costed.invoiced(),
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                10,
                0xFFF);
        Score score = score(subject(LONG_AGO, uncosted));
        assertThat(score.coverage()).isEqualByComparingTo("0.8");
        assertThat(of(score, Criterion.Code.MARGIN).value()).isNull();
        assertThat(of(score, Criterion.Code.MARGIN).reason()).contains("cost");
        // (5 × 40 + 5 × 15 + 10 × 15 + 10 × 10) / 80
        assertThat(score.value()).isEqualByComparingTo("6.5625");
        assertThat(score.reasons().getLast()).startsWith("Margin missing");
    }

    @Test
    void partlyKnownCostIsComparedWithThatPartOfTheRevenue() {
        SubjectSales.InCurrency half = new SubjectSales.InCurrency(
                "EUR", bd("900"), bd("0"), bd("0"), bd("0"), bd("0"), bd("0"), bd("1000"), bd("500"), bd("360"), 10, 1);
        Score.Contribution margin = of(score(subject(LONG_AGO, half)), Criterion.Code.MARGIN);
        // 900 net of credits × half = 450 against a cost of 360
        assertThat(margin.value()).isEqualByComparingTo("0.2");
        assertThat(margin.coverage()).isEqualByComparingTo("0.5");
    }

    @Test
    void growthWithoutRevenueBeforeIsMissing() {
        Score score = score(subject(LONG_AGO, sales("EUR", "1000", "0", "500")));
        assertThat(of(score, Criterion.Code.GROWTH).value()).isNull();
        assertThat(of(score, Criterion.Code.GROWTH).reason()).contains("no revenue in the 12 months before");
    }

    @ParameterizedTest
    @CsvSource({"2025-01-10, 0.5, 0.5", "2025-10-01, 0.5, 0.25"})
    void shortHistoriesCompareShorterWindowsAtALowerCoverage(LocalDate first, BigDecimal rate, BigDecimal coverage) {
        Score.Contribution growth = of(score(subject(first, sales("EUR", "100", "0", "50"))), Criterion.Code.GROWTH);
        assertThat(growth.value()).isEqualByComparingTo(rate);
        assertThat(growth.coverage()).isEqualByComparingTo(coverage);
    }

    @Test
    void aNewCustomerHasNoGrowthYet() {
        Score.Contribution growth = of(
                score(subject(LocalDate.parse("2026-04-01"), sales("EUR", "100", "0", "50"))), Criterion.Code.GROWTH);
        assertThat(growth.value()).isNull();
    }

    @Test
    void otherCurrenciesAreToldAndNotConverted() {
        Score score =
                score(subject(LONG_AGO, sales("EUR", "1000", "1000", "700"), sales("USD", "9999", "9999", "9000")));
        Score.Contribution revenue = of(score, Criterion.Code.REVENUE);
        assertThat(revenue.value()).isEqualByComparingTo("1");
        assertThat(revenue.coverage()).isEqualByComparingTo("0.5");
        assertThat(revenue.reason()).contains("USD");
        assertThat(score.coverage()).isLessThan(BigDecimal.ONE);
    }

    @Test
    void anAccountThatWasNeverBilledInItsCurrencyIsScoredInTheOneItWasBilledIn() {
        assertThat(subject(LONG_AGO, sales("USD", "1", "1", "1")).main().currency())
                .isEqualTo("USD");
    }

    @Test
    void ordersAloneGiveNoRevenue() {
        SubjectSales ordersOnly = new SubjectSales(
                new UUID(0, 1),
                "Muster AG",
                "EUR",
                LONG_AGO,
                null,
                List.of(new SubjectSales.InCurrency(
                        "EUR", bd("0"), bd("0"), bd("0"), bd("0"), bd("0"), bd("0"), bd("0"), bd("0"), bd("0"), 0,
                        0b111)),
                null);
        Score score = score(ordersOnly);
        assertThat(of(score, Criterion.Code.REVENUE).value()).isNull();
        assertThat(of(score, Criterion.Code.REPEAT_BUSINESS).value()).isEqualByComparingTo("0.25");
        assertThat(score.coverage()).isEqualByComparingTo("0.25");
    }

    @Test
    void lostBusinessIsARealZero() {
        Score score = score(subject(LONG_AGO, sales("EUR", "0", "1000", "0")));
        assertThat(of(score, Criterion.Code.REVENUE).value()).isEqualByComparingTo("0");
        assertThat(of(score, Criterion.Code.GROWTH).value()).isEqualByComparingTo("-1");
    }

    @Test
    void withoutBusinessThereIsNoScore() {
        Score score = score(subject(null));
        assertThat(score.value()).isNull();
        assertThat(score.scoreClass()).isNull();
        assertThat(score.coverage()).isEqualByComparingTo("0");
    }

    @Test
    void theRankingIsByScoreAndLeavesOutWhoHasNoBusiness() {
        List<SubjectSales> portfolio = IntStream.range(0, 4)
                .mapToObj(i -> new SubjectSales(
                        new UUID(0, i),
                        "account " + i,
                        "EUR",
                        i == 3 ? null : LONG_AGO,
                        i == 3 ? null : LONG_AGO,
                        i == 3 ? List.of() : List.of(sales("EUR", i == 1 ? "500" : "100", "100", "50")),
                        null))
                .toList();
        Ranking ranking = Ranking.of(Models.DEFAULT_1, AS_OF, portfolio);
        assertThat(ranking.places())
                .extracting(place -> place.subject().accountId().getLeastSignificantBits())
                .containsExactly(1L, 0L, 2L);
        assertThat(ranking.places()).extracting(Ranking.Place::rank).containsExactly(1, 2, 3);
        assertThat(ranking.averages().get("EUR")).isEqualByComparingTo("233.3333333333333");
        assertThat(Ranking.of(Models.DEFAULT_1, AS_OF, portfolio.reversed())).isEqualTo(ranking);
    }

    @ParameterizedTest
    @CsvSource({"-40, 10", "-5, 8.25", "0, 8", "15, 7", "26, 5.5", "45, 4.5", "400, 2"})
    void theLaterAnAccountPaysTheLessItScores(BigDecimal days, BigDecimal points) {
        Score score = Score.of(
                Models.DEFAULT_2,
                Readings.of(
                        paying(new SubjectSales.Payment(days, 48, 1, 1, AS_OF.minusDays(3), false)), AVERAGES, AS_OF));
        Score.Contribution payment = of(score, Criterion.Code.PAYMENT);
        assertThat(payment.value()).isEqualByComparingTo(days);
        assertThat(payment.normalised()).isEqualByComparingTo(points);
        assertThat(payment.reason()).contains("48 settled invoices").contains("2026-06-27");
        assertThat(score.coverage()).isEqualByComparingTo("1");
    }

    @Test
    void paymentsThatNobodyKnowsLowerTheCoverage() {
        Score unknown = Score.of(Models.DEFAULT_2, Readings.of(paying(null), AVERAGES, AS_OF));
        assertThat(of(unknown, Criterion.Code.PAYMENT).value()).isNull();
        assertThat(unknown.coverage()).isEqualByComparingTo("0.85");
        assertThat(unknown.reasons().getLast()).startsWith("Payment missing");

        Score partly = Score.of(
                Models.DEFAULT_2,
                Readings.of(paying(new SubjectSales.Payment(BigDecimal.TEN, 5, 1, 4, AS_OF, true)), AVERAGES, AS_OF));
        // 85 + 15 × 1/4
        assertThat(partly.coverage()).isEqualByComparingTo("0.8875");
        assertThat(of(partly, Criterion.Code.PAYMENT).reason())
                .contains("1 of 4 accounts")
                .contains("later");
    }

    @Test
    void theFirstModelTakesNoNoticeOfPayments() {
        Score score = score(paying(new SubjectSales.Payment(new BigDecimal("90"), 48, 1, 1, AS_OF, true)));
        assertThat(score).isEqualTo(score(paying(null)));
    }

    private static SubjectSales paying(SubjectSales.Payment payment) {
        return new SubjectSales(
                new UUID(0, 1),
                "Muster AG",
                "EUR",
                LONG_AGO,
                LONG_AGO,
                List.of(sales("EUR", "3000", "2400", "2100")),
                payment);
    }

    @Test
    void moreRevenueNeverScoresLess() {
        List<BigDecimal> scores = Arrays.asList("1", "10", "250", "1000", "2999", "10000", "500000").stream()
                .map(amount -> of(score(subject(LONG_AGO, sales("EUR", amount, "1000", "0"))), Criterion.Code.REVENUE)
                        .contribution())
                .toList();
        assertThat(scores).isSorted();
    }
}
