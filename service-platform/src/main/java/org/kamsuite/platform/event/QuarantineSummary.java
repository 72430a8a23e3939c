package org.kamsuite.platform.event;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The work list in groups.
@Schema(name = "QuarantineSummary", description = "What is waiting in this service's quarantine, in groups.")
public record QuarantineSummary(
        @Schema(description = "The service whose quarantine it is.", examples = "receivables-service")
        String service,

        Instant asOf,

        @Schema(description = "Records that wait for a decision.")
        long parked,

        @Schema(description = "Records that were replayed, as they came or corrected.")
        long replayed,

        @Schema(description = "Records that were discarded.")
        long discarded,

        @Schema(description = "When the oldest waiting record was parked; absent when none waits.")
        Instant oldestParkedAt,

        @Schema(description = "Waiting records by reason and type, most first; at most 100 groups.")
        List<Group> groups) {

    public QuarantineSummary {
        groups = List.copyOf(groups);
    }

    @Schema(name = "QuarantineGroup", description = "Waiting records of one reason and type.")
    public record Group(
            ReasonCode reason,

            @Schema(
                    description = "The event type; absent where it could not be read.",
                    examples = "erp.invoice.issued.v1")
            String type,

            long count,
            Instant oldestParkedAt,
            Instant newestParkedAt,

            @Schema(description = "The oldest record of the group.")
            UUID exampleId,

            @Schema(description = "What is wrong with it.", examples = "dueDate: is missing")
            String exampleDetail) {}
}
