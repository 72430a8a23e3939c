package org.kamsuite.receivables.provision;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.Check;

@Schema(name = "ProvisionRunRequest", description = "What to provide for, and how.")
record RunRequest(
        @Schema(
                description = "The day at whose end the open items count; default today, not later.",
                examples = "2026-03-31")
        LocalDate asOf,

        @Schema(
                description =
                        "Count only what was recorded by this instant: documents, matrices, assessments, posted runs;"
                                + " default now.",
                examples = "2026-04-01T06:30:00Z")
        Instant knownAt,

        @Schema(description = "Which property of an account chooses its matrix; default SEGMENT.")
        SegmentBy segmentBy,

        @Schema(description = "Insured parts, which are not provided for; at most 10000.")
        List<Insured> insured) {

    @Schema(name = "InsuredShare", description = "What an insurer or a security covers of an account.")
    record Insured(
            UUID accountId,

            @Schema(description = "Share of every open item, 0 to 1 with at most 6 decimals.", examples = "0.9")
            BigDecimal coveredShare) {}

    SegmentBy segmentByOrDefault() {
        return segmentBy == null ? SegmentBy.SEGMENT : segmentBy;
    }

    List<Insured> insuredOrNone() {
        return insured == null ? List.of() : insured;
    }

    void check(LocalDate today) {
        Rules.holding(() -> Check.optionalDate("asOf", asOf));
        if (asOf != null && asOf.isAfter(today)) {
            throw Rules.breach("asOf", "must not be after today (" + today + ")");
        }
        if (insuredOrNone().size() > 10_000) {
            throw Rules.breach("insured", "must be at most 10000");
        }
        Set<UUID> seen = new HashSet<>();
        for (int i = 0; i < insuredOrNone().size(); i++) {
            Insured each = insured.get(i);
            String at = "insured[" + i + "]";
            Rules.holding(() -> {
                Check.required(at, each);
                Check.required(at + ".accountId", each.accountId());
                Check.amount(at + ".coveredShare", each.coveredShare());
                Check.rate(at + ".coveredShare", each.coveredShare());
            });
            if (!seen.add(each.accountId())) {
                throw Rules.breach(at + ".accountId", "is there twice");
            }
        }
    }
}
