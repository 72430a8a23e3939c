package org.kamsuite.receivables.plan;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.receivables.input.Texts;

@Schema(name = "PaymentPlanCancellation", description = "Why a plan no longer counts, from today.")
record PlanCancellationRequest(
        @Schema(examples = "Customer pays everything next week")
        @NotBlank
        @Size(max = 500)
        @Pattern(regexp = Texts.LINE, message = Texts.LINE_MESSAGE)
        String reason) {}
