package org.kamsuite.account.registry;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.contracts.ContractJson;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.account.ParentRef;
import org.kamsuite.contracts.account.ParentType;
import org.kamsuite.platform.outbox.Outbox;

/// The stored accounts. All statements are set-based: as many round trips for one account as for a
/// thousand.
@ApplicationScoped
public class Accounts {

    /// The start of a query that [#account] reads; `a` is the account.
    static final String SELECT =
            "select a.account_id, a.version, a.document, a.created_at, a.changed_at from account a ";

    /// The key of the advisory lock under which accounts are written.
    private static final long WRITE_LOCK = 0x6b616d2e61636374L;

    @Inject
    Jdbi jdbi;

    @Inject
    Outbox outbox;

    /// Makes writers take turns until the end of the transaction: no rule about several accounts (one owner
    /// per reference, no cycles) can be broken by two writers at once, and an account's events leave in the
    /// order of its versions.
    @Transactional(Transactional.TxType.MANDATORY)
    public void lockForWriting() {
        jdbi.useHandle(handle -> handle.createQuery("select 1 from pg_advisory_xact_lock(:key)")
                .bind("key", WRITE_LOCK)
                .mapTo(Integer.class)
                .one());
    }

    public Optional<Account> find(UUID accountId) {
        return find(List.of(accountId)).stream().findFirst();
    }

    List<Account> find(Collection<UUID> accountIds) {
        return jdbi.withHandle(handle -> handle.createQuery(SELECT + "where a.account_id = any(:ids)")
                .bindArray("ids", UUID.class, accountIds)
                .map((row, _) -> account(row))
                .list());
    }

    /// The accounts that own one of these references.
    public List<Account> owning(Collection<CustomerRef> references) {
        List<CustomerRef> asked = List.copyOf(references);
        return jdbi.withHandle(handle -> handle.createQuery(SELECT + """
                        where a.account_id in (
                            select c.account_id from account_customer c
                            join unnest(:systems, :numbers) as asked(system, number) using (system, number))""")
                .bindArray(
                        "systems",
                        String.class,
                        asked.stream().map(CustomerRef::system).toList())
                .bindArray(
                        "numbers",
                        String.class,
                        asked.stream().map(CustomerRef::number).toList())
                .map((row, _) -> account(row))
                .list());
    }

    /// All links of one kind from these accounts upwards, whatever their days.
    public Hierarchy above(Collection<UUID> accountIds, ParentType type) {
        record Link(UUID account, ParentRef parent) {}
        List<Link> links = jdbi.withHandle(handle -> handle.createQuery("""
                        with recursive above as (
                            select id as account_id from unnest(:ids) as given(id)
                            union
                            select l.parent_id from above a join account_link l using (account_id)
                            where l.type = :type
                        )
                        select l.account_id, l.parent_id, nullif(l.valid_from, '-infinity'),
                            nullif(l.valid_to, 'infinity')
                        from above join account_link l using (account_id)
                        where l.type = :type
                        order by l.account_id, l.valid_from""")
                .bindArray("ids", UUID.class, accountIds)
                .bind("type", type)
                .map((row, _) -> new Link(
                        row.getObject(1, UUID.class),
                        new ParentRef(
                                type,
                                row.getObject(2, UUID.class),
                                row.getObject(3, java.time.LocalDate.class),
                                row.getObject(4, java.time.LocalDate.class))))
                .list());
        Map<UUID, List<ParentRef>> byAccount = links.stream()
                .collect(Collectors.groupingBy(
                        Link::account, HashMap::new, Collectors.mapping(Link::parent, Collectors.toList())));
        Hierarchy hierarchy = new Hierarchy();
        byAccount.forEach(hierarchy::put);
        return hierarchy;
    }

    /// Stores new accounts and new versions, and tells the other services; call [#lockForWriting] first.
    @Transactional(Transactional.TxType.MANDATORY)
    public void save(Collection<Account> changed) {
        if (changed.isEmpty()) {
            return;
        }
        List<Account> sorted = changed.stream()
                .sorted(Comparator.comparing(Account::accountId))
                .toList();
        List<UUID> ids = sorted.stream().map(Account::accountId).toList();
        jdbi.useHandle(handle -> {
            upsert(handle, sorted, ids);
            replaceReferences(handle, ids);
            replaceLinks(handle, ids);
        });
        outbox.append(sorted.stream().map(Account::event).toList());
    }

