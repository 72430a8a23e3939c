package org.kamsuite.servicelevel.erp;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.kamsuite.platform.rebuild.Rebuildable;

/// The states of ordered lines and what was wrong with them, order by order. That a failure was told is no state: it is
/// kept.
@ApplicationScoped
class OrderRebuild implements Rebuildable.Folded {

    @Inject
    Subjects subjects;

    @Inject
    ErpEvents events;

    @Override
    public String name() {
        return "order-lines";
    }

    @Override
    public String madeFrom() {
        return "the facts of orders and deliveries (fact)";
    }

    @Override
    public List<Rows> rows() {
        return List.of(
                new Rows("order_line", "subject_id", "bigint"),
                new Rows("service_failure", "subject_id", "bigint", Set.of("settles_at")));
    }

    @Override
    public long groups() {
        return subjects.count(Document.Kind.ORDER);
    }

    @Override
    public List<String> next(String after, int limit) {
        return subjects.next(Document.Kind.ORDER, after, limit);
    }

    @Override
    public void lock(List<String> keys) {
        subjects.lock(keys);
    }

    @Override
    public void remake(List<String> keys) {
        events.fold(Rebuildable.numbers(keys).stream()
                .collect(Collectors.toMap(Function.identity(), _ -> Document.Kind.ORDER)));
    }
}
