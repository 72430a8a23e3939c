package org.kamsuite.servicelevel.level;

import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Response figures on the wire.
@Schema(
        name = "Response",
        description = "How inquiries opened in the period were answered and resolved, by all that is known now. The"
                + " clock stands while an inquiry waits for the customer or is on hold, and between a resolution and"
                + " its reopening.")
public record ResponseView(
        @Schema(description = "Inquiries opened in the period.", examples = "17")
        long inquiries,

        @Schema(description = "Those with a visible answer by an agent.", examples = "16")
        long responded,

        @Schema(description = "Those that are resolved now.", examples = "15")
        long resolved,

        @Schema(description = "Those that are not resolved now.", examples = "2")
        long open,

        FirstResponse firstResponseMinutes,

        Resolution resolutionMinutes,

        @Schema(description = "When the clocks run: always 24x7, round the clock every day.", examples = "24x7")
        String calendar,

        @Schema(description = "What is missing, in words.") List<String> reasons) {

    static final String CALENDAR = "24x7";

    public ResponseView {
        reasons = List.copyOf(reasons);
    }

    @Schema(
            name = "FirstResponseMinutes",
            description = "Minutes from the opening to the first visible answer by an agent, of the responded ones.")
    public record FirstResponse(
            @Schema(description = "Median (nearest rank).", examples = "42")
            BigDecimal p50,

            @Schema(description = "90th percentile (nearest rank).", examples = "310.5")
            BigDecimal p90) {}

    @Schema(
            name = "ResolutionMinutes",
            description = "Minutes from the opening to the last resolution, of the resolved ones.")
    public record Resolution(
            @Schema(description = "Median (nearest rank).", examples = "1326")
            BigDecimal p50,

            @Schema(description = "90th percentile (nearest rank).", examples = "22893")
            BigDecimal p90,

            @Schema(description = "Mean.", examples = "2210.25")
            BigDecimal mean) {}
}