    /// Makes the rows of references and parents anew from the stored documents; call [#lockForWriting] first.
    @Transactional(Transactional.TxType.MANDATORY)
    void replaceLinks(List<UUID> ids) {
        jdbi.useHandle(handle -> {
            handle.createUpdate("""
                            delete from account_customer c
                            using account a, jsonb_array_elements(a.document -> 'references') r
                            where a.account_id = any(:ids) and c.system = r ->> 'system' and c.number = r ->> 'number'
                                and c.account_id <> a.account_id""").bindArray("ids", UUID.class, ids).execute();
            replaceReferences(handle, ids);
            replaceLinks(handle, ids);
        });
    }

    private static void upsert(Handle handle, List<Account> accounts, List<UUID> ids) {
        handle.createUpdate("""
                        insert into account as a (account_id, version, document, created_at, changed_at)
                        select id, version, cast(document as jsonb), created_at, changed_at
                        from unnest(:ids, :versions, :documents, :created, :changed)
                            as given(id, version, document, created_at, changed_at)
                        on conflict (account_id) do update set version = excluded.version,
                            document = excluded.document, changed_at = excluded.changed_at""")
                .bindArray("ids", UUID.class, ids)
                .bindArray("versions", Long.class, each(accounts, Account::version))
                .bindArray(
                        "documents",
                        String.class,
                        each(
                                accounts,
                                account -> new String(
                                        ContractJson.write(account.content()),
                                        java.nio.charset.StandardCharsets.UTF_8)))
                .bindArray("created", java.time.Instant.class, each(accounts, Account::createdAt))
                .bindArray("changed", java.time.Instant.class, each(accounts, Account::changedAt))
                .execute();
    }

    private static void replaceReferences(Handle handle, List<UUID> ids) {
        handle.createUpdate("""
                        with wanted as (
                            select r ->> 'system' as system, r ->> 'number' as number, a.account_id
                            from account a, jsonb_array_elements(a.document -> 'references') r
                            where a.account_id = any(:ids)
                        ),
                        gone as (
                            delete from account_customer c where c.account_id = any(:ids) and not exists (
                                select from wanted w where w.system = c.system and w.number = c.number
                                    and w.account_id = c.account_id)
                        )
                        insert into account_customer (system, number, account_id)
                        select system, number, account_id from wanted w
                        where not exists (select from account_customer c where c.system = w.system
                            and c.number = w.number and c.account_id = w.account_id)""").bindArray("ids", UUID.class, ids).execute();
    }

    private static void replaceLinks(Handle handle, List<UUID> ids) {
        handle.createUpdate("""
                        with wanted as (
                            select a.account_id, p ->> 'type' as type, cast(p ->> 'parentId' as uuid) as parent_id,
                                coalesce(cast(p ->> 'validFrom' as date), '-infinity') as valid_from,
                                coalesce(cast(p ->> 'validTo' as date), 'infinity') as valid_to
                            from account a, jsonb_array_elements(a.document -> 'parents') p
                            where a.account_id = any(:ids)
                        ),
                        gone as (
                            delete from account_link l where l.account_id = any(:ids) and not exists (
                                select from wanted w where w.account_id = l.account_id and w.type = l.type
                                    and w.parent_id = l.parent_id and w.valid_from = l.valid_from)
                        )
                        insert into account_link as l (account_id, type, parent_id, valid_from, valid_to)
                        select account_id, type, parent_id, valid_from, valid_to from wanted
                        on conflict (account_id, type, parent_id, valid_from) do update set valid_to = excluded.valid_to
                        where l.valid_to <> excluded.valid_to""").bindArray("ids", UUID.class, ids).execute();
    }

    private static <T> List<T> each(List<Account> accounts, Function<Account, T> value) {
        return accounts.stream().map(value).toList();
    }

    /// A row of [#SELECT].
    static Account account(ResultSet row) throws SQLException {
        return new Account(
                row.getObject(1, UUID.class),
                row.getLong(2),
                ContractJson.read(row.getBytes(3), AccountContent.class),
                row.getTimestamp(4).toInstant(),
                row.getTimestamp(5).toInstant());
    }
}
