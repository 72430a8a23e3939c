package org.kamsuite.receivables.dispute;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.receivables.OwnerDepartment;
import org.kamsuite.receivables.input.Texts;

@Schema(description = "Who settles a dispute until when. What is absent falls back to what its reason says.")
record AssignmentRequest(
        @Schema(description = "The department that settles it; absent: the one of its reason.", examples = "LOGISTICS")
        OwnerDepartment ownerDepartment,

        @Schema(description = "The person: a subject (user name).", examples = "kim")
        @Size(min = 1, max = 200)
        @Pattern(regexp = Texts.LINE, message = Texts.LINE_MESSAGE)
        String owner,

        @Schema(
                description =
                        "Day until which it should be settled; absent: the opening plus the target of its reason.",
                examples = "2026-04-15")
        LocalDate dueOn,

        @Schema(description = "For colleagues.", examples = "Carrier asked for the proof of delivery")
        @Size(min = 1, max = 2000)
        @Pattern(regexp = Texts.LINES, message = Texts.LINES_MESSAGE)
        String note) {}
