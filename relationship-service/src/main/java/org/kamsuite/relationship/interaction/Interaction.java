package org.kamsuite.relationship.interaction;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What happened between our people and theirs at one moment.
@Schema(description = "What happened between our people and theirs.")
public record Interaction(
        UUID id,

        @Schema(description = "Counts the changes; the ETag carries it.", examples = "1")
        long version,

        UUID accountId,
        @Schema(examples = "MEETING") InteractionKind kind,
        @Schema(examples = "TWO_WAY") Direction direction,
        @Schema(description = "When it happened.") Instant at,

        @Schema(description = "Who took part on the customer's side, by id.")
        List<UUID> contactIds,

        @Schema(description = "Who took part on our side, by name.")
        List<String> ourParticipants,

        @Schema(description = "What it was about.") String subject,
        @Schema(description = "What came out of it.") String outcome,
        @Schema(description = "When it was first recorded.") Instant recordedAt,
        @Schema(description = "When it was last changed.") Instant updatedAt) {

    /// Who took part has no order: sorted and without repetition.
    public Interaction {
        contactIds = contactIds.stream().distinct().sorted().toList();
        ourParticipants = ourParticipants.stream().distinct().sorted().toList();
    }

    /// An interaction as stated for the first time.
    static Interaction first(InteractionRequest stated, Instant now) {
        return of(stated, 1, now, now);
    }

    /// This interaction after the statement; itself when nothing changes.
    Interaction with(InteractionRequest stated, Instant now) {
        return of(stated, version, recordedAt, updatedAt).equals(this)
                ? this
                : of(stated, version + 1, recordedAt, now);
    }

    private static Interaction of(InteractionRequest stated, long version, Instant first, Instant now) {
        return new Interaction(
                stated.id(),
                version,
                stated.accountId(),
                stated.kind(),
                stated.direction() == null ? Direction.TWO_WAY : stated.direction(),
                // as exact as the database keeps it
                stated.at().truncatedTo(ChronoUnit.MICROS),
                stated.contactIds(),
                stated.ourParticipants() == null ? List.of() : stated.ourParticipants(),
                stated.subject(),
                stated.outcome(),
                first,
                now);
    }
}
