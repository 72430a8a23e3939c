package org.kamsuite.scoring.sales;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.platform.rebuild.Rebuildable;

/// Documents and daily sums, customer by customer.
@ApplicationScoped
class SalesRebuild implements Rebuildable.Folded {

    @Inject
    Jdbi jdbi;

    @Inject
    SalesLedger ledger;

    @Override
    public String name() {
        return "sales";
    }

    @Override
    public String madeFrom() {
        return "the facts of orders, invoices and credit notes (sales_fact, credited_invoice)";
    }

    @Override
    public List<Rows> rows() {
        return List.of(
                new Rows("sales_document", "customer_id", "bigint"), new Rows("sales_day", "customer_id", "bigint"));
    }

    @Override
    public long groups() {
        return jdbi.withHandle(handle -> handle.createQuery("select count(*) from erp_customer")
                .mapTo(Long.class)
                .one());
    }

    @Override
    public List<String> next(String after, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select key from (
                            (select customer_id as key from erp_customer where customer_id > :after
                                order by 1 limit :limit)
                            union
                            (select distinct customer_id from sales_day where customer_id > :after
                                order by 1 limit :limit)
                            union
                            (select distinct customer_id from sales_document where customer_id > :after
                                order by 1 limit :limit)
                        ) keys order by key limit :limit""")
                .bind("after", after == null ? Long.MIN_VALUE : Long.parseLong(after))
                .bind("limit", limit)
                .mapTo(String.class)
                .list());
    }

    @Override
    public void lock(List<String> keys) {
        ledger.lockAround(Rebuildable.numbers(keys));
    }

    @Override
    public void remake(List<String> keys) {
        ledger.remake(Rebuildable.numbers(keys));
    }
}
