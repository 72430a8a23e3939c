package org.kamsuite.account.registry;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.platform.rebuild.Rebuildable;

/// The accounts' references and parents as rows, beside the documents that hold them.
@ApplicationScoped
class LinkRebuild implements Rebuildable.Folded {

    @Inject
    Jdbi jdbi;

    @Inject
    Accounts accounts;

    @Override
    public String name() {
        return "account-links";
    }

    @Override
    public String madeFrom() {
        return "the registered accounts (account.document)";
    }

    @Override
    public List<Rows> rows() {
        return List.of(
                new Rows("account_customer", "account_id", "uuid"), new Rows("account_link", "account_id", "uuid"));
    }

    @Override
    public long groups() {
        return jdbi.withHandle(handle -> handle.createQuery("select count(*) from account")
                .mapTo(Long.class)
                .one());
    }

    @Override
    public List<String> next(String after, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select account_id from account
                        where cast(:after as uuid) is null or account_id > cast(:after as uuid)
                        order by account_id limit :limit""")
                .bind("after", after)
                .bind("limit", limit)
                .mapTo(String.class)
                .list());
    }

    @Override
    public void lock(List<String> keys) {
        accounts.lockForWriting();
    }

    @Override
    public void remake(List<String> keys) {
        accounts.replaceLinks(Rebuildable.ids(keys));
    }
}
