package org.kamsuite.relationship.contact;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A person on the customer's side.
@Schema(description = "A person on the customer's side.")
public record Contact(
        UUID id,

        @Schema(description = "Counts the changes; the ETag carries it.", examples = "1")
        long version,

        @Schema(description = "The account at which the person works.")
        UUID accountId,

        @Schema(examples = "Maria Keller") String name,
        @Schema(examples = "Head of Procurement") String title,
        @Schema(examples = "PROCUREMENT") ContactFunction function,
        Site site,
        @Schema(examples = "DIRECTOR") Seniority seniority,
        @Schema(examples = "maria.keller@example.com") String email,
        @Schema(examples = "+49 711 5550100") String phone,
        @Schema(examples = "ACTIVE") ContactStatus status,

        @Schema(description = "First day at the account; absent: since always.")
        LocalDate from,

        @Schema(description = "First day on which the person is no longer there; absent: until further notice.")
        LocalDate to,

        @Schema(description = "When the contact was first recorded.")
        Instant recordedAt,

        @Schema(description = "When it was last changed.") Instant updatedAt) {

    /// A contact as stated for the first time.
    static Contact first(UUID id, ContactRequest stated, LocalDate today, Instant now) {
        return of(id, 1, stated, toOf(stated, null, today), now, now);
    }

    /// This contact after the statement; the same version when nothing changes.
    Contact with(ContactRequest stated, LocalDate today, Instant now) {
        Contact unchanged = of(id, version, stated, toOf(stated, this, today), recordedAt, updatedAt);
        return unchanged.equals(this) ? this : of(id, version + 1, stated, toOf(stated, this, today), recordedAt, now);
    }

    private static Contact of(UUID id, long version, ContactRequest stated, LocalDate to, Instant first, Instant now) {
        return new Contact(
                id,
                version,
                stated.accountId(),
                stated.name().strip(),
                stated.title(),
                stated.function(),
                stated.site(),
                stated.seniority(),
                stated.email(),
                stated.phone(),
                statusOf(stated),
                stated.from(),
                to,
                first,
                now);
    }

    private static ContactStatus statusOf(ContactRequest stated) {
        return stated.status() == null ? ContactStatus.ACTIVE : stated.status();
    }

    // Saying twice, on different days, that someone left does not move the day.
    private static LocalDate toOf(ContactRequest stated, Contact before, LocalDate today) {
        if (stated.to() != null || statusOf(stated) == ContactStatus.ACTIVE) {
            return stated.to();
        }
        return before != null && before.status == ContactStatus.LEFT ? before.to : today;
    }
}
