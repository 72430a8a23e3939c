package org.kamsuite.receivables.provision;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "ProvisionCalculation", description = "Expected loss by buckets of age, in the currency of the input.")
record CalculationView(
        @Schema(description = "Loss rate of each bucket, 0 to 1, before the forward factor; null when not defined.")
        List<BigDecimal> rates,

        @Schema(description = "Expected loss of each bucket; null when not defined.")
        List<BigDecimal> allowances,

        @JsonInclude(JsonInclude.Include.ALWAYS)
        @Schema(description = "Sum of the allowances; null when one is not defined.", examples = "580000")
        BigDecimal total,

        @Schema(description = "The formula.") String method,

        @Schema(examples = "1") BigDecimal forwardFactor,

        @Schema(description = "The buckets one by one.") List<Line> buckets,

        @Schema(description = "Why figures are null; empty otherwise.")
        List<String> reasons,

        @Schema(description = "What was sent.") Calculation inputs) {

    @Schema(name = "ProvisionCalculationLine", description = "One bucket.")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Line(
            String name,
            BigDecimal gross,

            @Schema(description = "The amount of the cohort that reached the bucket; null without a cohort.")
            BigDecimal reached,

            @Schema(description = "Loss rate before the forward factor.")
            BigDecimal rate,

            @Schema(description = "min(1, rate × forwardFactor).")
            BigDecimal appliedRate,

            BigDecimal allowance) {}

    static CalculationView of(Calculation inputs, String method, List<Line> exact) {
        List<String> reasons = new ArrayList<>();
        exact.stream()
                .filter(line -> line.rate() == null)
                .forEach(line -> reasons.add(
                        "Nothing of the cohort reached the bucket '" + line.name() + "': no rate follows for it."));
        boolean defined = exact.stream().map(Line::allowance).noneMatch(Objects::isNull);
        BigDecimal total =
                defined ? exact.stream().map(Line::allowance).reduce(BigDecimal.ZERO, BigDecimal::add) : null;
        boolean quotients = inputs.cohort() != null;
        List<Line> shown = exact.stream().map(line -> shown(line, quotients)).toList();
        return new CalculationView(
                shown.stream().map(Line::rate).toList(),
                shown.stream().map(Line::allowance).toList(),
                shown(total, quotients),
                method,
                Rules.plain(inputs.factor()),
                shown,
                reasons,
                inputs);
    }

    // Computed with 34 digits, shown with 16; products of given numbers are shown as they are.
    private static Line shown(Line line, boolean quotients) {
        return new Line(
                line.name(),
                Rules.plain(line.gross()),
                Rules.plain(line.reached()),
                shown(line.rate(), quotients),
                shown(line.appliedRate(), quotients),
                shown(line.allowance(), quotients));
    }

    private static BigDecimal shown(BigDecimal value, boolean quotient) {
        return Rules.plain(value == null || !quotient ? value : value.round(MathContext.DECIMAL64));
    }
}
