package org.kamsuite.receivables.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.kamsuite.contracts.receivables.DriftMethod;

class DriftTest {

    private static final LocalDate START = LocalDate.of(2025, 1, 1);

    private static List<Drift.Observation> paid(int... days) {
        return IntStream.range(0, days.length)
                .mapToObj(i -> new Drift.Observation(i, 1, START.plusDays(7L * i), days[i], false))
                .toList();
    }

    private static List<Drift.Observation> and(List<Drift.Observation> first, Drift.Observation... more) {
        List<Drift.Observation> all = new ArrayList<>(first);
        all.addAll(List.of(more));
        return all;
    }

    private static int[] usual(int n, int... then) {
        return IntStream.concat(IntStream.range(0, n).map(i -> i % 3 - 1), IntStream.of(then))
                .toArray();
    }

    private static Drift drift(List<Drift.Observation> observations) {
        return Drift.of(observations, Drift.Settings.DEFAULT);
    }

    /// NIST/SEMATECH e-Handbook 6.3.2.4: mean 50, standard deviation 2.0539, lambda 0.3.
    @Test
    void ewmaAgreesWithTheHandbook() {
        double[] values = {
            52.0, 47.0, 53.0, 49.3, 50.1, 47.0, 51.0, 50.1, 51.2, 50.5, 49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4,
            53.6, 52.1
        };
        double[] published = {
            50.60, 49.52, 50.56, 50.18, 50.16, 49.21, 49.75, 49.85, 50.26, 50.33, 50.11, 49.36, 49.52, 50.05, 49.38,
            49.92, 50.73, 51.23, 51.94, 51.99
        };
        Ewma ewma = new Ewma(0.3, 3);
        for (int i = 0; i < values.length; i++) {
            ewma.add((values[i] - 50) / 2.0539);
            assertThat(50 + 2.0539 * ewma.value()).isCloseTo(published[i], within(0.011));
        }
        // The handbook's limits are those after many values: 52.5884.
        assertThat(50 + 2.0539 * ewma.limit()).isCloseTo(52.5884, within(0.003));
    }

    /// Montgomery, 9.1: mean 10, sigma 1, K 0.5, H 5; the alarm is at the 29th value, the shift began after the 22nd.
    @Test
    void cusumAgreesWithTheTextbook() {
        double[] values = {
            9.45, 7.99, 9.29, 11.66, 12.16, 10.18, 8.04, 11.46, 9.20, 10.34, 9.03, 11.47, 10.51, 9.40, 10.08, 9.37,
            10.62, 10.31, 8.52, 10.84, 10.90, 9.33, 12.29, 11.50, 10.60, 11.08, 10.38, 11.62, 11.31, 10.52
        };
        Cusum cusum = new Cusum(0.5, 5);
        for (int i = 0; i < 28; i++) {
            cusum.add(values[i] - 10);
            assertThat(cusum.isAbove()).isFalse();
        }
        cusum.add(values[28] - 10);
        assertThat(cusum.isAbove()).isTrue();
        assertThat(cusum.value()).isCloseTo(5.28, within(1e-9));
        assertThat(cusum.run()).isEqualTo(7);
        assertThat(10 + cusum.level()).isCloseTo(11.25, within(0.005));
    }

    @Test
    void twelveInvoicesAreNeededForAJudgement() {
        assertThat(drift(paid(usual(11))).isJudged()).isFalse();
        assertThat(drift(paid(usual(12))).isJudged()).isTrue();
        assertThat(drift(List.of()).isJudged()).isFalse();
    }

    @Test
    void aShiftIsFoundOnceWithItsStartAndEndsAfterThreePaymentsInTheLimit() {
        Drift drifting = drift(paid(usual(25, 9, 10, 8, 11, 9)));
        assertThat(drifting.excursions()).hasSize(1);
        Drift.Excursion excursion = drifting.current();
        assertThat(excursion.shiftStart().document()).isEqualTo(25);
        assertThat(excursion.baseline().mean()).isCloseTo(0, within(0.1));
        assertThat(excursion.currentDays()).isCloseTo(9.4, within(1e-9));
        assertThat(drifting.points().stream().filter(Drift.Point::alarm)).hasSize(1);

        assertThat(drift(paid(usual(25, 9, 10, 8, 11, 9, 0, 0))).current()).isNotNull();
        Drift over = drift(paid(usual(25, 9, 10, 8, 11, 9, 0, 0, 1)));
        assertThat(over.current()).isNull();
        assertThat(over.excursions())
                .singleElement()
                .satisfies(each -> assertThat(each.end()).isEqualTo(START.plusDays(7L * 32)));
    }

    @Test
    void anOpenOverdueInvoiceCountsAsAtLeastSoLate() {
        LocalDate today = START.plusDays(400);
        List<Drift.Observation> usual = paid(usual(24));
        assertThat(drift(and(usual, new Drift.Observation(99, 1, today, 40, true)))
                        .current()
                        .method())
                .isEqualTo(DriftMethod.EWMA);
        // Not later than usual yet: it tells nothing, neither for nor against.
        List<Drift.Observation> late =
                paid(IntStream.range(0, 24).map(i -> 10 + i % 3).toArray());
        Drift waiting = drift(and(late, new Drift.Observation(99, 1, today, 3, true)));
        assertThat(waiting.points()).hasSize(24);
        assertThat(waiting.current()).isNull();
    }

    @Test
    void anOddPaymentInTheBaselineDoesNotHideAShift() {
        int[] odd = usual(25, 9, 10, 8, 11, 9);
        odd[5] = 70;
        assertThat(drift(paid(odd)).current()).isNotNull();
    }

    @Test
    void whatIsKnownLaterDoesNotChangeEarlierPoints() {
        Random random = new Random(7);
        for (int run = 0; run < 50; run++) {
            int[] days = IntStream.range(0, 60)
                    .map(i -> (int) Math.round(random.nextGaussian() * 4 + (i > 40 ? 6 : 0)))
                    .toArray();
            List<Drift.Observation> all = paid(days);
            Drift whole = drift(all);
            Drift part = drift(all.subList(0, 45));
            assertThat(whole.points().subList(0, 45)).isEqualTo(part.points());
        }
    }

    @Test
    void steadyPayersSeldomAlarmAndShiftedOnesNearlyAlways() {
        Random random = new Random(1);
        int falseAlarms = 0;
        int found = 0;
        int delay = 0;
        for (int run = 0; run < 500; run++) {
            int[] days = IntStream.range(0, 64)
                    .map(_ -> (int) Math.round(random.nextGaussian() * 5))
                    .toArray();
            falseAlarms += drift(paid(days)).excursions().isEmpty() ? 0 : 1;
            int[] shifted = IntStream.range(0, 40)
                    .map(i -> days[i] + (i >= 30 ? 10 : 0))
                    .toArray();
            Drift drift = drift(paid(shifted));
            if (drift.current() != null && drift.current().alarm().document() >= 30) {
                found++;
                delay += (int) drift.current().alarm().document() - 29;
            }
        }
        assertThat(falseAlarms).isLessThan(100);
        assertThat(found).isGreaterThan(420);
        assertThat((double) delay / found).isLessThan(5);
    }
}
