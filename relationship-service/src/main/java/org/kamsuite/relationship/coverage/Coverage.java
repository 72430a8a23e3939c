package org.kamsuite.relationship.coverage;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.kamsuite.relationship.contact.ContactFunction;
import org.kamsuite.relationship.strength.Tie;
import org.kamsuite.relationship.unit.Role;

/// How well the members of decision units are covered: `Σ influence of the covered / Σ influence`, where a member is
/// covered when the tie is at least as strong as theta.
///
/// Every membership counts with its own influence: a person in two units counts in each. Strengths are compared
/// unrounded; quotients have 16 digits.
final class Coverage {

    /// A member on the asked day with the tie to him.
    record Member(
            UUID unitId,
            UUID contactId,
            UUID contactAccountId,
            String name,
            ContactFunction function,
            String country,
            List<Role> roles,
            BigDecimal influence,
            Tie tie) {

        boolean covered(double theta) {
            return tie.strength() >= theta;
        }

        /// What is missing: `influence · (1 − strength/100)`.
        double gap() {
            return influence.doubleValue() * (1 - tie.strength() / 100);
        }
    }

    /// A unit with its members on the asked day.
    record Unit(UUID id, UUID accountId, String subject, List<Role> required, List<Member> members) {

        List<Role> missing() {
            Set<Role> filled =
                    members.stream().flatMap(member -> member.roles().stream()).collect(Collectors.toSet());
            return required.stream().filter(role -> !filled.contains(role)).toList();
        }
    }

    /// How influence is spread over countries.
    ///
    /// @param entropyBits Shannon entropy of the shares of influence by country; null when no country is known
    /// @param unknownCountry influence of members whose country is not known, left out of the shares
    record Dispersion(
            int countries,
            int accounts,
            int functions,
            Double entropyBits,
            Map<String, BigDecimal> influenceByCountry,
            BigDecimal unknownCountry) {}

    private Coverage() {}

    /// Null without any influence.
    static BigDecimal of(Collection<Member> members, double theta) {
        BigDecimal total = influence(members);
        return total.signum() == 0 ? null : ratio(coveredInfluence(members, theta), total);
    }

    static BigDecimal influence(Collection<Member> members) {
        return members.stream().map(Member::influence).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    static BigDecimal coveredInfluence(Collection<Member> members, double theta) {
        return influence(
                members.stream().filter(member -> member.covered(theta)).toList());
    }

    /// Filled roles / required roles over these units; null without units.
    static BigDecimal completeness(Collection<Unit> units) {
        int required = units.stream().mapToInt(unit -> unit.required().size()).sum();
        int missing = units.stream().mapToInt(unit -> unit.missing().size()).sum();
        return required == 0 ? null : ratio(BigDecimal.valueOf(required - missing), BigDecimal.valueOf(required));
    }

    /// How many people hold us to the account: distinct contacts with a tie above 30.
    static int threads(Collection<Member> members) {
        return (int) members.stream()
                .filter(member -> member.tie().thread())
                .map(Member::contactId)
                .distinct()
                .count();
    }

    /// The members that are not covered, the largest gap first.
    static List<Member> gaps(Collection<Member> members, double theta) {
        return members.stream()
                .filter(member -> !member.covered(theta))
                .sorted(Comparator.comparingDouble((Member member) -> -member.gap())
                        .thenComparing(Member::name)
                        .thenComparing(Member::contactId)
                        .thenComparing(Member::unitId))
                .toList();
    }

    static Dispersion dispersion(Collection<Member> members) {
        Map<String, BigDecimal> byCountry = members.stream()
                .filter(member -> member.country() != null)
                .collect(Collectors.groupingBy(
                        Member::country,
                        TreeMap::new,
                        Collectors.reducing(BigDecimal.ZERO, Member::influence, BigDecimal::add)));
        BigDecimal known = byCountry.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Dispersion(
                byCountry.size(),
                distinct(members, Member::contactAccountId),
                distinct(members, Member::function),
                known.signum() == 0 ? null : entropy(byCountry.values(), known),
                byCountry,
                influence(members).subtract(known));
    }

    private static double entropy(Collection<BigDecimal> parts, BigDecimal total) {
        double bits = 0;
        for (BigDecimal part : parts) {
            double share = part.doubleValue() / total.doubleValue();
            if (share > 0) {
                bits -= share * Math.log(share) / Math.log(2);
            }
        }
        return BigDecimal.valueOf(bits)
                .setScale(6, RoundingMode.HALF_EVEN)
                .abs()
                .doubleValue();
    }

    private static int distinct(Collection<Member> members, Function<Member, ?> value) {
        return (int)
                members.stream().map(value).filter(Objects::nonNull).distinct().count();
    }

    static BigDecimal ratio(BigDecimal part, BigDecimal whole) {
        return part.divide(whole, MathContext.DECIMAL64);
    }
}
