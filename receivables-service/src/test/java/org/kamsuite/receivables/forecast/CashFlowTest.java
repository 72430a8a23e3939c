package org.kamsuite.receivables.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CashFlowTest {

    private static final LocalDate AS_OF = LocalDate.of(2026, 3, 31);
    private static final Receivable.Disputes DISPUTES = new Receivable.Disputes(20, 0.5, 10);

    private static Receivable receivable(int dueIn, String open, String disputed, String promised, Integer promisedIn) {
        return new Receivable(
                "A",
                1,
                1,
                "EUR",
                AS_OF.minusDays(60),
                AS_OF.plusDays(dueIn),
                new BigDecimal(open),
                new BigDecimal(disputed),
                new BigDecimal(promised),
                promisedIn == null ? null : AS_OF.plusDays(promisedIn));
    }

    private static Receivable.Habit habit(Map<Integer, Double> days, double loss) {
        return new Receivable.Habit(Spread.of(new TreeMap<>(days)), 40, loss, 0.8);
    }

    private static CashFlow flow(List<Receivable> receivables, Receivable.Habit habit, int weeks) {
        return CashFlow.of(
                "EUR",
                receivables.stream()
                        .map(each -> new CashFlow.Item(each.payer(), each.open(), each.outlook(AS_OF, habit, DISPUTES)))
                        .toList(),
                AS_OF,
                weeks);
    }

    @Test
    void whoAlwaysPaysFiveDaysLateIsExpectedFiveDaysAfterTheDueDate() {
        CashFlow flow = flow(List.of(receivable(4, "100.00", "0", "0", null)), habit(Map.of(5, 1.0), 0), 4);
        assertThat(flow.weeks())
                .extracting(BigDecimal::toPlainString)
                .containsExactly("0.00", "100.00", "0.00", "0.00");
        assertThat(flow.byExpectedDate()).isEqualTo(flow.weeks());
        assertThat(flow.bands().get(1)).extracting(BigDecimal::toPlainString).containsOnly("100.00");
        assertThat(flow.beyond()).isZero();
    }

    @Test
    void whatIsLaterThanUsualIsNotExpectedInThePast() {
        Receivable.Habit habit = habit(Map.of(5, 0.5, 20, 0.5), 0);
        // 10 days late: only the later half is still possible.
        assertThat(receivable(-10, "100", "0", "0", null)
                        .outlook(AS_OF, habit, DISPUTES)
                        .days())
                .isEqualTo(Map.of(10, 1.0));
        // Later than anything known.
        assertThat(receivable(-100, "100", "0", "0", null)
                        .outlook(AS_OF, habit, DISPUTES)
                        .days()
                        .keySet())
                .containsExactly(7, 30, 90);
    }

    @Test
    void promisesCountAsFarAsTheyAreKept() {
        Receivable.Outlook outlook =
                receivable(-3, "100", "0", "100", 6).outlook(AS_OF, habit(Map.of(23, 1.0), 0), DISPUTES);
        assertThat(outlook.basis()).isEqualTo("PROMISE");
        assertThat(outlook.days().get(6)).isCloseTo(0.8, within(1e-9));
        assertThat(outlook.days().get(20)).isCloseTo(0.2, within(1e-9));
    }

    @Test
    void disputedPartsComeLaterAndLess() {
        Receivable.Outlook outlook =
                receivable(2, "100", "60", "0", null).outlook(AS_OF, habit(Map.of(0, 1.0), 0.1), DISPUTES);
        assertThat(outlook.credit()).isCloseTo(0.3, within(1e-9));
        assertThat(outlook.loss()).isCloseTo(0.07, within(1e-9));
        assertThat(outlook.days().keySet()).containsExactly(2, 22);
        assertThat(outlook.basis()).isEqualTo("DISPUTE");
    }

    @Test
    void everythingAddsUpToWhatIsOpenWhateverItIs() {
        Random random = new Random(11);
        for (int run = 0; run < 200; run++) {
            List<Receivable> receivables = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(40); i++) {
                BigDecimal open = BigDecimal.valueOf(1 + random.nextInt(10_000_000), 2);
                BigDecimal part =
                        BigDecimal.valueOf(random.nextInt(10_000_000), 2).min(open);
                receivables.add(new Receivable(
                        "P" + random.nextInt(5),
                        i,
                        1,
                        "EUR",
                        AS_OF.minusDays(200),
                        AS_OF.plusDays(random.nextInt(300) - 200),
                        open,
                        random.nextBoolean() ? part : BigDecimal.ZERO,
                        random.nextBoolean() ? part : BigDecimal.ZERO,
                        AS_OF.plusDays(random.nextInt(30))));
            }
            CashFlow flow = flow(
                    receivables,
                    habit(
                            Map.of(-10 + random.nextInt(20), random.nextDouble(), 12, 1.0, 90, random.nextDouble()),
                            0.03),
                    1 + random.nextInt(20));
            BigDecimal open = receivables.stream().map(Receivable::open).reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(flow.weeks().stream()
                            .reduce(BigDecimal.ZERO, BigDecimal::add)
                            .add(flow.beyond())
                            .add(flow.loss()))
                    .isEqualByComparingTo(open);
            assertThat(flow.weeks()).allSatisfy(week -> assertThat(week).isNotNegative());
            assertThat(flow.beyond()).isNotNegative();
            assertThat(flow.credits()).isNotNegative().isLessThanOrEqualTo(flow.loss());
            flow.bands().forEach(band -> assertThat(band).isSorted());
        }
    }

    @Test
    void theSameQuestionHasTheSameAnswer() {
        List<Receivable> receivables = List.of(
                receivable(4, "100.00", "0", "0", null),
                receivable(9, "70.00", "0", "0", null),
                receivable(-5, "30.00", "0", "0", null));
        Receivable.Habit habit = habit(Map.of(0, 1.0, 8, 1.0, 20, 1.0), 0.01);
        assertThat(flow(receivables, habit, 8)).isEqualTo(flow(receivables, habit, 8));
        assertThat(flow(receivables.reversed(), habit, 8).bands())
                .isEqualTo(flow(receivables, habit, 8).bands());
    }

    @Test
    void anAccountsFewPaymentsAreMixedWithThePortfolios() {
        Spread portfolio = Spread.of(new TreeMap<>(Map.of(0, 1.0)));
        TreeMap<Integer, Double> own = new TreeMap<>(Map.of(30, 1.0));
        assertThat(Spread.of(own, 1, portfolio, 5).quantile(0.5)).isZero();
        assertThat(Spread.of(own, 50, portfolio, 5).quantile(0.5)).isEqualTo(30);
        assertThat(Spread.of(new TreeMap<>(), 0, portfolio, 5)).isSameAs(portfolio);
        assertThat(Spread.of(new TreeMap<>())).isSameAs(Spread.ASSUMED);
    }

    @Test
    void bandsCoverWhatHappensAboutAsOftenAsTheySay() {
        Random random = new Random(12);
        Receivable.Habit habit = habit(Map.of(0, 1.0, 4, 1.0, 9, 1.0, 16, 1.0, 25, 1.0), 0);
        int[] days = {0, 4, 9, 16, 25};
        int covered = 0;
        int runs = 300;
        for (int run = 0; run < runs; run++) {
            List<Receivable> receivables = new ArrayList<>();
            double came = 0;
            for (int i = 0; i < 40; i++) {
                int dueIn = 1 + random.nextInt(20);
                receivables.add(new Receivable(
                        "P" + i,
                        i,
                        1,
                        "EUR",
                        AS_OF,
                        AS_OF.plusDays(dueIn),
                        new BigDecimal("100"),
                        BigDecimal.ZERO,
                        BigDecimal.ZERO,
                        null));
                came += (dueIn + days[random.nextInt(5)] - 1) / 7 == 1 ? 100 : 0;
            }
            List<BigDecimal> band = flow(receivables, habit, 4).bands().get(1);
            covered += came >= band.get(0).doubleValue() && came <= band.get(2).doubleValue() ? 1 : 0;
        }
        assertThat((double) covered / runs).isBetween(0.75, 0.95);
    }

    @Test
    void backTestScores() {
        BackTest.Score score = BackTest.score(List.of(
                new BackTest.Pair(AS_OF, 1, big("110"), big("90"), big("130"), big("100")),
                new BackTest.Pair(AS_OF, 1, big("80"), big("70"), big("90"), big("100")),
                new BackTest.Pair(AS_OF, 1, big("10"), big("0"), big("20"), big("0"))));
        assertThat(score.wape()).isEqualByComparingTo("0.2");
        assertThat(score.mape()).isEqualByComparingTo("0.15");
        assertThat(score.bias()).isEqualByComparingTo("0");
        assertThat(score.coverage()).isEqualByComparingTo("0.666667");
        assertThat(BackTest.score(List.of()).wape()).isNull();
    }

    private static BigDecimal big(String number) {
        return new BigDecimal(number);
    }
}
