package org.kamsuite.receivables.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.Money;
import org.kamsuite.contracts.receivables.PaymentPlanStatus;

@Schema(
        name = "PaymentPlan",
        description =
                "A payment plan at the end of a day. It changes no due date of the ledger; ageing is shown both ways.")
record PlanView(
        UUID planId,
        UUID accountId,
        @Schema(description = "The day whose end is shown.") LocalDate asOf,

        @Schema(description = "What was known then is shown.")
        Instant knownAt,

        LocalDate agreedOn,

        @Schema(
                description =
                        "BROKEN: an instalment was short after the tolerance; the original due dates count again.")
        PaymentPlanStatus status,

        @Schema(description = "Since when it is so.") LocalDate since,

        @Schema(description = "What was rescheduled: what was open of the invoices on agreedOn.")
        Money amount,

        @Schema(description = "Settled since, by payments, discounts, credit notes and write-offs, less reversals.")
        Money settled,

        @Schema(description = "Days after an instalment's due date until the plan is broken.", examples = "3")
        int toleranceDays,

        List<Invoice> invoices,
        List<Instalment> instalments,
        Ageing ageing,
        String note,

        @Schema(description = "Absent unless somebody ended it.")
        String cancelReason) {

    @Schema(name = "RescheduledInvoice")
    record Invoice(
            @Schema(examples = "sap-emea") String system,
            @Schema(examples = "INV-1001") String number,

            @Schema(description = "What of it was rescheduled.")
            Money rescheduled,

            @Schema(description = "What is open of it.") Money open,

            @Schema(description = "The original due date of what is open, the earliest; absent when nothing is.")
            LocalDate originalDueDate,

            @Schema(description = "Days past that date; 0 or less: not past due.", examples = "31")
            Long daysPastDue) {}

    @Schema(name = "PlannedInstalment")
    record Instalment(
            int number,
            LocalDate dueOn,
            Money amount,
            @Schema(description = "What is open of it.") Money open,

            @Schema(description = "Days past its due date; absent when nothing is open.", examples = "-29")
            Long daysPastDue) {}

    @Schema(
            name = "PlanAgeing",
            description =
                    "The open items of the whole account in the plan's currency by days past due: by the original due"
                            + " dates, and with the invoices of this plan aged by its instalments while it is AGREED. Both add up"
                            + " to the same amount.")
    record Ageing(
            @Schema(description = "By original due dates: bucket to amount.")
            Map<String, Money> original,

            @Schema(description = "By the plan while it is AGREED; else as original.")
            Map<String, Money> planned) {}
}
