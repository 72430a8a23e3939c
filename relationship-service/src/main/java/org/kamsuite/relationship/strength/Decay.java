package org.kamsuite.relationship.strength;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.kamsuite.relationship.interaction.Direction;
import org.kamsuite.relationship.interaction.InteractionKind;

/// The strength of a tie: `raw = Σ weight · direction · 2^(−age/h)`, `S = 100 · (1 − e^(−raw/k))`.
///
/// Ages are whole days. Each interaction fades with the half-life; the exponential bounds the sum, so that a flood of
/// emails does not look like friendship. Without a new interaction S never rises.
///
/// @param halfLifeDays after how many days an interaction counts half
/// @param k how much raw weight makes 63 % of the full strength
public record Decay(double halfLifeDays, double k) {

    /// After so many half-lives an interaction weighs less than 1/4096 and is left out.
    private static final int HALF_LIVES = 12;

    public Decay {
        if (!(halfLifeDays > 0 && halfLifeDays <= 3650) || !(k > 0 && k <= 1000)) {
            throw new IllegalArgumentException("half-life and k must be positive, and at most 3650 days and 1000");
        }
    }

    /// Interactions of one kind on one day.
    public record Contacts(LocalDate day, InteractionKind kind, Direction direction, long count) {}

    /// How many days back an interaction still counts.
    public int windowDays() {
        return (int) Math.ceil(halfLifeDays * HALF_LIVES);
    }

    /// The weight that is left on that day; later interactions do not count yet.
    public double raw(List<Contacts> contacts, LocalDate asOf) {
        double sum = 0;
        for (Contacts each : contacts) {
            long age = ChronoUnit.DAYS.between(each.day(), asOf);
            if (age >= 0 && age <= windowDays()) {
                sum += each.count()
                        * each.kind().weight()
                        * each.direction().factor()
                        * Math.pow(2, -age / halfLifeDays);
            }
        }
        return sum;
    }

    /// From 0 (no tie) towards 100.
    public double strength(double raw) {
        return -100 * Math.expm1(-raw / k);
    }

    public double strength(List<Contacts> contacts, LocalDate asOf) {
        return strength(raw(contacts, asOf));
    }

    /// A computed weight or strength as it is shown: 4 decimals, rounded half to even.
    public static BigDecimal shown(double figure) {
        return BigDecimal.valueOf(figure).setScale(4, RoundingMode.HALF_EVEN);
    }
}
