package org.kamsuite.receivables.lateness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrainingTest {

    private static final LocalDate START = LocalDate.of(2024, 1, 1);

    /// Payers with a habit of their own, who besides pay large invoices (or none) late.
    private static List<Invoice> synthetic(int n, double effect, long seed) {
        Random random = new Random(seed);
        List<Invoice> invoices = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            int payer = random.nextInt(60);
            double habit = -2 + 4.0 * payer / 60;
            double size = random.nextGaussian();
            boolean late = random.nextDouble() < Model.logistic(habit + effect * size);
            LocalDate issued = START.plusDays(random.nextInt(600));
            LocalDate due = issued.plusDays(30);
            invoices.add(new Invoice(
                    i,
                    1,
                    "P" + payer,
                    issued,
                    due,
                    late ? due.plusDays(1 + random.nextInt(20)) : due.minusDays(random.nextInt(20)),
                    Math.exp(5 + size)));
        }
        return invoices;
    }

    @Test
    void historiesHoldOnlyWhatWasKnownThatMorning() {
        LocalDate day = START.plusDays(100);
        List<Invoice> invoices = List.of(
                new Invoice(1, 1, "A", START, START.plusDays(30), START.plusDays(20), 100),
                new Invoice(2, 1, "A", START, START.plusDays(30), START.plusDays(40), 50),
                // closed on that very day: not known in the morning
                new Invoice(3, 1, "A", START.plusDays(80), START.plusDays(110), day, 70),
                // overdue, not paid
                new Invoice(4, 1, "A", START.plusDays(60), START.plusDays(90), null, 30),
                new Invoice(5, 1, "A", day, day.plusDays(30), null, 10),
                new Invoice(6, 1, "B", START, START.plusDays(30), START.plusDays(90), 100));
        History known = History.of(invoices).stream()
                .filter(each -> each.invoice().document() == 5)
                .findFirst()
                .orElseThrow()
                .history();
        assertThat(known).isEqualTo(new History(3, 2, 180, 80, 3, 2, 2, 10, 2, 1, 100, 30, 4, 250));
    }

    @Test
    void historiesDoNotDependOnWhatComesLater() {
        List<Invoice> all = synthetic(400, 1, 3);
        LocalDate day = START.plusDays(300);
        List<Invoice> until = all.stream()
                .filter(each -> !each.issueDate().isAfter(day))
                .map(each -> each.closedOn().isBefore(day)
                        ? each
                        : new Invoice(
                                each.document(),
                                1,
                                each.payer(),
                                each.issueDate(),
                                each.dueDate(),
                                null,
                                each.amount()))
                .toList();
        assertThat(History.of(until))
                .extracting(History.Case::history)
                .isEqualTo(History.of(all).stream()
                        .filter(each -> !each.invoice().issueDate().isAfter(day))
                        .map(History.Case::history)
                        .toList());
    }

    @Test
    void aPlantedEffectIsFoundAndBeatsTheBaseline() {
        Training training = Training.of(synthetic(6000, 1.5, 5), START.plusDays(700));
        assertThat(training.model().terms().get(Feature.AMOUNT).coefficient()
                        + training.model().terms().get(Feature.RELATIVE_AMOUNT).coefficient())
                .isGreaterThan(0.8);
        assertThat(training.better()).isTrue();
        assertThat(training.modelCalibration().auc())
                .isGreaterThan(training.baselineCalibration().auc() + 0.05);
        assertThat(training.modelCalibration().brier())
                .isLessThan(training.baselineCalibration().brier() - 0.01);
    }

    @Test
    void withoutAnEffectItSaysNearlyWhatTheBaselineSays() {
        Training training = Training.of(synthetic(6000, 0, 6), START.plusDays(700));
        assertThat(training.modelCalibration().brier())
                .isCloseTo(training.baselineCalibration().brier(), within(0.003));
    }

    @Test
    void probabilitiesAreProbabilitiesWhateverComes() {
        Model model = Training.of(synthetic(2000, 1, 7), START.plusDays(700)).model();
        Random random = new Random(8);
        for (int i = 0; i < 2000; i++) {
            int known = random.nextInt(5000);
            int late = known == 0 ? 0 : random.nextInt(known + 1);
            double amount = Math.exp(random.nextGaussian() * 20);
            History history = new History(
                    known,
                    late,
                    amount,
                    amount / 2,
                    6,
                    random.nextInt(7),
                    known,
                    late * 90.0,
                    3,
                    2,
                    amount,
                    amount,
                    9,
                    amount);
            double p = model.probability(new History.Case(
                    new Invoice(1, 1, "X", START, START.plusDays(random.nextInt(4000)), null, amount), history));
            assertThat(p).isBetween(0.0, 1.0).isNotNaN();
        }
    }

    @Test
    void tooLittleToLearnFromLeavesTheBaseline() {
        Training few = Training.of(synthetic(80, 1, 9), START.plusDays(700));
        assertThat(few.model()).isNull();
        assertThat(few.better()).isFalse();
        assertThat(few.baseline().lateRatio()).isBetween(0.2, 0.8);
        Training none = Training.of(List.of(), START);
        assertThat(none.invoices()).isZero();
        assertThat(none.baseline()).isEqualTo(Baseline.UNINFORMED);
    }

    @Test
    void calibrationIsCounted() {
        Calibration calibration = Calibration.of(List.of(
                new Calibration.Prediction(0.1, false),
                new Calibration.Prediction(0.4, false),
                new Calibration.Prediction(0.35, true),
                new Calibration.Prediction(0.8, true)));
        assertThat(calibration.auc()).isEqualTo(0.75);
        assertThat(calibration.brier()).isCloseTo((0.01 + 0.16 + 0.4225 + 0.04) / 4, within(1e-12));
        assertThat(calibration.bins()).hasSize(4);
        assertThat(Calibration.of(List.of(new Calibration.Prediction(1, true))).auc())
                .isNull();
    }

    /// IBM's receivables sample, when it is there.
    @Test
    void isAtLeastAsGoodAsTheBaselineOnPublishedData() throws IOException {
        Path file = Path.of("..", "..", "shared", "data", "ibm_ar", "WA_Fn-UseC_-Accounts-Receivable.csv");
        assumeTrue(Files.exists(file), "the public data sets are not in ../../shared/data");
        DateTimeFormatter format = DateTimeFormatter.ofPattern("M/d/yyyy");
        List<String> rows = Files.readAllLines(file);
        List<Invoice> invoices = IntStream.range(1, rows.size())
                .mapToObj(i -> {
                    String[] cells = rows.get(i).split(",");
                    return new Invoice(
                            i,
                            1,
                            cells[1],
                            LocalDate.parse(cells[4], format),
                            LocalDate.parse(cells[5], format),
                            LocalDate.parse(cells[8], format),
                            Double.parseDouble(cells[6]));
                })
                .toList();
        for (int months : new int[] {12, 18}) {
            Training training = Training.of(invoices, LocalDate.of(2014, 1, 31), months);
            Calibration model = training.modelCalibration();
            Calibration baseline = training.baselineCalibration();
            System.out.printf(
                    "IBM receivables, walk-forward over %d months: n %d, late %d; AUC %.4f (baseline %.4f), Brier %.4f"
                            + " (%.4f), log loss %.4f (%.4f)%n",
                    months,
                    model.n(),
                    model.late(),
                    model.auc(),
                    baseline.auc(),
                    model.brier(),
                    baseline.brier(),
                    model.logLoss(),
                    baseline.logLoss());
            model.bins()
                    .forEach(bin -> System.out.printf(
                            "  %.1f-%.1f: %d, predicted %.3f, late %.3f%n",
                            bin.from(), bin.to(), bin.n(), bin.meanProbability(), bin.lateRatio()));
            assertThat(model.n()).isGreaterThan(1000);
            assertThat(model.auc()).isGreaterThanOrEqualTo(baseline.auc());
            assertThat(model.brier()).isLessThanOrEqualTo(baseline.brier());
            assertThat(training.better()).isTrue();
        }
    }
}
