package org.kamsuite.receivables.promise;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.Money;
import org.kamsuite.receivables.input.Texts;

@Schema(description = "A promise to pay that a person heard.")
record PromiseRequest(
        @Schema(description = "The ERP of the invoices.", examples = "sap-emea")
        @NotBlank
        @Size(max = 64)
        @Pattern(regexp = Texts.SYSTEM, message = Texts.SYSTEM_MESSAGE)
        String system,

        @Schema(description = "Invoices of one customer in one currency.", examples = "[\"INV-1001\"]")
        @NotEmpty
        @Size(max = 500)
        List<@NotBlank @Size(max = 64) @Pattern(regexp = Texts.LINE, message = Texts.LINE_MESSAGE) String>
                invoiceNumbers,

        @Schema(description = "More than 0, at most what is open of the invoices on the day of the promise.") @NotNull
        Money amount,

        @Schema(description = "Day until which the customer wants to pay.", examples = "2026-04-15") @NotNull
        LocalDate promisedDate,

        @Schema(description = "Day of the promise; default today, not in the future.", examples = "2026-04-02")
        LocalDate madeOn) {}
