package org.kamsuite.receivables.provision;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.Check;
import org.kamsuite.contracts.Money;

@Schema(name = "WriteOffRequest", description = "The wish to give up a part of an invoice, and what was decided on it.")
record WriteOff(
        UUID id,

        @Schema(description = "Counts the changes; the ETag carries it.", examples = "1")
        int version,

        UUID accountId,

        @Schema(description = "The ERP that issued the invoice.", examples = "sap-emea")
        String system,

        @Schema(examples = "INV-1001") String invoiceNumber,
        Money amount,
        String reason,

        @Schema(description = "From this day on it is no longer open.")
        LocalDate effectiveDate,

        @Schema(description = "Whether what no allowance covers may be charged to the result.")
        boolean chargeRest,

        State state,

        @Schema(description = "The role that approves it, or one above.", examples = "finance")
        String requiredRole,

        String requestedBy,
        Instant requestedAt,
        String decidedBy,
        Instant decidedAt,
        String comment,

        @Schema(
                description =
                        "Number of the posted write-off in the ledger; should the ERP post it, too, it does so under"
                                + " this number with a higher revision.")
        String documentNumber,

        @Schema(
                description =
                        "What is posted under that number now: another amount when the ERP corrected it, 0 when the"
                                + " ERP took it back, so that the invoice is open again. Absent before the approval.")
        Money posted) {

    @Schema(name = "WriteOffState")
    enum State {
        REQUESTED,
        APPROVED,
        REJECTED
    }

    @Schema(name = "WriteOffContent", description = "What is to be given up and why.")
    record Content(
            @Schema(examples = "sap-emea") String system,
            @Schema(examples = "INV-1001") String invoiceNumber,

            @Schema(description = "Greater than 0, at most what is open, in the currency of the invoice.")
            Money amount,

            @Schema(description = "1 to 2000 characters.", examples = "Insolvent, quota paid")
            String reason,

            @Schema(description = "Default today; not before the invoice, not after today.", examples = "2026-03-31")
            LocalDate effectiveDate,

            @Schema(
                    description =
                            "Default false: the write-off must be covered by the account's allowance in the latest"
                                    + " posted run. true: what is not covered is charged to the result.")
            Boolean chargeRest) {

        void check() {
            Rules.holding(() -> {
                Check.system("system", system);
                Check.code("invoiceNumber", invoiceNumber);
                Check.required("amount", amount);
                Check.positiveAmount("amount.amount", amount.amount());
                Check.text("reason", reason);
                Check.optionalDate("effectiveDate", effectiveDate);
            });
        }

        boolean mayChargeRest() {
            return Boolean.TRUE.equals(chargeRest);
        }
    }

    @Schema(name = "WriteOffDecision", description = "A decision on a request.")
    record Decision(
            @Schema(description = "APPROVED or REJECTED.", examples = "APPROVED")
            State decision,

            @Schema(description = "At most 2000 characters.", examples = "Board of 2026-03-30")
            String comment) {

        void check() {
            if (decision == null || decision == State.REQUESTED) {
                throw Rules.breach("decision", "must be APPROVED or REJECTED");
            }
            Rules.holding(() -> Check.optionalText("comment", comment));
        }
    }

    @Schema(name = "WriteOffView", description = "A request with what is open and provided for now.")
    record View(
            WriteOff request,

            @Schema(description = "What is open of the invoice now.")
            Money openAmount,

            @Schema(description = "What the latest posted run provides for the account.")
            Allowance allowance,

            @Schema(description = "Who approves what, in the reporting currency.")
            String bands) {}

    @Schema(name = "AvailableAllowance", description = "An account's allowance in the currency of the request.")
    record Allowance(
            @Schema(description = "Absent when no run was posted yet.")
            UUID runId,

            LocalDate asOf,
            Money allowance,

            @Schema(description = "Written off and not yet in a posted run.")
            Money writtenOffSince,

            @Schema(description = "What is left of it, at least 0.")
            Money rest) {}

    boolean says(Content asked) {
        return system.equals(asked.system())
                && invoiceNumber.equals(asked.invoiceNumber())
                && amount.equals(asked.amount())
                && reason.equals(asked.reason())
                && (asked.effectiveDate() == null || effectiveDate.equals(asked.effectiveDate()))
                && chargeRest == asked.mayChargeRest();
    }
}
