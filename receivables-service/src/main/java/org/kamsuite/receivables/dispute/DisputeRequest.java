package org.kamsuite.receivables.dispute;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.Money;
import org.kamsuite.contracts.erp.DisputeReason;
import org.kamsuite.receivables.input.Texts;

@Schema(description = "A dispute that a person enters.")
record DisputeRequest(
        @NotNull @Valid Invoice invoice,

        @Schema(
                description =
                        "What is disputed, more than 0, in the currency of the invoice; at most what is open of it,"
                                + " and not in dispute already, at the end of that day.")
        @NotNull
        Money amount,

        @Schema(description = "Peppol clarification reason code.", examples = "DEL") @NotNull
        DisputeReason reason,

        @Schema(
                description = "Day on which the customer disputed; default today, not in the future.",
                examples = "2026-04-02")
        LocalDate openedOn) {

    @Schema(name = "DisputedInvoice", description = "An invoice as its ERP numbers it.")
    record Invoice(
            @Schema(examples = "sap-emea")
            @NotBlank
            @Size(max = 64)
            @Pattern(regexp = Texts.SYSTEM, message = Texts.SYSTEM_MESSAGE)
            String system,

            @Schema(examples = "INV-1001") @NotBlank @Size(max = 64) @Pattern(regexp = Texts.LINE)
            String number) {}
}
