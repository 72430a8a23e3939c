package org.kamsuite.receivables.interest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.Money;

@Schema(name = "LateInterestCalculationRequest")
record InterestCalculationRequest(
        @Schema(description = "What was due; more than 0.") @NotNull
        Money amount,

        @Schema(examples = "2024-07-31") @NotNull LocalDate dueDate,

        @Schema(description = "Interest runs up to the end of this day.", examples = "2024-11-08") @NotNull
        LocalDate until,

        @Schema(description = "Parts paid, in the same currency; together at most the amount.") @Size(max = 1000)
        List<@NotNull @Valid Payment> payments,

        @Schema(description = "Reference rates; absent: the ones that are maintained here.") @Size(max = 400)
        List<@NotNull @Valid Reference> rates,

        @Schema(description = "Percentage points over the reference rate; default the configured one.", examples = "8")
        @DecimalMin("0")
        @DecimalMax("100")
        @Digits(integer = 3, fraction = 10)
        BigDecimal marginPercent) {

    @Schema(name = "LateInterestPayment")
    record Payment(@NotNull LocalDate date, @NotNull Money amount) {}

    @Schema(name = "LateInterestReferenceRate")
    record Reference(
            @Schema(examples = "2024-H2")
            @NotNull
            @Pattern(regexp = "(19|20|21)[0-9]{2}-H[12]", message = "must be a half-year such as 2024-H2")
            String halfYear,

            @Schema(description = "Percent a year, without the margin.", examples = "4.25")
            @NotNull
            @DecimalMin("-10")
            @DecimalMax("100")
            @Digits(integer = 3, fraction = 10)
            BigDecimal ratePercent) {}

    InterestCalculationRequest {
        payments = payments == null ? List.of() : payments;
    }
}
