package org.kamsuite.platform.rebuild;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/// Sums by customer.
@ApplicationScoped
public class SampleProjection implements Rebuildable.Folded {

    @Inject
    Jdbi jdbi;

    @Override
    public String name() {
        return "sample";
    }

    @Override
    public String madeFrom() {
        return "facts";
    }

    @Override
    public List<Rows> rows() {
        return List.of(new Rows("sample_sum", "customer_id", "bigint"));
    }

    @Override
    public long groups() {
        return jdbi.withHandle(handle -> handle.createQuery("select count(distinct customer_id) from sample_fact")
                .mapTo(Long.class)
                .one());
    }

    @Override
    public List<String> next(String after, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select customer_id from (
                            select customer_id from sample_fact union select customer_id from sample_sum) c
                        where customer_id > coalesce(cast(:after as bigint), -1) order by customer_id limit :limit""")
                .bind("after", after)
                .bind("limit", limit)
                .mapTo(String.class)
                .list());
    }

    @Override
    public void lock(List<String> keys) {
        jdbi.useHandle(handle -> handle.createQuery(
                        "select 1 from sample_fact where customer_id = any(:ids) order by customer_id for update")
                .bindArray("ids", Long.class, Rebuildable.numbers(keys))
                .mapTo(Integer.class)
                .list());
    }

    @Override
    public void remake(List<String> keys) {
        jdbi.useHandle(handle -> {
            handle.createUpdate("delete from sample_sum where customer_id = any(:ids)")
                    .bindArray("ids", Long.class, Rebuildable.numbers(keys))
                    .execute();
            handle.createUpdate("""
                            insert into sample_sum (customer_id, amount)
                            select customer_id, sum(amount) from sample_fact where customer_id = any(:ids)
                            group by customer_id""")
                    .bindArray("ids", Long.class, Rebuildable.numbers(keys))
                    .execute();
        });
    }
}
