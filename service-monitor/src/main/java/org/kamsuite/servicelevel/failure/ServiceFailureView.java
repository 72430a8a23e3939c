package org.kamsuite.servicelevel.failure;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.servicelevel.ServiceFailureKind;

/// A service failure, on the wire: by all that is known now.
@Schema(name = "ServiceFailure", description = "What was wrong with an order line; one per line and kind.")
public record ServiceFailureView(
        @Schema(description = "Whose order it is.") UUID accountId,

        @Schema(description = "The ERP.", examples = "sap-emea")
        String system,

        @Schema(description = "Number of the order.", examples = "SO-77")
        String order,

        @Schema(description = "Number of the line.", examples = "10")
        String line,

        @Schema(description = "Ordered article. Absent when the order no longer has the line.", examples = "A-100")
        String sku,

        @Schema(
                description = "LATE: not delivered by the first promised day (without one: the requested day)."
                        + " SHORT: less came than ordered. REJECTED: the customer rejected some. WRONG_ITEM: another"
                        + " article came.")
        ServiceFailureKind kind,

        @Schema(
                description = "Day on which it came true. LATE: the day after the promised day.",
                examples = "2026-03-03")
        LocalDate occurredOn,

        @Schema(
                description = "LATE: calendar days after the promised day, up to the delivery, else up to today."
                        + " Absent when it no longer stands.",
                examples = "3")
        Integer days,

        @Schema(description = "LATE: day of the delivery; absent while there is none.", examples = "2026-03-05")
        LocalDate deliveredOn,

        @Schema(
                description = "LATE: not there in time. SHORT: missing. REJECTED: rejected. WRONG_ITEM: of another"
                        + " article.",
                type = SchemaType.STRING,
                examples = "2")
        @JsonFormat(shape = JsonFormat.Shape.STRING)
        BigDecimal quantity,

        @Schema(description = "Unit of the quantity.", examples = "EA")
        String unit,

        @Schema(
                description = "Number of the delivery that came late, was the last one, or showed it first.",
                examples = "DLV-7001")
        String delivery,

        @Schema(
                description = "Whether the documents known now still say so. False after a correction, a cancellation"
                        + " or, of SHORT, when the rest came.")
        boolean stands,

        @Schema(
                description =
                        "When the other services were told (once); absent while it waits for that: one learned after"
                                + " its day waits a minute for documents that show it to be none.",
                examples = "2026-03-03T00:01:10Z")
        Instant publishedAt) {}
