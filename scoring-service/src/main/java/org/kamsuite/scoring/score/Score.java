package org.kamsuite.scoring.score;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.scoring.ScoreClass;

/// A score with all that it is made of.
///
/// @param value 0 to 10: the sum of the contributions; null when no criterion has input
/// @param coverage the share of the model's weight for which there was input, 0 to 1
record Score(BigDecimal value, ScoreClass scoreClass, BigDecimal coverage, List<Contribution> contributions) {

    /// What one criterion gives.
    @Schema(name = "Contribution", description = "What one criterion gives; the contributions sum to the score.")
    public record Contribution(
            @Schema(description = "The criterion, see the model.")
            Criterion.Code criterion,

            @Schema(description = "Its name.", examples = "Revenue")
            String name,

            @Schema(description = "What was measured, in `unit`; absent when the input is missing.", examples = "2.31")
            BigDecimal value,

            @Schema(description = "Unit of the value.", examples = "× average account")
            String unit,

            @Schema(description = "The points of the value, 0 to 10; absent when missing.", examples = "6.6375")
            BigDecimal normalised,

            @Schema(description = "Weight in the model, of 100.", examples = "40")
            BigDecimal weight,

            @Schema(
                    description = "normalised × weight / weights of the criteria with input; 0 when missing.",
                    examples = "2.655")
            BigDecimal contribution,

            @Schema(description = "How much of the input was there, 0 to 1.", examples = "1")
            BigDecimal coverage,

            @Schema(description = "In words: the value, or why it is missing.")
            String reason) {}

    static Score of(ScoringModel model, Map<Criterion.Code, Reading> readings) {
        BigDecimal all = BigDecimal.ZERO;
        BigDecimal covered = BigDecimal.ZERO;
        for (Criterion criterion : model.criteria()) {
            all = all.add(criterion.weight());
            if (readings.get(criterion.code()) instanceof Reading.Known known) {
                covered = covered.add(criterion.weight().multiply(known.coverage()));
            }
        }
        BigDecimal present = present(model, readings);
        List<Contribution> contributions = new ArrayList<>();
        for (Criterion criterion : model.criteria()) {
            contributions.add(contribution(criterion, readings.get(criterion.code()), present));
        }
        BigDecimal coverage =
                covered.divide(all, MathContext.DECIMAL64).setScale(Criterion.DECIMALS, RoundingMode.HALF_EVEN);
        BigDecimal value = value(model, readings);
        return value == null
                ? new Score(null, null, coverage, contributions)
                : new Score(value, model.classOf(value), coverage, contributions);
    }

    /// The value alone, for those who compare many.
    static BigDecimal value(ScoringModel model, Map<Criterion.Code, Reading> readings) {
        BigDecimal present = present(model, readings);
        BigDecimal value = BigDecimal.ZERO;
        for (Criterion criterion : model.criteria()) {
            if (readings.get(criterion.code()) instanceof Reading.Known known) {
                value = value.add(contribution(criterion, criterion.points(known.value()), present));
            }
        }
        return present.signum() == 0 ? null : value;
    }

    /// The weights of the criteria with input.
    private static BigDecimal present(ScoringModel model, Map<Criterion.Code, Reading> readings) {
        return model.criteria().stream()
                .filter(criterion -> readings.get(criterion.code()) instanceof Reading.Known)
                .map(Criterion::weight)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal contribution(Criterion criterion, BigDecimal points, BigDecimal present) {
        return points.multiply(criterion.weight())
                .divide(present, MathContext.DECIMAL64)
                .setScale(Criterion.DECIMALS, RoundingMode.HALF_EVEN);
    }

    private static Contribution contribution(Criterion criterion, Reading reading, BigDecimal present) {
        return switch (reading) {
            case Reading.Known known -> {
                BigDecimal points = criterion.points(known.value());
                BigDecimal contribution = contribution(criterion, points, present);
                yield new Contribution(
                        criterion.code(),
                        criterion.name(),
                        known.value(),
                        criterion.unit(),
                        points,
                        criterion.weight(),
                        contribution,
                        known.coverage(),
                        known.note().get());
            }
            case Reading.Missing missing ->
                new Contribution(
                        criterion.code(),
                        criterion.name(),
                        null,
                        criterion.unit(),
                        null,
                        criterion.weight(),
                        BigDecimal.ZERO,
                        BigDecimal.ZERO,
                        missing.reason());
        };
    }

    /// Why, the heaviest contribution first; what is missing last.
    List<String> reasons() {
        return contributions.stream()
                .sorted(Comparator.comparing(Contribution::contribution, Comparator.reverseOrder()))
                .map(each -> each.value() == null
                        ? each.name() + " missing: " + each.reason()
                        : each.name() + ": " + each.reason())
                .toList();
    }
}
