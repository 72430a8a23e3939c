package org.kamsuite.relationship.coverage;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.kamsuite.contracts.AsNumber;
import org.kamsuite.platform.rest.Scope;
import org.kamsuite.relationship.contact.ContactFunction;
import org.kamsuite.relationship.unit.Role;

/// How well the people who decide at an account are covered on one day, with everything it is computed from.
@Schema(
        name = "Coverage",
        description = "How well the people who decide at an account are covered on one day: the shares can be computed"
                + " again from items.")
public record CoverageView(
        UUID accountId,
        @Schema(description = "The account's legal name.") String name,
        @Schema(description = "The day of the figures.") LocalDate asOf,
        Scope scope,

        @Schema(description = "How coverage and strength are computed.", examples = CoverageView.METHOD)
        String method,

        @Schema(description = "From which strength on a member is covered, 0 to 100.", examples = "30")
        double theta,

        @Schema(description = "h: days after which an interaction counts half.", examples = "30")
        double halfLifeDays,

        @Schema(description = "k: raw weight that makes 63 % of the full strength.", examples = "3")
        double k,

        @Schema(
                description = "Covered share of the members' influence, 0 to 1; absent, with a reason, when there is no"
                        + " influence.",
                type = SchemaType.NUMBER,
                examples = "0.5714285714285714")
        @AsNumber
        BigDecimal coverage,

        @Schema(
                description = "Why coverage is absent.",
                examples = "No decision unit of the account has a member on 2026-03-31.")
        String reason,

        @Schema(description = "Sum of the members' influence.", type = SchemaType.NUMBER, examples = "28") @AsNumber
        BigDecimal influence,

        @Schema(description = "Sum of the covered members' influence.", type = SchemaType.NUMBER, examples = "16")
        @AsNumber
        BigDecimal coveredInfluence,

        @Schema(description = "Memberships on that day: a person in two units counts in each.", examples = "4")
        int members,

        @Schema(description = "Of these, with a strength of at least theta.", examples = "2")
        int coveredMembers,

        @Schema(description = "Distinct persons among the members.", examples = "4")
        int people,

        @Schema(
                description = "Filled share of the required roles of all units, 0 to 1; absent without units.",
                type = SchemaType.NUMBER,
                examples = "0.8333333333333333")
        @AsNumber
        BigDecimal completeness,

        @Schema(description = "Distinct members with a strength above 30.", examples = "2")
        int threads,

        @Schema(description = "Whether exactly one thread holds the account: if it breaks, the account is lost.")
        boolean singleThreaded,

        @Schema(description = "The account's last interaction until that day; absent when there is none.")
        Instant lastInteractionAt,

        @Schema(description = "Every membership.") List<Item> items,

        List<Unit> decisionUnits,

        @Schema(description = "Members that are not covered, the largest gap first.")
        List<Gap> gaps,

        Dispersion dispersion) {

    public static final String METHOD =
            "coverage = sum of influence of members with strength >= theta / sum of influence;"
                    + " strength = 100*(1-exp(-raw/k)); raw = sum of weight*direction*2^(-age in days/h)";

    @Schema(name = "CoverageMember", description = "A member of a decision unit and the tie to him.")
    public record Item(
            UUID decisionUnitId,
            UUID contactId,
            @Schema(examples = "Maria Keller") String name,
            @Schema(examples = "PROCUREMENT") ContactFunction function,
            List<Role> roles,

            @Schema(description = "0 to 10.", type = SchemaType.NUMBER, examples = "10") @AsNumber
            BigDecimal influence,

            @Schema(description = "0 to 100.", examples = "73.6403")
            BigDecimal strength,

            @Schema(description = "Whether strength is at least theta.")
            boolean covered,

            @Schema(description = "Absent when there is none until that day.")
            Instant lastInteractionAt,

            @Schema(description = "Whether he has been silent for more than 8 times the usual gap; absent: unknown.")
            Boolean silent) {}

    @Schema(name = "UnitCoverage", description = "One decision unit.")
    public record Unit(
            UUID id,
            UUID accountId,
            @Schema(examples = "Bearings 2026") String subject,
            int members,

            @Schema(
                    description = "Covered share of influence, 0 to 1; absent, with a reason, without influence.",
                    type = SchemaType.NUMBER)
            @AsNumber
            BigDecimal coverage,

            @Schema(description = "Why coverage is absent.") String reason,

            @Schema(description = "Filled share of the required roles, 0 to 1.", type = SchemaType.NUMBER) @AsNumber
            BigDecimal completeness,

            @Schema(description = "Required roles that nobody has.")
            List<Role> missingRoles) {}

    @Schema(name = "CoverageGap", description = "A member that is not covered.")
    public record Gap(
            UUID decisionUnitId,
            UUID contactId,
            @Schema(examples = "Jan Novak") String name,
            @Schema(examples = "ENGINEERING") ContactFunction function,
            List<Role> roles,

            @Schema(description = "0 to 10.", type = SchemaType.NUMBER) @AsNumber
            BigDecimal influence,

            @Schema(description = "0 to 100.") BigDecimal strength,

            @Schema(description = "influence*(1-strength/100).", examples = "8.0000")
            BigDecimal gap) {}

    @Schema(name = "Dispersion", description = "How the decision is spread over countries, companies and functions.")
    public record Dispersion(
            @Schema(description = "Distinct known countries of members.", examples = "3")
            int countries,

            @Schema(description = "Distinct accounts at which members work.", examples = "1")
            int accounts,

            @Schema(description = "Distinct functions of members.", examples = "3")
            int functions,

            @Schema(
                    description =
                            "Shannon entropy of influence by country, in bits: 0 all in one country; .5/.25/.25 is"
                                    + " 1.5. Absent, with a reason, when no influence has a known country.",
                    examples = "1.5")
            Double entropyBits,

            @Schema(description = "Why entropyBits is absent.")
            String reason,

            @Schema(description = "Sum of influence for each known country.")
            Map<String, BigDecimal> influenceByCountry,

            @Schema(
                    description = "Influence of members whose country is not known, left out of the entropy.",
                    type = SchemaType.NUMBER)
            @AsNumber
            BigDecimal unknownCountryInfluence) {}
}
