package org.kamsuite.relationship.unit;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.AsNumber;

/// What a person is in one decision unit, for some time.
@Schema(description = "What a person is in one decision unit, for some time.")
public record Membership(
        @Schema(description = "A contact of the account, or of one that belongs to it along the LEGAL hierarchy.")
        @NotNull
        UUID contactId,

        @Schema(description = "At least one; a person may have several.", examples = "[\"DECIDER\",\"APPROVER\"]")
        @NotEmpty
        @Size(max = 7)
        List<@NotNull Role> roles,

        @Schema(
                description = "How much this person's opinion counts, 0 to 10, at most 2 decimals.",
                type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.NUMBER,
                minimum = "0",
                maximum = "10",
                examples = "8")
        @NotNull
        @DecimalMin("0")
        @DecimalMax("10")
        @Digits(integer = 2, fraction = 2)
        @AsNumber
        BigDecimal influence,

        @Schema(
                description = "From -2 (works against us) to 2 (works for us); absent: unknown.",
                type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.INTEGER,
                minimum = "-2",
                maximum = "2",
                examples = "1")
        @DecimalMin("-2")
        @DecimalMax("2")
        @Digits(integer = 1, fraction = 0)
        @AsNumber
        BigDecimal support,

        @Schema(description = "First day; absent: since always.")
        LocalDate from,

        @Schema(description = "First day on which it no longer holds; absent: until further notice.")
        LocalDate to) {

    public Membership {
        roles = roles == null ? null : sorted(roles);
        influence = plain(influence);
        support = plain(support);
    }

    // The order of roles says nothing, and equal numbers are equal however they were written.
    private static List<Role> sorted(List<Role> roles) {
        return roles.stream().anyMatch(Objects::isNull)
                ? roles
                : roles.stream().distinct().sorted().toList();
    }

    private static BigDecimal plain(BigDecimal number) {
        if (number == null || number.signum() == 0) {
            return number == null ? null : BigDecimal.ZERO;
        }
        BigDecimal stripped = number.stripTrailingZeros();
        // 1E+1 is written 10
        return stripped.scale() < 0 && stripped.scale() > -10 ? stripped.setScale(0) : stripped;
    }

    /// Whether both hold on some day.
    boolean overlaps(Membership other) {
        return startsBefore(this, other) && startsBefore(other, this);
    }

    private static boolean startsBefore(Membership one, Membership other) {
        return one.from == null || other.to == null || one.from.isBefore(other.to);
    }
}
