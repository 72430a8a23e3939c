package org.kamsuite.account.hierarchy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.contracts.account.AccountClass;
import org.kamsuite.contracts.account.AccountKind;
import org.kamsuite.contracts.account.ParentType;

/// Reads hierarchies as they are on a day, one statement for a whole tree.
@ApplicationScoped
class Trees {

    /// JSON readers and writers stop at a nesting of 1,000; a level takes two.
    static final int MAX_DEPTH = 400;

    @Inject
    Jdbi jdbi;

    /// The account and all below it: by depth, then by registered name. An account that is reached on two
    /// ways (two buying groups under one roof) stands on the shortest one. Empty when there is no such
    /// account.
    List<Member> below(UUID accountId, ParentType type, LocalDate asOf) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        with recursive below as (
                            select cast(:id as uuid) as account_id, cast(null as uuid) as parent_id, 0 as depth
                            union
                            select l.account_id, l.parent_id, b.depth + 1
                            from below b
                            join account_link l on l.parent_id = b.account_id
                            where l.type = :type and l.valid_from <= :asOf and :asOf < l.valid_to
                                and b.depth < :deepest
                        ),
                        member as (
                            select distinct on (account_id) account_id, parent_id, depth
                            from below order by account_id, depth, parent_id
                        )
                        select m.account_id, m.parent_id, m.depth, a.legal_name, a.document ->> 'name', a.kind,
                            a.class, a.tier, a.country, a.document ->> 'city'
                        from member m join account a using (account_id)
                        order by m.depth, a.sort_name, m.account_id""")
                .bind("id", accountId)
                .bind("type", type)
                .bind("asOf", asOf)
                .bind("deepest", MAX_DEPTH)
                .map((row, _) -> new Member(
                        row.getObject(1, UUID.class),
                        row.getObject(2, UUID.class),
                        row.getInt(3),
                        row.getString(4),
                        row.getString(5),
                        AccountKind.valueOf(row.getString(6)),
                        AccountClass.valueOf(row.getString(7)),
                        row.getString(8),
                        row.getString(9),
                        row.getString(10)))
                .list());
    }

    /// The way from the head of the group down to the account; of several parents the one with the smallest
    /// id.
    List<TreeView.Step> path(UUID accountId, ParentType type, LocalDate asOf) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        with recursive path as (
                            select cast(:id as uuid) as account_id, 0 as height
                            union all
                            select (select l.parent_id from account_link l
                                    where l.account_id = p.account_id and l.type = :type
                                        and l.valid_from <= :asOf and :asOf < l.valid_to
                                    order by l.parent_id limit 1), p.height + 1
                            from path p where p.account_id is not null and p.height < 10000
                        )
                        select a.account_id, a.legal_name from path p join account a using (account_id)
                        order by p.height desc""")
                .bind("id", accountId)
                .bind("type", type)
                .bind("asOf", asOf)
                .map((row, _) -> new TreeView.Step(row.getObject(1, UUID.class), row.getString(2)))
                .list());
    }
}
