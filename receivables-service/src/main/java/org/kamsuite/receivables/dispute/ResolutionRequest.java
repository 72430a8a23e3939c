package org.kamsuite.receivables.dispute;

import jakarta.validation.constraints.NotNull;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.Money;
import org.kamsuite.contracts.erp.DisputeOutcome;

@Schema(description = "How a dispute ended.")
record ResolutionRequest(
        @Schema(description = "Seen from the customer's claim.", examples = "PARTLY") @NotNull
        DisputeOutcome outcome,

        @Schema(
                description =
                        "Credited to the customer because of it, in the currency of the invoice: needed with PARTLY;"
                                + " with ACCEPTED absent means all of it; none with REJECTED and WITHDRAWN.")
        Money creditedAmount,

        @Schema(description = "Default today; not in the future, not before the opening.", examples = "2026-04-10")
        LocalDate resolvedOn) {}
