package org.kamsuite.relationship.coverage;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.contracts.relationship.CoverageChanged;
import org.kamsuite.platform.outbox.Outbox;
import org.kamsuite.platform.snapshot.AccountSnapshots;
import org.kamsuite.platform.snapshot.TouchedAccounts;
import org.kamsuite.relationship.strength.StrengthSettings;

/// Tells other services an account's coverage when it differs from what they were told last. It changes with what
/// people record, and also by itself, because ties fade: once a day every account is looked at again.
@ApplicationScoped
class CoveragePublication implements AccountSnapshots {

    private static final int REFRESH_BATCH = 5_000;

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    @Inject
    CoverageFacts facts;

    @Inject
    StrengthSettings settings;

    @Inject
    Outbox outbox;

    @Inject
    TouchedAccounts touched;

    @Override
    public void publish(List<UUID> accountIds) {
        LocalDate today = LocalDate.now(clock);
        Map<UUID, List<Coverage.Unit>> units =
                facts.units(accountIds, today).stream().collect(Collectors.groupingBy(Coverage.Unit::accountId));
        Map<UUID, Instant> last = facts.lastInteractions(accountIds, today);
        Map<UUID, CoverageChanged> told = told(accountIds);
        List<CoverageChanged> changed = new ArrayList<>();
        List<CoverageChanged> checked = new ArrayList<>();
        for (UUID account : accountIds) {
            CoverageChanged now = figures(account, today, units.getOrDefault(account, List.of()), last.get(account));
            // Who was never told anything need not be told that there is nothing.
            CoverageChanged before = told.getOrDefault(account, figures(account, today, List.of(), null));
            boolean same = same(before, now);
            if (!same) {
                changed.add(now);
            }
            if (!same || told.containsKey(account)) {
                checked.add(now);
            }
        }
        remember(checked);
        outbox.append(changed);
    }

    private CoverageChanged figures(UUID account, LocalDate today, List<Coverage.Unit> units, Instant last) {
        List<Coverage.Member> members =
                units.stream().flatMap(unit -> unit.members().stream()).toList();
        int threads = Coverage.threads(members);
        return new CoverageChanged(
                account,
                today,
                members.size(),
                (int) members.stream()
                        .filter(member -> member.covered(settings.theta()))
                        .count(),
                Coverage.of(members, settings.theta()),
                threads,
                threads == 1,
                Coverage.completeness(units),
                last);
    }

    private static boolean same(CoverageChanged one, CoverageChanged other) {
        return one.members() == other.members()
                && one.coveredMembers() == other.coveredMembers()
                && one.threads() == other.threads()
                && one.singleThreaded() == other.singleThreaded()
                && equal(one.coverage(), other.coverage())
                && equal(one.completeness(), other.completeness())
                && Objects.equals(one.lastInteractionAt(), other.lastInteractionAt());
    }

    private static boolean equal(BigDecimal one, BigDecimal other) {
        return one == null || other == null ? one == other : one.compareTo(other) == 0;
    }

    private Map<UUID, CoverageChanged> told(Collection<UUID> accounts) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select account_id, checked_on, members, covered_members, coverage, threads, single_threaded,
                            completeness, last_interaction_at
                        from published_coverage where account_id = any(:accounts)""")
                .bindArray("accounts", UUID.class, accounts)
                .map((row, _) -> new CoverageChanged(
                        row.getObject(1, UUID.class),
                        row.getObject(2, LocalDate.class),
                        row.getInt(3),
                        row.getInt(4),
                        row.getBigDecimal(5),
                        row.getInt(6),
                        row.getBoolean(7),
                        row.getBigDecimal(8),
                        row.getTimestamp(9) == null ? null : row.getTimestamp(9).toInstant()))
                .collect(Collectors.toMap(CoverageChanged::accountId, Function.identity())));
    }

    private void remember(List<CoverageChanged> figures) {
        if (figures.isEmpty()) {
            return;
        }
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into published_coverage (account_id, checked_on, members, covered_members, coverage,
                            threads, single_threaded, completeness, last_interaction_at)
                        select * from unnest(:accounts, :days, :members, :covered, :coverages, :threads, :singles,
                            :completenesses, :lasts)
                        on conflict (account_id) do update set checked_on = excluded.checked_on,
                            members = excluded.members, covered_members = excluded.covered_members,
                            coverage = excluded.coverage, threads = excluded.threads,
                            single_threaded = excluded.single_threaded, completeness = excluded.completeness,
                            last_interaction_at = excluded.last_interaction_at""")
                .bindArray("accounts", UUID.class, column(figures, CoverageChanged::accountId))
                .bindArray("days", LocalDate.class, column(figures, CoverageChanged::asOf))
                .bindArray("members", Integer.class, column(figures, CoverageChanged::members))
                .bindArray("covered", Integer.class, column(figures, CoverageChanged::coveredMembers))
                .bindArray("coverages", BigDecimal.class, column(figures, CoverageChanged::coverage))
                .bindArray("threads", Integer.class, column(figures, CoverageChanged::threads))
                .bindArray("singles", Boolean.class, column(figures, CoverageChanged::singleThreaded))
                .bindArray("completenesses", BigDecimal.class, column(figures, CoverageChanged::completeness))
                .bindArray("lasts", Instant.class, column(figures, CoverageChanged::lastInteractionAt))
                .execute());
    }

    // Not toList(): columns have nulls.
    private static <T> List<T> column(List<CoverageChanged> rows, Function<CoverageChanged, T> value) {
        List<T> values = new ArrayList<>(rows.size());
        rows.forEach(row -> values.add(value.apply(row)));
        return values;
    }

    /// Marks accounts whose figures are of an earlier day, some at a time.
    @Scheduled(every = "${kam.coverage.refresh-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void refresh() {
        QuarkusTransaction.requiringNew()
                .run(() -> touched.markAccounts(jdbi.withHandle(handle -> handle.createQuery("""
                        select account_id from published_coverage where checked_on < :today
                        order by checked_on limit :limit""")
                        .bind("today", LocalDate.now(clock))
                        .bind("limit", REFRESH_BATCH)
                        .mapTo(UUID.class)
                        .list())));
    }
}
