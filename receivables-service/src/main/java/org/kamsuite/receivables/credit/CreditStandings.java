package org.kamsuite.receivables.credit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.contracts.Money;
import org.kamsuite.contracts.receivables.CreditExposureChanged;
import org.kamsuite.contracts.receivables.CreditState;
import org.kamsuite.platform.outbox.Outbox;
import org.kamsuite.receivables.input.Moment;
import org.kamsuite.receivables.review.Assessment;
import org.kamsuite.receivables.review.Reviews;
import org.kamsuite.receivables.review.Standings;
import org.kamsuite.receivables.snapshot.SnapshotPart;

/// Keeps where accounts stand against their limits, for the portfolio list, and tells the other services when it is
/// another state or figure than they were told last. What happens to one account concerns all of its group: they share
/// limits.
@ApplicationScoped
class CreditStandings implements SnapshotPart, Standings {

    @Inject
    Jdbi jdbi;

    @Inject
    CreditBook book;

    @Inject
    Reviews reviews;

    @Inject
    Outbox outbox;

    @Inject
    Clock clock;

    /// @param binding null where no limit binds
    private record Standing(
            CreditGroup.Node node, CreditState state, CreditGroup.Node binding, Money exposure, List<UUID> path) {

        boolean ofInterest() {
            return binding != null
                    || node.exposure().signum() != 0
                    || !node.unconverted().isEmpty();
        }

        /// The same text tells the same. How much of a limit above the account is used is that account's news.
        String text() {
            boolean own = binding != null && binding.member().equals(node.member());
            return "%s|%s|%s|%s|%s"
                    .formatted(
                            state,
                            exposure,
                            binding == null ? null : binding.member().limit().amount(),
                            binding == null ? null : binding.member().accountId(),
                            own ? binding.utilisation() : null);
        }

        CreditExposureChanged event(LocalDate today) {
            return new CreditExposureChanged(
                    node.member().accountId(),
                    today,
                    state,
                    exposure,
                    binding == null ? null : binding.member().limit().amount(),
                    binding == null ? null : binding.utilisation(),
                    binding == null ? null : binding.member().accountId());
        }
    }

