package org.kamsuite.relationship.strength;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Whether a contact has been silent for unusually long: a gap beyond 8 times the usual one means that the tie has most
/// likely ended (Navarro et al. 2017).
///
/// @param silent absent when the usual gap is not known
/// @param gapDays days since the last contact
/// @param usualGapDays median of the days between contacts
@Schema(description = "Whether the silence is longer than 8 times the usual gap, the median of days between contacts.")
public record Silence(
        @Schema(description = "Absent when there are too few contacts to know the usual gap.", examples = "true")
        Boolean silent,

        @Schema(description = "Days from the last contact to asOf; absent without one.", examples = "80")
        Long gapDays,

        @Schema(description = "Median of the days between days of contact, of the latest 32 gaps.", examples = "7")
        BigDecimal usualGapDays,

        @Schema(
                description = "The finding in words.",
                examples = "No contact for 80 days, more than 8 times the usual gap of 7 days.")
        String reason) {

    private static final int FACTOR = 8;
    /// How many of the latest gaps tell what is usual now.
    static final int GAPS = 32;

    /// @param days the distinct days of contact up to `asOf`, the latest first
    static Silence of(List<LocalDate> days, LocalDate asOf) {
        if (days.isEmpty()) {
            return new Silence(null, null, null, "No contact is recorded until this day.");
        }
        long gap = ChronoUnit.DAYS.between(days.getFirst(), asOf);
        if (days.size() == 1) {
            return new Silence(null, gap, null, "There was one day of contact only, so no usual gap is known.");
        }
        List<Long> gaps = java.util.stream.IntStream.range(0, Math.min(GAPS, days.size() - 1))
                .mapToObj(i -> ChronoUnit.DAYS.between(days.get(i + 1), days.get(i)))
                .sorted()
                .toList();
        // twice the median, so that it stays whole
        long doubled = gaps.get((gaps.size() - 1) / 2) + gaps.get(gaps.size() / 2);
        BigDecimal median = BigDecimal.valueOf(doubled).divide(BigDecimal.TWO).stripTrailingZeros();
        boolean silent = 2 * gap > FACTOR * doubled;
        String usual = "the usual gap of " + median.toPlainString() + (doubled == 2 ? " day." : " days.");
        return new Silence(
                silent,
                gap,
                new BigDecimal(median.toPlainString()),
                silent
                        ? "No contact for " + gap + " days, more than " + FACTOR + " times " + usual
                        : "The last contact was " + gap + (gap == 1 ? " day" : " days") + " ago, within " + FACTOR
                                + " times " + usual);
    }
}
