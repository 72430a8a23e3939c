package org.kamsuite.receivables.dunning;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.Money;
import org.kamsuite.receivables.input.Texts;

@Schema(name = "DunningDecision", description = "What somebody did about a step.")
record DecisionRequest(
        @Schema(description = "CONFIRMED, COMPLETED or SKIPPED.", examples = "COMPLETED") @NotNull
        StepStatus status,

        @Schema(description = "Needed with SKIPPED.", examples = "Called the accounts payable team")
        @Size(min = 1, max = 500)
        @Pattern(regexp = Texts.LINE, message = Texts.LINE_MESSAGE)
        String reason,

        @Schema(description = "Late interest and fees that the step claims, in its currency; only with COMPLETED.")
        Money claimed,

        @Schema(description = "When the claim was paid or waived; absent while it is open.")
        LocalDate claimSettledOn) {}
