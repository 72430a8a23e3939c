package org.kamsuite.relationship.coverage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.kamsuite.platform.account.AccountDirectory;
import org.kamsuite.platform.account.AccountEntry;
import org.kamsuite.platform.rest.Scope;
import org.kamsuite.relationship.strength.Decay;
import org.kamsuite.relationship.strength.StrengthSettings;

/// Answers how well an account is covered.
@ApplicationScoped
public class Coverages {

    @Inject
    CoverageFacts facts;

    @Inject
    AccountDirectory directory;

    @Inject
    StrengthSettings settings;

    @Inject
    Clock clock;

    /// @param asOf null: today
    public CoverageView of(UUID accountId, LocalDate asOf, Scope scope) {
        AccountEntry account = directory.require(accountId);
        LocalDate day = asOf == null ? LocalDate.now(clock) : asOf;
        List<UUID> accounts = facts.accounts(accountId, day, scope);
        List<Coverage.Unit> units = facts.units(accounts, day);
        Instant last = facts.lastInteractions(accounts, day).values().stream()
                .max(Comparator.naturalOrder())
                .orElse(null);
        List<Coverage.Member> members =
                units.stream().flatMap(unit -> unit.members().stream()).toList();
        double theta = settings.theta();
        BigDecimal coverage = Coverage.of(members, theta);
        int threads = Coverage.threads(members);
        return new CoverageView(
                accountId,
                account.legalName(),
                day,
                scope,
                CoverageView.METHOD,
                theta,
                settings.halfLifeDays(),
                settings.k(),
                coverage,
                coverage == null
                        ? reason(members, "No decision unit of the " + scope.text() + " has a member", day)
                        : null,
                Coverage.influence(members),
                Coverage.coveredInfluence(members, theta),
                members.size(),
                (int) members.stream().filter(member -> member.covered(theta)).count(),
                (int) members.stream()
                        .map(Coverage.Member::contactId)
                        .distinct()
                        .count(),
                Coverage.completeness(units),
                threads,
                threads == 1,
                last,
                members.stream().map(this::item).toList(),
                units.stream().map(unit -> unit(unit, day)).toList(),
                Coverage.gaps(members, theta).stream().map(Coverages::gap).toList(),
                dispersion(members));
    }

    private static String reason(Collection<Coverage.Member> members, String nobody, LocalDate day) {
        return members.isEmpty() ? nobody + " on " + day + "." : "The influence of every member is 0.";
    }

    private CoverageView.Item item(Coverage.Member member) {
        return new CoverageView.Item(
                member.unitId(),
                member.contactId(),
                member.name(),
                member.function(),
                member.roles(),
                member.influence(),
                Decay.shown(member.tie().strength()),
                member.covered(settings.theta()),
                member.tie().lastInteractionAt(),
                member.tie().silence().silent());
    }

    private CoverageView.Unit unit(Coverage.Unit unit, LocalDate day) {
        BigDecimal coverage = Coverage.of(unit.members(), settings.theta());
        return new CoverageView.Unit(
                unit.id(),
                unit.accountId(),
                unit.subject(),
                unit.members().size(),
                coverage,
                coverage == null ? reason(unit.members(), "The unit has no member", day) : null,
                Coverage.completeness(List.of(unit)),
                unit.missing());
    }

    private static CoverageView.Gap gap(Coverage.Member member) {
        return new CoverageView.Gap(
                member.unitId(),
                member.contactId(),
                member.name(),
                member.function(),
                member.roles(),
                member.influence(),
                Decay.shown(member.tie().strength()),
                Decay.shown(member.gap()));
    }

    private static CoverageView.Dispersion dispersion(List<Coverage.Member> members) {
        Coverage.Dispersion spread = Coverage.dispersion(members);
        return new CoverageView.Dispersion(
                spread.countries(),
                spread.accounts(),
                spread.functions(),
                spread.entropyBits(),
                spread.entropyBits() == null ? "No influence has a known country." : null,
                spread.influenceByCountry(),
                spread.unknownCountry());
    }
}
