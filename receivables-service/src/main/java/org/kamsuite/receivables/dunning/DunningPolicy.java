package org.kamsuite.receivables.dunning;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.receivables.DunningChannel;

@Schema(name = "DunningPolicy", description = "When which account is reminded how.")
record DunningPolicy(
        @Schema(description = "By ascending levels and days, the first level is 1.") @NotEmpty @Size(max = 10)
        List<@NotNull @Valid Level> levels,

        @Schema(description = "Days from a step to the next one of an invoice, at least.", examples = "7")
        @NotNull
        @Min(0)
        @Max(365)
        Integer minimumGapDays) {

    @Schema(name = "DunningLevel")
    record Level(
            @NotNull @Min(1) @Max(10) Integer level,
            @NotNull DunningChannel channel,

            @Schema(description = "Days past due from which it is due.", examples = "14") @NotNull @Min(0) @Max(3650)
            Integer daysPastDue) {}
}
