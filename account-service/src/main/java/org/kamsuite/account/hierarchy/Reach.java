package org.kamsuite.account.hierarchy;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// How far a group is spread: LOCAL in one place, NATIONAL in several places of one country, GLOBAL in
/// several countries. A place is a city, the finest that is known of an account.
@Schema(name = "Reach", description = "How far the account and all below it are spread.")
record Reach(
        @Schema(
                required = true,
                description = "LOCAL: one city; NATIONAL: several cities of one country; GLOBAL: several countries;"
                        + " UNKNOWN: no country is known.")
        Spread spread,

        @Schema(required = true, description = "The countries, ISO 3166-1 alpha-2.", examples = "[\"DE\", \"FR\"]")
        List<String> countries,

        @Schema(required = true, description = "Number of different cities.")
        int cities,

        @Schema(required = true, description = "Accounts without a country: they are not counted.")
        int withoutCountry) {

    enum Spread {
        LOCAL,
        NATIONAL,
        GLOBAL,
        UNKNOWN
    }

    static Reach of(Collection<Member> members) {
        record Place(String country, String city) {}
        Set<String> countries = members.stream()
                .map(Member::country)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
        long cities = members.stream()
                .filter(member -> member.country() != null && member.city() != null)
                .map(member -> new Place(member.country(), member.city()))
                .distinct()
                .count();
        long withoutCountry =
                members.stream().filter(member -> member.country() == null).count();
        Spread spread = switch (countries.size()) {
            case 0 -> Spread.UNKNOWN;
            case 1 -> cities > 1 ? Spread.NATIONAL : Spread.LOCAL;
            default -> Spread.GLOBAL;
        };
        return new Reach(spread, List.copyOf(countries), Math.toIntExact(cities), Math.toIntExact(withoutCountry));
    }
}
