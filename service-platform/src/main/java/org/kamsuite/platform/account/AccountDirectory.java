package org.kamsuite.platform.account;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.contracts.ContractJson;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.account.AccountState;
import org.kamsuite.platform.rest.Problem;

/// The projection of accounts that every service keeps from `kam.account.events`, and the numbers under which the ERPs
/// know them.
@ApplicationScoped
public class AccountDirectory {

    private static final Comparator<CustomerRef> BY_KEY =
            Comparator.comparing(CustomerRef::system).thenComparing(CustomerRef::number);

    private static final String COLUMNS = "account_id, legal_name, account_class, tier, currency, country, team";

    @Inject
    Jdbi jdbi;

    @Inject
    SecurityIdentity identity;

    /// The account, or a 404 problem.
    public AccountEntry require(UUID accountId) {
        return find(accountId)
                .orElseThrow(() -> Problem.notFound("No account " + accountId + " is known to this service."));
    }

    public Optional<AccountEntry> find(UUID accountId) {
        return Optional.ofNullable(find(List.of(accountId)).get(accountId));
    }

    // The array is hidden from the planner: else it plans the statement each time anew for just this one, which takes
    // longer than to run it.
    public Map<UUID, AccountEntry> find(Collection<UUID> accountIds) {
        return jdbi.withHandle(handle -> handle.createQuery("select " + COLUMNS
                        + " from account_directory where account_id = any(array(select unnest(:ids)))")
                .bindArray("ids", UUID.class, accountIds)
                .map((row, _) -> entry(row))
                .collect(Collectors.toMap(AccountEntry::accountId, Function.identity())));
    }

    private static AccountEntry entry(ResultSet row) throws SQLException {
        return new AccountEntry(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                Arrays.asList((String[]) row.getArray(7).getArray()));
    }

    /// The service-local ids of customers, making one for each that is not known yet.
    @Transactional(Transactional.TxType.MANDATORY)
    public Map<CustomerRef, Long> customers(Collection<CustomerRef> references) {
        List<CustomerRef> sorted = references.stream().distinct().sorted(BY_KEY).toList();
        Map<CustomerRef, Long> known = new HashMap<>(selectCustomers(sorted));
        List<CustomerRef> unknown = sorted.stream()
                .filter(reference -> !known.containsKey(reference))
                .toList();
        if (!unknown.isEmpty()) {
            insertCustomers(unknown);
            known.putAll(selectCustomers(unknown));
        }
        return known;
    }

