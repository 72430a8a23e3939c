package org.kamsuite.receivables.promise;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.receivables.input.Texts;

@Schema(name = "PromiseCancellation", description = "Why a promise no longer counts.")
record CancellationRequest(
        @Schema(examples = "Replaced by a payment plan")
        @NotBlank
        @Size(max = 500)
        @Pattern(regexp = Texts.LINE, message = Texts.LINE_MESSAGE)
        String reason,

        @Schema(description = "Default today; from the day of the promise to today.")
        LocalDate cancelledOn) {}
