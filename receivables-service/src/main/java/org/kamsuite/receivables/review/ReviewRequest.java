package org.kamsuite.receivables.review;

import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "CreditReviewRequest", description = "A review that was done.")
record ReviewRequest(
        @Schema(required = true, description = "What it came to; it changes no limit by itself.")
        Outcome outcome,

        @Schema(description = "Default today; not after it.")
        LocalDate reviewedOn,

        @Schema(description = "Asks for the next one earlier than the cadence would; after reviewedOn.")
        LocalDate nextDueOn,

        @Schema(description = "Up to 2,000 characters.") String note) {}
