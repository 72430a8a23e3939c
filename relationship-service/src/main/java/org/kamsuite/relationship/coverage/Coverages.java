package org.kamsuite.relationship.coverage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.platform.account.AccountDirectory;
import org.kamsuite.platform.account.AccountEntry;
import org.kamsuite.platform.rest.Cursor;
import org.kamsuite.platform.rest.Page;
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

    @Inject
    Jdbi jdbi;

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

    /// The present figures of all accounts that have any, by name; one statement.
    ///
    /// @param singleThreaded null: whatever
    public Page<CoverageSummary> list(Boolean singleThreaded, int limit, String cursor) {
        Cursor after = Cursor.parse(cursor, 2);
        UUID afterId = after == null ? null : after.lastId();
        String where = (singleThreaded == null ? "" : " and p.single_threaded = :single")
                + (after == null ? "" : " and (lower(d.legal_name), d.account_id) > (lower(:afterName), :afterId)");
        List<CoverageSummary> rows = jdbi.withHandle(handle -> {
            var query = handle.createQuery("""
                    select p.account_id, d.legal_name, p.checked_on, p.coverage, p.members, p.covered_members,
                        p.completeness, p.threads, p.single_threaded, p.last_interaction_at
                    from published_coverage p join account_directory d on d.account_id = p.account_id
                    where true""" + where + " order by lower(d.legal_name), d.account_id limit :limit");
            query.bind("limit", limit + 1);
            if (singleThreaded != null) {
                query.bind("single", singleThreaded);
            }
            if (after != null) {
                query.bind("afterName", after.keys().getFirst()).bind("afterId", afterId);
            }
            return query.map((row, _) -> summary(row)).list();
        });
        return Page.of(rows, limit, row -> Cursor.of(row.name(), row.accountId()));
    }

    private static CoverageSummary summary(ResultSet row) throws SQLException {
        return new CoverageSummary(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getObject(3, LocalDate.class),
                row.getBigDecimal(4),
                row.getInt(5),
                row.getInt(6),
                row.getBigDecimal(7),
                row.getInt(8),
                row.getBoolean(9),
                row.getTimestamp(10) == null ? null : row.getTimestamp(10).toInstant());
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
