package org.kamsuite.account.registry;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.platform.rest.Page;

/// Reads lists of accounts.
@ApplicationScoped
class AccountList {

    @Inject
    Jdbi jdbi;

    Page<AccountView> page(AccountQuery query) {
        String sql = Accounts.SELECT + """
                where (cast(:class as text) is null or a.class = :class)
                    and (cast(:kind as text) is null or a.kind = :kind)
                    and (cast(:country as text) is null or a.country = :country)
                    and (cast(:tier as text) is null or a.tier = :tier)
                    and (cast(:pattern as text) is null or a.search_name like :pattern)
                    and (cast(:member as text) is null or jsonb_exists(a.document -> 'team', :member))
                """
                + (query.after() == null ? "" : query.sort().afterCursor())
                + query.sort().orderBy() + " limit :rows";
        List<Account> rows = jdbi.withHandle(handle -> {
            var statement = handle.createQuery(sql)
                    .bind("class", query.accountClass())
                    .bind("kind", query.kind())
                    .bind("country", query.country())
                    .bind("tier", query.tier())
                    .bind("pattern", query.pattern())
                    .bind("member", query.member())
                    .bind("rows", query.limit() + 1);
            if (query.after() != null) {
                statement
                        .bind("key", query.after().keys().get(1))
                        .bind("id", query.after().keys().get(2));
            }
            return statement.map((row, _) -> Accounts.account(row)).list();
        });
        Page<Account> page = Page.of(rows, query.limit(), query.sort()::cursor);
        return new Page<>(page.items().stream().map(AccountView::of).toList(), page.nextCursor());
    }
}
