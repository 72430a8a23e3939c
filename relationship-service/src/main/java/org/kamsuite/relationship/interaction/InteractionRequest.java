package org.kamsuite.relationship.interaction;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.relationship.contact.ContactRequest;

@Schema(description = "An interaction as the client states it. No message bodies: the subject line is enough.")
public record InteractionRequest(
        @Schema(
                description = "An id of your choice, only for POST; absent: the service makes one. With a PUT the id"
                        + " stands in the path.")
        UUID id,

        @Schema(description = "The account it was about. Fixed once the interaction exists.") @NotNull
        UUID accountId,

        @Schema(examples = "MEETING") @NotNull InteractionKind kind,

        @Schema(description = "Default TWO_WAY.", examples = "TWO_WAY")
        Direction direction,

        @Schema(description = "When it happened; not in the future.", examples = "2026-03-02T09:15:00Z") @NotNull
        Instant at,

        @Schema(
                description = "Who took part on the customer's side: contacts of the account or of one that belongs to"
                        + " it along the LEGAL hierarchy.")
        @NotEmpty
        @Size(max = 100)
        List<@NotNull UUID> contactIds,

        @Schema(description = "Who took part on our side: subjects (user names).", examples = "[\"anna\"]")
        @Size(max = 100)
        List<@NotNull @Size(min = 1, max = 200) @Pattern(regexp = ContactRequest.LINE) String> ourParticipants,

        @Schema(description = "What it was about.", examples = "Delivery performance, first quarter")
        @Size(min = 1, max = 200)
        @Pattern(regexp = ContactRequest.LINE)
        String subject,

        @Schema(description = "What came out of it.", examples = "Weekly delivery call until June")
        @Size(min = 1, max = 2000)
        @Pattern(
                regexp = InteractionRequest.LINES,
                message = "must have no control characters but line breaks and tabs")
        String outcome) {

    /// Text with line breaks and tabs.
    static final String LINES = "[^\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u007F\\uD800-\\uDFFF]*";

    InteractionRequest withId(UUID chosen) {
        return new InteractionRequest(
                chosen, accountId, kind, direction, at, contactIds, ourParticipants, subject, outcome);
    }
}
