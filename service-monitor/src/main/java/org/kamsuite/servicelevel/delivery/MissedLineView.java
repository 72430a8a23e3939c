package org.kamsuite.servicelevel.delivery;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A due line that was missed, on the wire.
@Schema(name = "MissedLine", description = "A due order line that was late, is overdue, or was not delivered in full.")
public record MissedLineView(
        @Schema(description = "Whose order it is.") UUID accountId,

        @Schema(description = "The ERP.", examples = "sap-emea")
        String system,

        @Schema(description = "Number of the order.", examples = "SO-77")
        String order,

        @Schema(description = "Number of the line.", examples = "10")
        String line,

        @Schema(description = "Ordered article.", examples = "A-100")
        String sku,

        @Schema(description = "Day of the order.", examples = "2026-02-20")
        LocalDate ordered,

        @Schema(description = "Day against which it is judged, by the basis asked for.", examples = "2026-03-02")
        LocalDate target,

        @Schema(description = "First day that the buyer asked for, whoever moved it later.", examples = "2026-03-02")
        LocalDate firstRequested,

        @Schema(
                description = "Day on which the ordered quantity was reached, else of the last delivery. Absent when"
                        + " nothing came by the end of the period.",
                examples = "2026-03-05")
        LocalDate delivered,

        @Schema(
                description = "Calendar days after the target date; of an overdue line those up to the end of the"
                        + " period. 0 or less when it was in time.",
                examples = "3")
        int daysLate,

        @Schema(description = "Ordered quantity.", type = SchemaType.STRING, examples = "40")
        @JsonFormat(shape = JsonFormat.Shape.STRING)
        BigDecimal orderedQuantity,

        @Schema(description = "Accepted quantity by all that is known now.", type = SchemaType.STRING, examples = "38")
        @JsonFormat(shape = JsonFormat.Shape.STRING)
        BigDecimal acceptedQuantity,

        @Schema(description = "Unit of both quantities.", examples = "EA")
        String unit,

        @Schema(description = "Whether exactly the ordered quantity was accepted.")
        boolean inFull,

        @Schema(description = "Whether delivery is known by receipt, or by despatch only.")
        MeasuredAt measuredAt) {}
