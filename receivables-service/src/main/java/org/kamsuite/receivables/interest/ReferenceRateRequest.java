package org.kamsuite.receivables.interest;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.receivables.input.Texts;

@Schema(name = "ReferenceRateRequest")
record ReferenceRateRequest(
        @Schema(description = "Percent a year, without the margin.", examples = "4.25")
        @NotNull
        @DecimalMin("-10")
        @DecimalMax("100")
        @Digits(integer = 3, fraction = 10)
        BigDecimal ratePercent,

        @Schema(description = "Where it was published.", examples = "ECB main refinancing operations")
        @Size(min = 1, max = 200)
        @Pattern(regexp = Texts.LINE, message = Texts.LINE_MESSAGE)
        String source) {}
