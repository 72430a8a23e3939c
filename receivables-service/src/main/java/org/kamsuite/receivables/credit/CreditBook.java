package org.kamsuite.receivables.credit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.contracts.Money;
import org.kamsuite.receivables.exposure.Exposures;
import org.kamsuite.receivables.input.Moment;
import org.kamsuite.receivables.rates.ExchangeRates;

/// Reads groups with their limits and exposures, and guards them while they are decided on.
@ApplicationScoped
class CreditBook {

    @Inject
    Jdbi jdbi;

    @Inject
    Exposures exposures;

    @Inject
    ExchangeRates rates;

    // Planned for an unknown number of accounts, and each row looked up by its index (`offset 0`): left to itself the
    // planner plans anew for the given ones, which takes longer than to run it, and reads all accounts of the directory
    // because a hierarchy might be large.
    private static final String PARENTS = """
            lateral (
                select p.parent_id from account_parent p
                where p.account_id = u.account_id and p.type = 'LEGAL' and p.valid_from <= :asOf and :asOf < p.valid_to
                offset 0
            ) p""";

    private static final String UP = """
            up as (
                select id as account_id, 0 as height from unnest(array(select unnest(:accounts))) as a(id)
                union
                select p.parent_id, u.height + 1 from up u cross join\s""" + PARENTS + """
             where u.height < 100
            )""";

    // A circle of parents has no root, but is gone round until the end.
    private static final String GROUP = "with recursive " + UP + """
            , root as (
                select distinct u.account_id from up u left join\s""" + PARENTS + """
             on true
                where p.parent_id is null or u.height = 100
            ), down as (
                select account_id from root
                union
                select p.account_id
                from down d cross join lateral (
                    select p.account_id from account_parent p
                    where p.parent_id = d.account_id and p.type = 'LEGAL' and p.valid_from <= :asOf
                        and :asOf < p.valid_to
                    offset 0
                ) p
            )
            select d.account_id, coalesce(a.legal_name, cast(d.account_id as text)), a.currency,
                a.account_class = 'KEY', p.parent_id, cast(a.state -> 'creditLimit' ->> 'amount' as numeric),
                a.state -> 'creditLimit' ->> 'currency', l.version, l.amount, l.currency, l.type, l.insured,
                l.valid_from, l.valid_to, l.approved_by, l.reason
            from down d
            left join lateral (
                select * from account_directory a where a.account_id = d.account_id offset 0
            ) a on true
            left join lateral (
                select parent_id from account_parent p
                where p.account_id = d.account_id and p.type = 'LEGAL' and p.valid_from <= :asOf
                    and :asOf < p.valid_to
                order by parent_id limit 1
            ) p on true
            left join lateral (
                select * from credit_limit c
                where c.account_id = d.account_id and c.valid_from <= :asOf
                    and (c.valid_to is null or c.valid_to >= :asOf)
                    and c.recorded_at <= coalesce(cast(:knownAt as timestamptz), 'infinity')
                order by version desc limit 1
            ) l on true""";

    /// The groups of these accounts along the legal hierarchy of a day, as they stood at its end.
    CreditGroup groups(Collection<UUID> accounts, Moment at) {
        List<CreditGroup.Member> members = members(accounts, at);
        return new CreditGroup(
                members,
                exposures.of(members.stream().map(CreditGroup.Member::accountId).toList(), at));
    }

    private List<CreditGroup.Member> members(Collection<UUID> accounts, Moment at) {
        return jdbi.withHandle(handle -> handle.createQuery(GROUP)
                .bindArray("accounts", UUID.class, accounts)
                .bind("asOf", at.asOf())
                .bind("knownAt", at.until())
                .map((row, _) -> member(row))
                .list());
    }

    private CreditGroup.Member member(ResultSet row) throws SQLException {
        String currency = row.getString(3);
        return new CreditGroup.Member(
                row.getObject(1, UUID.class),
                row.getString(2),
                currency == null ? rates.reportingCurrency() : currency,
                row.getBoolean(4),
                row.getObject(5, UUID.class),
                limit(row));
    }

    private static Limit limit(ResultSet row) throws SQLException {
        BigDecimal own = row.getBigDecimal(9);
        if (own != null) {
            BigDecimal insured = row.getBigDecimal(12);
            return new Limit(
                    Limit.Source.OWN,
                    row.getLong(8),
                    new Money(own, row.getString(10)),
                    Limit.Type.valueOf(row.getString(11)),
                    insured == null ? null : new Money(insured, row.getString(10)),
                    row.getObject(13, LocalDate.class),
                    row.getObject(14, LocalDate.class),
                    row.getString(15),
                    row.getString(16));
        }
        BigDecimal told = row.getBigDecimal(6);
        return told == null ? null : Limit.ofErp(new Money(told, row.getString(7)));
    }

    /// Converts at the rates of a day between all currencies of a group.
    ///
    /// @param others that come to it
    Conversion conversion(CreditGroup group, Collection<String> others, Moment at) {
        Set<String> currencies = new HashSet<>(group.currencies());
        currencies.addAll(others);
        return new Conversion(rates, currencies, at);
    }

    /// All accounts of the groups of these.
    List<UUID> inGroupsOf(Collection<UUID> accounts, Moment at) {
        return members(accounts, at).stream().map(CreditGroup.Member::accountId).toList();
    }

    /// Waits until nobody else decides on credit of this account or of one above it: whoever comes second sees what the
    /// first one reserved. The ultimate parent is locked first, so that two checks never wait for each other.
    @Transactional(Transactional.TxType.MANDATORY)
    void lock(UUID account, LocalDate today) {
        List<UUID> locked = List.of();
        List<UUID> path = path(account, today);
        // The hierarchy may have changed while this one waited.
        while (!new HashSet<>(locked).containsAll(path)) {
            locked = path;
            lock(locked);
            path = path(account, today);
        }
    }

    private List<UUID> path(UUID account, LocalDate today) {
        return jdbi.withHandle(handle -> handle.createQuery("with recursive " + UP
                        + " select account_id from up group by account_id order by max(height) desc, account_id")
                .bindArray("accounts", UUID.class, List.of(account))
                .bind("asOf", today)
                .mapTo(UUID.class)
                .list());
    }

    private void lock(List<UUID> accounts) {
        jdbi.useHandle(handle -> handle.createQuery("""
                        select count(pg_advisory_xact_lock(8085, hashtext(cast(id as text)))) from (
                            select id from unnest(:ids) with ordinality as g(id, place) order by place) sorted""")
                .bindArray("ids", UUID.class, accounts)
                .mapTo(Long.class)
                .one());
    }
}
