package org.kamsuite.receivables.lateness;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.Money;

@Schema(name = "LatePaymentRisks", description = "The open invoices of an account, the likeliest to be late first.")
record LatenessView(
        UUID accountId,
        @Schema(description = "Legal name of the account.") String name,
        LocalDate asOf,
        Instant knownAt,

        @Schema(description = "MODEL, or BASELINE while no model does better than it.")
        String method,

        @Schema(
                description =
                        "Training day of the model, whose published calibration is at /v1/late-payment-model; absent"
                                + " before the first training.")
        LocalDate trainedOn,

        List<Risk> invoices,

        @Schema(description = "Why the baseline is used, or nothing is listed; absent otherwise.")
        String reason,

        @Schema(description = "How each figure is defined.") Map<String, String> methods) {

    static final Map<String, String> METHODS = new TreeMap<>(Map.of(
            "probability",
            "1 when it is overdue already, else probabilityAtIssue",
            "probabilityAtIssue",
            "that the instalment is paid after its due date, with what was known in the morning of the invoice date",
            "model",
            Model.METHOD,
            "baseline",
            Baseline.METHOD,
            "expectedDaysLate",
            "probability * the payer's mean days late of late invoices, shrunken; of an overdue one that mean, or the days"
                    + " past due if more",
            "contribution",
            "in log-odds, beside an average invoice of the training; the largest 5 are shown"));

    @Schema(name = "LatePaymentRisk")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Risk(
            String invoiceNumber,
            int instalment,
            LocalDate issueDate,
            LocalDate dueDate,
            @Schema(description = "What is open of it.") Money open,

            @Schema(description = "Days past due; 0 when it is not.")
            int daysPastDue,

            @Schema(description = "Of being paid after the due date, 0 to 1; 1 when it is overdue.", examples = "0.37")
            BigDecimal probability,

            @Schema(description = "As judged on the invoice date, 0 to 1.", examples = "0.37")
            BigDecimal probabilityAtIssue,

            @Schema(description = "What the baseline says, 0 to 1.", examples = "0.31")
            BigDecimal baselineProbability,

            @Schema(description = "Days.", examples = "4.2") BigDecimal expectedDaysLate,

            @Schema(description = "Invoices of the payer that were paid, or overdue, before the invoice date.")
            int knownInvoices,

            @Schema(description = "Late ones among them.") int knownLate,
            List<Driver> drivers) {}

    @Schema(name = "LatePaymentDriver")
    record Driver(
            String feature,
            String meaning,

            @Schema(description = "The feature of this invoice.")
            BigDecimal value,

            @Schema(description = "In log-odds; positive: rather late.")
            BigDecimal contribution) {}

    @Schema(name = "LatePaymentModel", description = "The model in use, and how good it was out of sample.")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record ModelView(
            @Schema(
                    description =
                            "MODEL, or BASELINE while no model does better than it; NONE before the first training.")
            String method,

            @Schema(description = "Names the version.") LocalDate trainedOn,
            Instant trainedAt,

            @Schema(description = "Instalments that were past due by then and were learnt from.")
            Integer invoices,

            @Schema(description = "Accounts, or customers without one.")
            Integer payers,

            @Schema(description = "Share of the payers that were sampled, 0 to 1.")
            BigDecimal sampledShare,

            @Schema(description = "Late ratio of all payers, 0 to 1.")
            BigDecimal lateRatio,

            @Schema(description = "As how many invoices it counts in the baseline.")
            BigDecimal baselineStrength,

            @Schema(description = "In log-odds.") BigDecimal intercept,

            @Schema(description = "Per standard deviation of the feature; the largest first.")
            List<Coefficient> coefficients,

            @Schema(description = "Null without a month that could be judged.")
            Evaluation evaluation,

            @Schema(description = "Why there is no model, or the baseline is used; else null.")
            String reason,

            Map<String, String> methods) {}

    @Schema(name = "LatePaymentCoefficient")
    record Coefficient(String feature, String meaning, BigDecimal coefficient, BigDecimal mean, BigDecimal deviation) {}

    @Schema(
            name = "LatePaymentEvaluation",
            description =
                    "Walk-forward: invoices of each month judged by a model trained with what was known on its first"
                            + " day.")
    record Evaluation(
            @Schema(description = "First day of the first month.")
            LocalDate from,

            @Schema(description = "Invoices judged.") int invoices,
            int late,
            @Schema(description = "late / invoices.") BigDecimal baseRate,
            Scores model,
            Scores baseline) {}

    @Schema(name = "LatePaymentScores")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Scores(
            @Schema(description = "0.5 to 1; null when all were late or none.", examples = "0.87")
            BigDecimal auc,

            @Schema(description = "Mean squared error, 0 is best.", examples = "0.131")
            BigDecimal brier,

            @Schema(description = "Lower is better.") BigDecimal logLoss,

            @Schema(description = "Predictions by probability beside what came.")
            List<Bin> calibration) {}

    @Schema(name = "LatePaymentCalibrationBin")
    record Bin(BigDecimal from, BigDecimal to, int invoices, BigDecimal meanProbability, BigDecimal lateRatio) {}

    private static final Map<String, String> MODEL_METHODS = new TreeMap<>(Map.of(
            "model",
            Model.METHOD,
            "baseline",
            Baseline.METHOD,
            "known",
            "features by effective dates before the invoice date; labels of invoices due before the training day",
            "window",
            "invoices of the last " + Training.MONTHS + " months up to the newest one",
            "choice",
            "the model is used when its Brier score out of sample is not worse than the baseline's"));

    static final ModelView NO_MODEL = new ModelView(
            "NONE",
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            List.of(),
            null,
            "No model has been trained by this day.",
            MODEL_METHODS);

    static ModelView of(Lateness.Stored stored) {
        Training training = stored.training();
        Model model = training.model();
        return new ModelView(
                training.better() ? "MODEL" : "BASELINE",
                stored.trainedOn(),
                stored.trainedAt(),
                training.invoices(),
                training.payers(),
                rounded(stored.sampledShare()),
                rounded(training.baseline().lateRatio()),
                rounded(training.baseline().strength()),
                model == null ? null : rounded(model.intercept()),
                model == null
                        ? List.of()
                        : Stream.of(Feature.values())
                                .map(feature ->
                                        coefficient(feature, model.terms().get(feature)))
                                .sorted(Comparator.comparing((Coefficient each) ->
                                                each.coefficient().abs())
                                        .reversed())
                                .toList(),
                training.modelCalibration().n() == 0 ? null : evaluation(training),
                reason(Optional.of(training), false),
                MODEL_METHODS);
    }

    static String reason(Optional<Training> training, boolean empty) {
        if (empty) {
            return "No invoice of this account is open on this day.";
        }
        if (training.isEmpty()) {
            return "No model has been trained by this day; the baseline has no portfolio to lean on and starts at one half.";
        }
        if (training.get().better()) {
            return null;
        }
        return training.get().model() == null
                ? "Too few invoices, or too few late or punctual ones, to learn from: the baseline is used."
                : training.get().modelCalibration().n() == 0
                        ? "No month could be judged out of sample yet: the baseline is used."
                        : "Out of sample the model was worse than the baseline: the baseline is used.";
    }

    private static Coefficient coefficient(Feature feature, Model.Term term) {
        return new Coefficient(
                feature.name(),
                feature.meaning,
                rounded(term.coefficient()),
                rounded(term.mean()),
                rounded(term.deviation()));
    }

    private static Evaluation evaluation(Training training) {
        Calibration model = training.modelCalibration();
        return new Evaluation(
                training.evaluatedFrom(),
                model.n(),
                model.late(),
                rounded((double) model.late() / model.n()),
                scores(model),
                scores(training.baselineCalibration()));
    }

    private static Scores scores(Calibration calibration) {
        return new Scores(
                rounded(calibration.auc()),
                rounded(calibration.brier()),
                rounded(calibration.logLoss()),
                calibration.bins().stream()
                        .map(bin -> new Bin(
                                rounded(bin.from()),
                                rounded(bin.to()),
                                bin.n(),
                                rounded(bin.meanProbability()),
                                rounded(bin.lateRatio())))
                        .toList());
    }

    static BigDecimal rounded(Double value) {
        return value == null
                ? null
                : new BigDecimal(BigDecimal.valueOf(value)
                        .setScale(6, RoundingMode.HALF_EVEN)
                        .stripTrailingZeros()
                        .toPlainString());
    }

    static final List<String> COLUMNS = List.of(
            "invoiceNumber",
            "instalment",
            "issueDate",
            "dueDate",
            "currency",
            "open",
            "daysPastDue",
            "probability",
            "probabilityAtIssue",
            "baselineProbability",
            "expectedDaysLate");

    static List<Object> cells(Risk risk) {
        return Arrays.asList(
                risk.invoiceNumber(),
                risk.instalment(),
                risk.issueDate(),
                risk.dueDate(),
                risk.open().currency(),
                risk.open().amount(),
                risk.daysPastDue(),
                risk.probability(),
                risk.probabilityAtIssue(),
                risk.baselineProbability(),
                risk.expectedDaysLate());
    }
}
