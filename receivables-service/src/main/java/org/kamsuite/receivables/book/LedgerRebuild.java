package org.kamsuite.receivables.book;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.platform.rebuild.Rebuildable;

/// The entries and items of the ledger, document by document.
@ApplicationScoped
class LedgerRebuild implements Rebuildable.Folded {

    @Inject
    Jdbi jdbi;

    @Inject
    Projection projection;

    @Override
    public String name() {
        return "ledger";
    }

    @Override
    public String madeFrom() {
        return "the facts of invoices, credit notes, payments, disputes and write-offs (fact, fact_line)";
    }

    @Override
    public List<Rows> rows() {
        return List.of(new Rows("entry", "owner_id", "bigint"), new Rows("item", "document_id", "bigint"));
    }

    @Override
    public long groups() {
        return jdbi.withHandle(handle -> handle.createQuery("select count(*) from document")
                .mapTo(Long.class)
                .one());
    }

    @Override
    public List<String> next(String after, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select key from (
                            (select document_id as key from document where document_id > :after order by 1 limit :limit)
                            union
                            (select distinct owner_id from entry where owner_id > :after order by 1 limit :limit)
                            union
                            (select distinct document_id from item where document_id > :after order by 1 limit :limit)
                        ) keys order by key limit :limit""")
                .bind("after", after == null ? Long.MIN_VALUE : Long.parseLong(after))
                .bind("limit", limit)
                .mapTo(String.class)
                .list());
    }

    @Override
    public void lock(List<String> keys) {
        projection.lock(Rebuildable.numbers(keys), Set.of());
    }

    @Override
    public void remake(List<String> keys) {
        projection.remake(new HashSet<>(Rebuildable.numbers(keys)));
    }
}
