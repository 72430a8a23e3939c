package org.kamsuite.platform.snapshot;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/// Accounts whose figures changed. Many changes of one account come to one event, and ingest does not wait for it.
///
/// Marking locks the row, also one that is there already: the publisher leaves it alone until the facts behind the mark
/// are committed, so that no change goes unpublished.
@ApplicationScoped
public class TouchedAccounts {

    @Inject
    Jdbi jdbi;

    /// Marks the accounts of these customers, as far as they have one.
    @Transactional(Transactional.TxType.MANDATORY)
    public void markCustomers(Collection<Long> customerIds) {
        if (!customerIds.isEmpty()) {
            jdbi.useHandle(handle -> handle.createUpdate("""
                            insert into touched_account (account_id)
                            select distinct account_id from erp_customer
                            where customer_id = any(:ids) and account_id is not null
                            order by account_id
                            on conflict (account_id) do update set account_id = excluded.account_id""")
                    .bindArray("ids", Long.class, customerIds)
                    .execute());
        }
    }

    @Transactional(Transactional.TxType.MANDATORY)
    public void markAccounts(Collection<UUID> accountIds) {
        if (!accountIds.isEmpty()) {
            List<UUID> sorted = accountIds.stream().distinct().sorted().toList();
            jdbi.useHandle(handle -> handle.createUpdate("""
                            insert into touched_account (account_id)
                            select id from unnest(:ids) as given(id) order by id
                            on conflict (account_id) do update set account_id = excluded.account_id""")
                    .bindArray("ids", UUID.class, sorted)
                    .execute());
        }
    }

    /// Takes up to `limit` of them in the order of their ids; those that another replica holds are left to it.
    ///
    /// @param after only those with a higher id; null: from the first
    @Transactional(Transactional.TxType.MANDATORY)
    List<UUID> take(UUID after, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        with taken as (
                            delete from touched_account where account_id in (
                                select account_id from touched_account
                                where cast(:after as uuid) is null or account_id > cast(:after as uuid)
                                order by account_id limit :limit for update skip locked)
                            returning account_id
                        )
                        select account_id from taken order by account_id""")
                .bind("after", after)
                .bind("limit", limit)
                .mapTo(UUID.class)
                .list());
    }
}
