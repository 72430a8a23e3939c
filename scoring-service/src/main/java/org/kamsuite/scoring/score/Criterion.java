package org.kamsuite.scoring.score;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// One criterion of a model: what is measured, and how much of it is worth how many points (0 to 10).
///
/// Between two breakpoints the points change in a straight line; outside of them they stay as they are at
/// the end.
@Schema(description = "What is measured, and how much of it is worth how many points.")
public record Criterion(
        @Schema(description = "Stable code of the criterion.")
        Code code,

        @Schema(description = "Name for people.", examples = "Revenue")
        String name,

        @Schema(description = "How the value is computed, and from what.")
        String description,

        @Schema(description = "Unit of the value.", examples = "× average account")
        String unit,

        @Schema(description = "Weight in the model; all weights sum to 100.", examples = "40")
        BigDecimal weight,

        @Schema(description = "Value to points, ascending; in between linear, beyond the ends constant.")
        List<Breakpoint> breakpoints) {

    /// Decimals of points and contributions.
    static final int DECIMALS = 4;

    @Schema(name = "CriterionCode", description = "What is measured.")
    public enum Code {
        REVENUE,
        GROWTH,
        MARGIN,
        REPEAT_BUSINESS,
        TENURE,
        PAYMENT
    }

    public record Breakpoint(
            @Schema(description = "In the unit of the criterion.", examples = "1")
            BigDecimal value,

            @Schema(description = "Points, 0 to 10.", examples = "5")
            BigDecimal points) {

        static Breakpoint of(String value, String points) {
            return new Breakpoint(new BigDecimal(value), new BigDecimal(points));
        }
    }

    public Criterion {
        breakpoints = List.copyOf(breakpoints);
    }

    /// The points of a value, 0 to 10.
    BigDecimal points(BigDecimal value) {
        Breakpoint below = breakpoints.getFirst();
        if (value.compareTo(below.value()) <= 0) {
            return below.points().setScale(DECIMALS, RoundingMode.HALF_EVEN);
        }
        for (Breakpoint above : breakpoints) {
            if (value.compareTo(above.value()) <= 0) {
                BigDecimal rise = above.points().subtract(below.points());
                BigDecimal run = above.value().subtract(below.value());
                return below.points()
                        .add(value.subtract(below.value()).multiply(rise).divide(run, MathContext.DECIMAL64))
                        .setScale(DECIMALS, RoundingMode.HALF_EVEN);
            }
            below = above;
        }
        return below.points().setScale(DECIMALS, RoundingMode.HALF_EVEN);
    }
}
