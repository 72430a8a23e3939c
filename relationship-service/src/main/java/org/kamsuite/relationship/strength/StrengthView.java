package org.kamsuite.relationship.strength;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.platform.rest.Scope;
import org.kamsuite.relationship.contact.ContactFunction;

/// The ties to an account's contacts on one day, the strongest first.
@Schema(name = "Strengths", description = "The ties to an account's contacts on one day, the strongest first.")
public record StrengthView(
        UUID accountId,
        @Schema(description = "The day of the figures.") LocalDate asOf,
        Scope scope,

        @Schema(description = "How strength is computed.", examples = StrengthView.METHOD)
        String method,

        @Schema(description = "h: days after which an interaction counts half.", examples = "30")
        double halfLifeDays,

        @Schema(description = "k: raw weight that makes 63 % of the full strength.", examples = "3")
        double k,

        @Schema(description = "How many contacts were there on that day; items has the strongest of them.")
        int contacts,

        List<Item> items) {

    public static final String METHOD =
            "strength = 100*(1-exp(-raw/k)); raw = sum of weight*direction*2^(-age in days/h) over interactions";

    @Schema(name = "Strength", description = "The tie to one contact.")
    public record Item(
            UUID contactId,

            @Schema(description = "The account at which the contact works.")
            UUID accountId,

            @Schema(examples = "Maria Keller") String name,
            @Schema(examples = "PROCUREMENT") ContactFunction function,

            @Schema(description = "Weight of the interactions that is left.", examples = "4.0000")
            BigDecimal raw,

            @Schema(description = "0 (no tie) towards 100.", examples = "73.6403")
            BigDecimal strength,

            @Schema(description = "How many interactions still count.", examples = "3")
            long interactions,

            @Schema(
                    description =
                            "How many of our people hold a tie above 30 to this contact by their own interactions.",
                    examples = "1")
            int threads,

            @Schema(description = "The last interaction until that day; absent when there is none.")
            Instant lastInteractionAt,

            Silence silence) {}
}
