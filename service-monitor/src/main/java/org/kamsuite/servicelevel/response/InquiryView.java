package org.kamsuite.servicelevel.response;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// An inquiry on the wire.
@Schema(name = "Inquiry", description = "An inquiry, and how it was answered and resolved.")
public record InquiryView(
        @Schema(description = "Whose inquiry it is.") UUID accountId,

        @Schema(description = "The service desk's system.", examples = "desk")
        String system,

        @Schema(description = "Number of the inquiry.", examples = "INQ-4711")
        String inquiry,

        @Schema(description = "INQUIRY, REQUEST, COMPLAINT or AFTER_SALES.", examples = "COMPLAINT")
        String kind,

        @Schema(description = "LOW, NORMAL, HIGH or URGENT, as it is now.", examples = "HIGH")
        String priority,

        @Schema(description = "How it came in.", examples = "phone")
        String channel,

        @Schema(description = "Topic, as the service desk sorts it.", examples = "Damaged goods")
        String category,

        @Schema(description = "The document it is about.", examples = "SO-77")
        String relatedDocument,

        @Schema(description = "Where it stands now.") InquiryState.Status status,

        @Schema(examples = "2026-03-02T09:00:00Z") Instant openedAt,

        @Schema(description = "First visible answer by an agent.", examples = "2026-03-02T09:42:00Z")
        Instant firstResponseAt,

        @Schema(description = "Last resolution, while it holds.", examples = "2026-03-03T07:06:00Z")
        Instant resolvedAt,

        @Schema(description = "Minutes of running clock to the first response.", examples = "42")
        BigDecimal firstResponseMinutes,

        @Schema(description = "Minutes of running clock to the resolution.", examples = "1326")
        BigDecimal resolutionMinutes,

        @Schema(description = "How often it came back.", examples = "0")
        int reopened) {}