    @Override
    public void publish(List<UUID> accountIds) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), clock.getZone());
        Set<UUID> roots = new TreeSet<>(accountIds);
        roots.addAll(formerParents(accountIds));
        Moment now = Moment.now(today, clock);
        lock(book.inGroupsOf(roots, now));
        CreditGroup group = book.groups(roots, now);
        CreditGroup.Evaluation evaluation =
                group.evaluate(DisputePolicy.INCLUDE_DISPUTED, Map.of(), book.conversion(group, List.of(), now));
        List<Standing> standings = group.members().stream()
                .map(member -> standing(evaluation, member.accountId(), group))
                .filter(standing -> standing.ofInterest())
                .sorted(java.util.Comparator.comparing(
                        standing -> standing.node().member().accountId()))
                .toList();
        remember(standings, group, today);
        reviews.assess(standings.stream().map(CreditStandings::assessment).toList(), today);
    }

    @Override
    public Optional<Assessment> of(UUID account, Moment at) {
        CreditGroup group = book.groups(List.of(account), at);
        CreditGroup.Evaluation evaluation =
                group.evaluate(DisputePolicy.INCLUDE_DISPUTED, Map.of(), book.conversion(group, List.of(), at));
        return Optional.of(standing(evaluation, account, group))
                .filter(Standing::ofInterest)
                .map(CreditStandings::assessment);
    }

    private static Standing standing(CreditGroup.Evaluation now, UUID account, CreditGroup group) {
        CreditGroup.Node node = now.node(account);
        CreditGroup.Node binding = now.binding(account).orElse(null);
        String currency = binding == null ? node.currency() : binding.currency();
        Money exposure = now.conversion()
                .convert(node.exposure(), node.currency(), currency)
                .map(amount -> new Money(amount, currency))
                .orElseGet(() -> new Money(node.exposure(), node.currency()));
        return new Standing(node, now.state(account), binding, exposure, group.path(account));
    }

    private static Assessment assessment(Standing standing) {
        CreditGroup.Node node = standing.node();
        return new Assessment(
                node.member().accountId(),
                standing.state(),
                node.amounts().oldestDaysPastDue(),
                Thresholds.overdueShare(node.amounts()),
                node.member().keyAccount());
    }

    private Set<UUID> formerParents(Collection<UUID> accounts) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select distinct unnest(path) from credit_standing where account_id = any(:ids)")
                .bindArray("ids", UUID.class, accounts)
                .mapTo(UUID.class)
                .set());
    }

    // Whoever publishes an account's standing holds its row, so that the events keep the order of the figures.
    private void lock(Collection<UUID> accounts) {
        jdbi.useHandle(handle -> {
            handle.createUpdate("""
                            insert into credit_standing (account_id)
                            select id from unnest(:ids) as g(id) order by id
                            on conflict do nothing""").bindArray("ids", UUID.class, accounts).execute();
            handle.createQuery("""
                            select count(*) from (
                                select from credit_standing where account_id = any(:ids)
                                order by account_id for update) locked""")
                    .bindArray("ids", UUID.class, accounts)
                    .mapTo(Long.class)
                    .one();
        });
    }

    private void remember(List<Standing> standings, CreditGroup group, LocalDate today) {
        Map<UUID, Standing> byAccount = standings.stream()
                .collect(Collectors.toMap(standing -> standing.node().member().accountId(), Function.identity()));
        List<UUID> all = group.members().stream()
                .map(CreditGroup.Member::accountId)
                .sorted()
                .toList();
        List<UUID> news = jdbi.withHandle(handle -> handle.createQuery("""
                        with before as (
                            select account_id, told from credit_standing where account_id = any(:ids)
                        )
                        update credit_standing s set as_of = :today, state = g.state, currency = g.currency,
                            exposure = g.exposure, limit_amount = g.limit_amount, limit_source = g.limit_source,
                            utilisation = g.utilisation, binding_account_id = g.binding, told = g.told,
                            path = cast(string_to_array(g.path, ',') as uuid[])
                        from unnest(:ids, :states, :currencies, :exposures, :limits, :sources, :utilisations, :bindings,
                                :told, :paths)
                            as g(id, state, currency, exposure, limit_amount, limit_source, utilisation, binding, told,
                                path)
                        join before on before.account_id = g.id
                        where s.account_id = g.id
                            and (s.as_of, s.state, s.currency, s.exposure, s.limit_amount, s.limit_source, s.utilisation,
                                    s.told, s.path)
                                is distinct from (cast(:today as date), g.state, g.currency, g.exposure, g.limit_amount,
                                    g.limit_source, g.utilisation, g.told, cast(string_to_array(g.path, ',') as uuid[]))
                        returning case when before.told is distinct from g.told then s.account_id end""")
                .bind("today", today)
                .bindArray("ids", UUID.class, all)
                .bindArray(
                        "states",
                        String.class,
                        column(all, byAccount, it -> it.state().name()))
                .bindArray(
                        "currencies",
                        String.class,
                        column(all, byAccount, it -> it.node().currency()))
                .bindArray(
                        "exposures",
                        BigDecimal.class,
                        column(all, byAccount, it -> it.node().exposure()))
                .bindArray(
                        "limits",
                        BigDecimal.class,
                        column(
                                all,
                                byAccount,
                                it -> it.node().limited()
                                        ? it.node().member().limit().amount().amount()
                                        : null))
                .bindArray(
                        "sources",
                        String.class,
                        column(
                                all,
                                byAccount,
                                it -> it.node().limited()
                                        ? it.node().member().limit().source().name()
                                        : null))
                .bindArray(
                        "utilisations",
                        BigDecimal.class,
                        column(all, byAccount, it -> it.node().utilisation()))
                .bindArray(
                        "bindings",
                        UUID.class,
                        column(
                                all,
                                byAccount,
                                it -> it.binding() == null
                                        ? null
                                        : it.binding().member().accountId()))
                .bindArray("told", String.class, column(all, byAccount, Standing::text))
                .bindArray(
                        "paths",
                        String.class,
                        all.stream()
                                .map(id -> group.path(id).stream()
                                        .map(UUID::toString)
                                        .collect(Collectors.joining(",")))
                                .toList())
                .mapTo(UUID.class)
                .list());
        outbox.append(news.stream()
                .filter(java.util.Objects::nonNull)
                .sorted()
                .map(id -> byAccount.containsKey(id) ? byAccount.get(id).event(today) : nothingLeft(group, id, today))
                .toList());
    }

    // It had a limit or exposure before, else nothing would have changed.
    private static CreditExposureChanged nothingLeft(CreditGroup group, UUID account, LocalDate today) {
        String currency = group.members().stream()
                .filter(member -> member.accountId().equals(account))
                .findFirst()
                .orElseThrow()
                .figuresIn();
        return new CreditExposureChanged(account, today, CreditState.NO_LIMIT, Money.zero(currency), null, null, null);
    }

    private static <V> List<V> column(List<UUID> accounts, Map<UUID, Standing> standings, Function<Standing, V> value) {
        List<V> values = new ArrayList<>(accounts.size());
        accounts.forEach(id -> values.add(standings.containsKey(id) ? value.apply(standings.get(id)) : null));
        return values;
    }
}
