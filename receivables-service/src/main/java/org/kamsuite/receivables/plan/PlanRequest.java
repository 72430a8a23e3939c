package org.kamsuite.receivables.plan;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.Money;
import org.kamsuite.receivables.input.Texts;

@Schema(name = "PaymentPlanRequest", description = "What was agreed with the customer.")
record PlanRequest(
        @NotNull UUID accountId,

        @Schema(description = "Invoices of the account in one currency; all that is open of them is rescheduled.")
        @NotEmpty
        @Size(max = 500)
        List<@NotNull @Valid Invoice> invoices,

        @Schema(description = "By ascending dates after agreedOn; they add up to exactly what is open of the invoices.")
        @NotEmpty
        @Size(max = 120)
        List<@NotNull @Valid Instalment> instalments,

        @Schema(
                description = "Default today, not in the future. What is open at its end is rescheduled.",
                examples = "2026-04-02")
        LocalDate agreedOn,

        @Size(min = 1, max = 2000) @Pattern(regexp = Texts.LINES, message = Texts.LINES_MESSAGE)
        String note) {

    @Schema(name = "PlannedInvoice", description = "An invoice as its ERP numbers it.")
    record Invoice(
            @Schema(examples = "sap-emea")
            @NotBlank
            @Size(max = 64)
            @Pattern(regexp = Texts.SYSTEM, message = Texts.SYSTEM_MESSAGE)
            String system,

            @Schema(examples = "INV-1001")
            @NotBlank
            @Size(max = 64)
            @Pattern(regexp = Texts.LINE, message = Texts.LINE_MESSAGE)
            String number) {}

    @Schema(name = "PlannedInstalmentRequest")
    record Instalment(
            @Schema(examples = "2026-05-01") @NotNull LocalDate dueOn,
            @Schema(description = "More than 0.") @NotNull Money amount) {}
}
