package org.kamsuite.receivables.dispute;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.Money;
import org.kamsuite.contracts.erp.DisputeOutcome;
import org.kamsuite.contracts.erp.DisputeReason;
import org.kamsuite.contracts.receivables.OwnerDepartment;
import org.kamsuite.contracts.servicelevel.ServiceFailureKind;
import org.kamsuite.receivables.input.Moment;

@Schema(
        name = "Dispute",
        description =
                "A dispute at the end of a day. originalDisputed = currentDisputed + credited + paid + writtenOff +"
                        + " withdrawn, always.")
record DisputeView(
        UUID disputeId,

        @Schema(description = "Its number: the ERP's, or its id when it was entered here.")
        String number,

        @Schema(description = "Where it was opened: an ERP, or /kam/receivables for here.", examples = "/erp/sap-emea")
        String origin,

        @JsonInclude(JsonInclude.Include.ALWAYS) @Schema(description = "Null while the customer belongs to no account.")
        UUID accountId,

        CustomerRef customer,
        @Schema(examples = "INV-1001") String invoiceNumber,
        DisputeReason reason,
        @Schema(description = "The day whose end is shown.") LocalDate asOf,

        @Schema(description = "What was known then is shown.")
        Instant knownAt,

        DisputeStatus status,
        LocalDate openedOn,

        @Schema(description = "Day until which it should be settled.")
        LocalDate dueOn,

        @Schema(description = "Absent while it is open.") LocalDate resolvedOn,

        @Schema(description = "Absent while it is open.") DisputeOutcome outcome,

        @Schema(description = "Days from the opening to the end, or to asOf while it is open.", examples = "8")
        int daysOpen,

        @Schema(description = "Open, and dueOn has passed.") boolean overdue,

        OwnerDepartment ownerDepartment,

        @Schema(description = "The person who settles it; absent: nobody yet.")
        String owner,

        String note,

        @JsonInclude(JsonInclude.Include.ALWAYS)
        @Schema(description = "What was disputed. Amounts are null while the invoice is not known.")
        Money originalDisputed,

        @JsonInclude(JsonInclude.Include.ALWAYS) @Schema(description = "What of it is still in dispute.")
        Money currentDisputed,

        @JsonInclude(JsonInclude.Include.ALWAYS)
        @Schema(description = "By credit notes while it was open, or as its end says.")
        Money credited,

        @JsonInclude(JsonInclude.Include.ALWAYS)
        @Schema(description = "Paid while it was open; payments settle what nobody disputes first.")
        Money paid,

        @JsonInclude(JsonInclude.Include.ALWAYS) Money writtenOff,

        @JsonInclude(JsonInclude.Include.ALWAYS)
        @Schema(description = "No longer disputed and due again: withdrawn by the customer, or rejected by us.")
        Money withdrawn,

        @Schema(
                description =
                        "Failures on the orders of the invoice that explain its reason: DEL a late line, QTY a short"
                                + " one, QUA a rejected one, ITM a wrong item; as service-monitor told them.")
        List<Failure> causes,

        @Schema(description = "Why amounts are null; absent otherwise.")
        String explanation) {

    @Schema(name = "DisputeCause", description = "An order line that was served badly.")
    record Failure(
            @Schema(examples = "SO-77") String orderNumber,
            @Schema(examples = "1") String line,
            ServiceFailureKind kind,

            @Schema(description = "Day on which it became so.")
            LocalDate occurredOn,

            @Schema(description = "Days late so far; only of a late line.")
            Integer days,

            @Schema(description = "Missing, rejected or wrong quantity.")
            BigDecimal quantity,

            String deliveryNumber) {}

    static DisputeView of(Dispute dispute, Moment at, Claims.Amounts amounts, List<Failure> causes) {
        LocalDate asOf = at.asOf();
        boolean known = dispute.currency() != null && amounts != null;
        boolean ended = dispute.status(asOf) == DisputeStatus.RESOLVED;
        return new DisputeView(
                dispute.disputeId(),
                dispute.number(),
                dispute.origin(),
                dispute.accountId(),
                dispute.customer(),
                dispute.invoiceNumber(),
                dispute.reason(),
                asOf,
                at.knownAt(),
                dispute.status(asOf),
                dispute.openedOn(),
                dispute.dueOn(),
                ended ? dispute.resolvedOn() : null,
                ended ? dispute.outcome() : null,
                dispute.days(asOf),
                dispute.overdue(asOf),
                dispute.ownerDepartment(),
                dispute.owner(),
                dispute.note(),
                known ? new Money(amounts.original(), dispute.currency()) : null,
                known ? new Money(amounts.current(), dispute.currency()) : null,
                known ? new Money(amounts.credited(), dispute.currency()) : null,
                known ? new Money(amounts.paid(), dispute.currency()) : null,
                known ? new Money(amounts.writtenOff(), dispute.currency()) : null,
                known ? new Money(amounts.withdrawn(), dispute.currency()) : null,
                causes,
                known ? null : unknown(dispute, asOf));
    }

    private static String unknown(Dispute dispute, LocalDate asOf) {
        return dispute.openedOn().isAfter(asOf)
                ? "The dispute was opened after this day."
                : "The invoice has not arrived, so the currency is not known.";
    }
}
