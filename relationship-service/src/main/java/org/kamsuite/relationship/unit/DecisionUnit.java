package org.kamsuite.relationship.unit;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Everyone who makes or influences one kind of purchase.
@Schema(description = "Everyone who makes or influences one kind of purchase.")
public record DecisionUnit(
        UUID id,

        @Schema(description = "Counts the changes; the ETag carries it.", examples = "1")
        long version,

        @Schema(description = "The account that buys.") UUID accountId,

        @Schema(examples = "Bearings 2026") String subject,

        @Schema(description = "The roles that must be filled for the unit to be complete.")
        List<Role> requiredRoles,

        List<Membership> members,

        @Schema(description = "When the unit was first recorded.")
        Instant recordedAt,

        @Schema(description = "When it was last changed.") Instant updatedAt) {

    public DecisionUnit {
        requiredRoles = requiredRoles.stream().sorted().toList();
        members = List.copyOf(members);
    }

    static DecisionUnit first(UUID id, DecisionUnitRequest stated, Instant now) {
        return new DecisionUnit(
                id,
                1,
                stated.accountId(),
                stated.subject().strip(),
                stated.requiredRoles(),
                stated.members(),
                now,
                now);
    }

    /// This unit after the statement; itself when nothing changes.
    DecisionUnit with(DecisionUnitRequest stated, Instant now) {
        DecisionUnit same = of(stated, version, updatedAt);
        return same.equals(this) ? this : of(stated, version + 1, now);
    }

    private DecisionUnit of(DecisionUnitRequest stated, long newVersion, Instant changed) {
        return new DecisionUnit(
                id,
                newVersion,
                stated.accountId(),
                stated.subject().strip(),
                stated.requiredRoles(),
                stated.members(),
                recordedAt,
                changed);
    }
}
