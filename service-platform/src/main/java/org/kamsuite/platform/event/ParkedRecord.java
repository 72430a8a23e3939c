package org.kamsuite.platform.event;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A record in quarantine.
public record ParkedRecord(
        UUID id,
        String topic,
        int partition,
        long offset,
        @Schema(description = "The Kafka key.") String key,

        @Schema(description = "The event's source, where it could be read.")
        String source,

        @Schema(description = "The event's id, where it could be read.")
        String eventId,

        @Schema(description = "The event's type, where it could be read.", examples = "erp.invoice.issued.v1")
        String type,

        @Schema(description = "The document's number, where it could be read.")
        String subject,

        ReasonCode reason,

        @Schema(description = "What is wrong.", examples = "lines[0].quantity: must be greater than 0, but is -3")
        String detail,

        Instant parkedAt,
        Status status,
        String decidedBy,
        Instant decidedAt,
        String decisionReason,

        @Schema(description = "How often its content was corrected; 0 for a record that is as it came.")
        int corrections) {

    public enum Status {
        PARKED,
        REPLAYED,
        DISCARDED
    }

    @Schema(name = "ParkedRecordWithPayload")
    public record WithPayload(
            @JsonUnwrapped ParkedRecord record,
            @Schema(description = "The record's headers.") Map<String, String> headers,

            @Schema(description = "The record's value as text, as it came; absent for roles that may not see it.")
            String payload,

            @Schema(description = "What was put in its place, oldest first.")
            List<Correction> history) {}

    @Schema(name = "RecordCorrection", description = "A corrected content of a record; the original stays beside it.")
    public record Correction(
            UUID id,

            @Schema(description = "Why it was corrected.", examples = "The ERP sent the amount with a comma")
            String reason,

            @Schema(description = "Who did it: the token's subject.")
            String correctedBy,

            Instant correctedAt,

            @Schema(description = "The headers with which it was processed.")
            Map<String, String> headers,

            @Schema(description = "The corrected value as text; absent for roles that may not see it.")
            String payload) {}
}
