package org.kamsuite.receivables.terms;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.Money;

@Schema(name = "TermsRequest", description = "The wish to grant an account other terms of payment.")
record TermsRequest(
        UUID id,

        @Schema(description = "Counts the changes; the ETag carries it.", examples = "1")
        int version,

        State state,
        UUID accountId,
        Terms current,
        Terms proposed,

        @Schema(description = "First day of the new terms; default the day of approval.")
        LocalDate validFrom,

        @Schema(description = "Who of the customer asks for it.", examples = "Head of purchasing")
        String requestedBy,

        String reason,

        @Schema(description = "What we get in return or can press with.")
        String leverage,

        Economics economics,

        @Schema(description = "The role that approves it, or one above.", examples = "finance")
        String requiredRole,

        @Schema(description = "Who entered it.") String recordedBy,
        Instant recordedAt,
        String decidedBy,
        Instant decidedAt,
        String comment) {

    @Schema(name = "TermsState")
    enum State {
        DRAFT,
        SUBMITTED,
        APPROVED,
        REJECTED
    }

    @Schema(name = "TermsRequestContent", description = "What is asked for, and what its cost is computed from.")
    record Content(
            UUID accountId,

            @Schema(description = "Default: those of the account, or of the latest request approved for it.")
            Terms current,

            Terms proposed,

            @Schema(description = "Not before the day of approval; default that day.", examples = "2027-01-01")
            LocalDate validFrom,

            @Schema(description = "1 to 200 characters.", examples = "Head of purchasing")
            String requestedBy,

            @Schema(description = "1 to 2000 characters.", examples = "Competitor grants 60 days")
            String reason,

            @Schema(description = "At most 2000 characters.", examples = "Frame contract of two years")
            String leverage,

            @Schema(description = "Default: the invoices of the last 365 days in the account's currency.")
            Money annualSales,

            @Schema(description = "Per year, 0 to 1; default the service's setting.", examples = "0.08")
            BigDecimal costOfCapital,

            @Schema(
                    description = "Share of sales paid early when a discount is offered, 0 to 1; default 1: everybody"
                            + " takes it.",
                    examples = "0.5")
            BigDecimal discountTakeUp,

            @Schema(
                    description = "Share of what is paid early that would else have been lost, 0 to 1; default 0.",
                    examples = "0.002")
            BigDecimal lossAvoided,

            @Schema(description = "Expected yearly gain from granting it.")
            Money benefit) {

        void check() {
            Terms.holding(() -> {
                Check.required("accountId", accountId);
                Check.required("proposed", proposed);
                Check.optionalDate("validFrom", validFrom);
                Check.name("requestedBy", requestedBy);
                Check.text("reason", reason);
                Check.optionalText("leverage", leverage);
                Check.optionalNotNegativeMoney("annualSales", annualSales);
                rate("costOfCapital", costOfCapital);
                rate("discountTakeUp", discountTakeUp);
                rate("lossAvoided", lossAvoided);
                Check.optionalNotNegativeMoney("benefit", benefit);
            });
            proposed.checked("proposed");
            if (current != null) {
                current.checked("current");
            }
        }
    }

    static void rate(String field, BigDecimal value) {
        if (value != null) {
            Check.amount(field, value);
            Check.rate(field, value);
        }
    }

    @Schema(name = "TermsRequestState", description = "The state that a request is to have.")
    record Transition(
            @Schema(
                    description =
                            "SUBMITTED: ready to be decided on. APPROVED, REJECTED: decided. DRAFT: taken back to be"
                                    + " changed.",
                    examples = "APPROVED")
            State state,

            @Schema(description = "At most 2000 characters.")
            String comment) {}
}
