package org.kamsuite.relationship.coverage;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.AsNumber;

/// An account's present coverage in the portfolio.
@Schema(description = "An account's present coverage: what other services were told last.")
public record CoverageSummary(
        UUID accountId,
        @Schema(description = "The account's legal name.") String name,

        @Schema(description = "The day for which the figures were last checked.")
        LocalDate asOf,

        @Schema(
                description = "Covered share of the members' influence, 0 to 1; absent without influence.",
                type = SchemaType.NUMBER,
                examples = "0.5714285714285714")
        @AsNumber
        BigDecimal coverage,

        @Schema(description = "Memberships in its decision units.")
        int members,

        @Schema(description = "Of these, covered.") int coveredMembers,

        @Schema(
                description = "Filled share of the required roles, 0 to 1; absent without units.",
                type = SchemaType.NUMBER,
                examples = "0.8333333333333333")
        @AsNumber
        BigDecimal completeness,

        @Schema(description = "Distinct members with a strength above 30.")
        int threads,

        @Schema(description = "Whether exactly one thread holds the account.")
        boolean singleThreaded,

        @Schema(description = "Absent when there is none.") Instant lastInteractionAt) {}
