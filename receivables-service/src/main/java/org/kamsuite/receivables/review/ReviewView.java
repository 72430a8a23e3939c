package org.kamsuite.receivables.review;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.receivables.RiskClass;
import org.kamsuite.receivables.input.Moment;

@Schema(
        name = "CreditReview",
        description = "When the credit of an account is due for review, and why then: last review (or the day on which"
                + " the account first had a limit or exposure) + cadence.")
record ReviewView(
        UUID accountId,
        String name,

        @Schema(description = "The day whose end is shown; not in lists.")
        LocalDate asOf,

        @Schema(description = "What was recorded by then counts; not in lists.")
        Instant knownAt,

        @Schema(description = "By the worst sign; absent before there is a limit or exposure.")
        RiskClass riskClass,

        @Schema(description = "The signs that decided, in words.", examples = "[\"the credit limit is exceeded\"]")
        List<String> reasons,

        @Schema(description = "LOW 12, MEDIUM 6, HIGH 3 months; a key account half of it.", examples = "6")
        Integer cadenceMonths,

        @Schema(description = "Absent: never.") LocalDate lastReviewedOn,

        @Schema(description = "Asked for by the last reviewer; the earlier of it and the cadence counts.")
        LocalDate nextAskedFor,

        LocalDate dueOn,

        @Schema(description = "Due before the day: the limit cannot be raised until it is done.")
        Boolean overdue,

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(description = "The reviews that were done, the latest first (100 at most); not in lists.")
        List<Done> history) {

    @Schema(name = "CompletedCreditReview")
    record Done(
            UUID reviewId,
            LocalDate reviewedOn,
            Outcome outcome,
            String note,

            @Schema(description = "As it was then.") RiskClass riskClass,

            String reviewer,
            Instant recordedAt) {}

    ReviewView with(Moment at, List<Done> done) {
        return new ReviewView(
                accountId,
                name,
                at.asOf(),
                at.knownAt(),
                riskClass,
                reasons,
                cadenceMonths,
                lastReviewedOn,
                nextAskedFor,
                dueOn,
                overdue,
                done);
    }

    /// Only names the page's schema in the OpenAPI document.
    @Schema(name = "CreditReviewPage")
    record PageSchema(List<ReviewView> items, String nextCursor) {}
}