    private Map<CustomerRef, Long> selectCustomers(List<CustomerRef> references) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select c.system, c.number, c.customer_id
                        from unnest(:systems, :numbers) as asked(system, number)
                        join erp_customer c using (system, number)""")
                .bindArray("systems", String.class, systems(references))
                .bindArray("numbers", String.class, numbers(references))
                .map((row, _) -> Map.entry(new CustomerRef(row.getString(1), row.getString(2)), row.getLong(3)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private void insertCustomers(List<CustomerRef> references) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into erp_customer (system, number, account_id)
                        select system, number,
                            (select r.account_id from account_reference r
                             where r.system = asked.system and r.number = asked.number
                             order by r.account_id desc limit 1)
                        from unnest(:systems, :numbers) as asked(system, number)
                        on conflict do nothing""")
                .bindArray("systems", String.class, systems(references))
                .bindArray("numbers", String.class, numbers(references))
                .execute());
    }

    private static List<String> systems(List<CustomerRef> references) {
        return references.stream().map(CustomerRef::system).toList();
    }

    private static List<String> numbers(List<CustomerRef> references) {
        return references.stream().map(CustomerRef::number).toList();
    }

    /// Takes newer states over; an older state than the known one changes nothing. Set-based: a fixed number of
    /// statements, however many accounts.
    @Transactional(Transactional.TxType.MANDATORY)
    public void apply(List<AccountState> states) {
        write(states, false);
    }

    /// Like [#apply], but writes the known version again, too: for a copy that may have been damaged.
    @Transactional(Transactional.TxType.MANDATORY)
    public void restore(List<AccountState> states) {
        write(states, true);
    }

    private void write(List<AccountState> states, boolean again) {
        List<AccountState> latest = states.stream()
                .collect(Collectors.toMap(
                        AccountState::accountId, Function.identity(), (a, b) -> a.version() >= b.version() ? a : b))
                .values()
                .stream()
                .sorted(Comparator.comparing(AccountState::accountId))
                .toList();
        List<UUID> accepted = upsert(latest, again);
        if (!accepted.isEmpty()) {
            replaceParents(accepted);
            replaceReferences(accepted);
        }
    }

    private List<UUID> upsert(List<AccountState> states, boolean again) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        insert into account_directory (account_id, version, legal_name, kind, account_class, tier,
                            currency, country, team, state)
                        select g.id, (s ->> 'version')::bigint, s ->> 'legalName', s ->> 'kind',
                            s ->> 'class', s ->> 'tier', s ->> 'currency', s ->> 'country',
                            array(select jsonb_array_elements_text(coalesce(s -> 'team', '[]'))), s
                        from (select id, cast(state as jsonb) as s from unnest(:ids, :states) as given(id, state)) g
                        on conflict (account_id) do update set
                            version = excluded.version, legal_name = excluded.legal_name, kind = excluded.kind,
                            account_class = excluded.account_class, tier = excluded.tier,
                            currency = excluded.currency, country = excluded.country, team = excluded.team,
                            state = excluded.state
                        where account_directory.version < excluded.version
                            or (:again and account_directory.version = excluded.version)
                        returning account_id""")
                .bind("again", again)
                .bindArray(
                        "ids",
                        UUID.class,
                        states.stream().map(AccountState::accountId).toList())
                .bindArray(
                        "states",
                        String.class,
                        states.stream().map(AccountDirectory::json).toList())
                .mapTo(UUID.class)
                .list());
    }

    private void replaceParents(List<UUID> accounts) {
        jdbi.useHandle(handle -> {
            handle.createUpdate("delete from account_parent where account_id = any(:ids)")
                    .bindArray("ids", UUID.class, accounts)
                    .execute();
            handle.createUpdate("""
                            insert into account_parent (account_id, type, parent_id, valid_from, valid_to)
                            select d.account_id, p ->> 'type', (p ->> 'parentId')::uuid,
                                coalesce((p ->> 'validFrom')::date, '-infinity'),
                                coalesce((p ->> 'validTo')::date, 'infinity')
                            from account_directory d, jsonb_array_elements(coalesce(d.state -> 'parents', '[]')) p
                            where d.account_id = any(:ids)
                            on conflict do nothing""").bindArray("ids", UUID.class, accounts).execute();
        });
    }

    // A reference may move between accounts, whose events come in any order: each account's claims are kept, and the
    // customer belongs to the one that claims it.
    private void replaceReferences(List<UUID> accounts) {
        jdbi.useHandle(handle -> {
            handle.createUpdate("delete from account_reference where account_id = any(:ids)")
                    .bindArray("ids", UUID.class, accounts)
                    .execute();
            handle.createUpdate("""
                            insert into account_reference (system, number, account_id)
                            select r ->> 'system', r ->> 'number', d.account_id
                            from account_directory d, jsonb_array_elements(coalesce(d.state -> 'references', '[]')) r
                            where d.account_id = any(:ids)
                            on conflict do nothing""").bindArray("ids", UUID.class, accounts).execute();
            handle.createUpdate("""
                            insert into erp_customer (system, number, account_id)
                            select system, number, account_id
                            from account_reference where account_id = any(:ids)
                            order by system, number
                            on conflict (system, number) do update set account_id = excluded.account_id
                            where erp_customer.account_id is distinct from excluded.account_id""").bindArray("ids", UUID.class, accounts).execute();
            handle.createUpdate("""
                            update erp_customer c set account_id = (
                                select r.account_id from account_reference r
                                where r.system = c.system and r.number = c.number
                                order by r.account_id desc limit 1)
                            where c.account_id = any(:ids) and not exists (
                                select from account_reference r
                                where r.system = c.system and r.number = c.number and r.account_id = c.account_id)""").bindArray("ids", UUID.class, accounts).execute();
        });
    }

    private static String json(AccountState state) {
        try {
            return ContractJson.mapper().writeValueAsString(state);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a contract record cannot be written as JSON", e);
        }
    }

    /// Refuses (403) a caller who may not change this account: a key account manager changes only accounts on whose
    /// team he is.
    public void requireWriteAccess(UUID accountId) {
        WriteAccess.require(identity, require(accountId).team());
    }
}
