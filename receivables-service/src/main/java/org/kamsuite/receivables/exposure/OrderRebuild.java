package org.kamsuite.receivables.exposure;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.platform.rebuild.Rebuildable;

/// What is open and unbilled, order by order.
@ApplicationScoped
class OrderRebuild implements Rebuildable.Folded {

    @Inject
    Jdbi jdbi;

    @Inject
    OrderFacts facts;

    @Override
    public String name() {
        return "open-orders";
    }

    @Override
    public String madeFrom() {
        return "the facts of orders, deliveries and invoices of orders (order_fact)";
    }

    @Override
    public List<Rows> rows() {
        return List.of(new Rows("sales_order", "order_id", "bigint"), new Rows("order_line", "order_id", "bigint"));
    }

    @Override
    public long groups() {
        return jdbi.withHandle(handle -> handle.createQuery("select count(*) from sales_order")
                .mapTo(Long.class)
                .one());
    }

    @Override
    public List<String> next(String after, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select order_id from sales_order where order_id > :after order by order_id limit :limit")
                .bind("after", after == null ? Long.MIN_VALUE : Long.parseLong(after))
                .bind("limit", limit)
                .mapTo(String.class)
                .list());
    }

    @Override
    public void lock(List<String> keys) {
        jdbi.useHandle(handle -> handle.createQuery("""
                        select order_id from sales_order where order_id = any(:ids) order by system, number
                        for update""")
                .bindArray("ids", Long.class, Rebuildable.numbers(keys))
                .mapTo(Long.class)
                .list());
        facts.neighbours(Rebuildable.numbers(keys));
    }

    @Override
    public void remake(List<String> keys) {
        List<Long> own = Rebuildable.numbers(keys);
        Set<Long> orders = new HashSet<>(own);
        orders.addAll(facts.neighbours(own));
        facts.replace(
                own,
                facts.fold(orders).stream()
                        .filter(state -> own.contains(state.order()))
                        .toList());
    }
}
