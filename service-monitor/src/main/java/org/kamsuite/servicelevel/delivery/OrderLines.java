package org.kamsuite.servicelevel.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;

/// The states of ordered lines.
@ApplicationScoped
public class OrderLines {

    /// @param subjectId the order
    /// @param customerId whose order it is
    public record Order(long subjectId, long customerId, OrderHistory history) {}

    private record Row(long subjectId, long customerId, LineState state) {}

    @Inject
    Jdbi jdbi;

    /// Takes over what follows from the orders' histories, in one statement. The caller holds the orders' locks.
    @Transactional(Transactional.TxType.MANDATORY)
    public void refold(Collection<Order> orders) {
        if (orders.isEmpty()) {
            return;
        }
        List<Row> rows = new ArrayList<>();
        for (Order order : orders) {
            order.history().lines().forEach(line -> rows.add(new Row(order.subjectId(), order.customerId(), line)));
        }
        rows.sort(Comparator.comparingLong(Row::subjectId)
                .thenComparing(row -> row.state().line()));
        jdbi.useHandle(handle -> handle.createUpdate("""
                        with given as (
                            select * from unnest(:subjects, :lines, :customers, :standings, :skus, :units, :orderedOn,
                                :ordered, :requestedOn, :firstRequestedOn, :firstPromisedOn, :lastPromisedOn,
                                :accepted, :deliveredOn, :inFull, :measuredAt)
                            as g(subject_id, line, customer_id, standing, sku, unit, ordered_on, ordered, requested_on,
                                first_requested_on, first_promised_on, last_promised_on, accepted, delivered_on,
                                in_full, measured_at)),
                        gone as (
                            delete from order_line o where o.subject_id = any(:folded) and not exists (
                                select from given g where g.subject_id = o.subject_id and g.line = o.line))
                        insert into order_line as o (subject_id, line, customer_id, standing, sku, unit, ordered_on,
                            ordered, requested_on, first_requested_on, first_promised_on, last_promised_on, accepted,
                            delivered_on, in_full, measured_at)
                        select * from given order by subject_id, line
                        on conflict (subject_id, line) do update set
                            customer_id = excluded.customer_id, standing = excluded.standing, sku = excluded.sku,
                            unit = excluded.unit, ordered_on = excluded.ordered_on, ordered = excluded.ordered,
                            requested_on = excluded.requested_on, first_requested_on = excluded.first_requested_on,
                            first_promised_on = excluded.first_promised_on,
                            last_promised_on = excluded.last_promised_on, accepted = excluded.accepted,
                            delivered_on = excluded.delivered_on, in_full = excluded.in_full,
                            measured_at = excluded.measured_at
                        where (o.customer_id, o.standing, o.sku, o.unit, o.ordered_on, o.ordered, o.requested_on,
                                o.first_requested_on, o.first_promised_on, o.last_promised_on, o.accepted,
                                o.delivered_on, o.in_full, o.measured_at)
                            is distinct from (excluded.customer_id, excluded.standing, excluded.sku, excluded.unit,
                                excluded.ordered_on, excluded.ordered, excluded.requested_on,
                                excluded.first_requested_on, excluded.first_promised_on, excluded.last_promised_on,
                                excluded.accepted, excluded.delivered_on, excluded.in_full, excluded.measured_at)""")
                .bindArray(
                        "folded",
                        Long.class,
                        orders.stream().map(Order::subjectId).toList())
                .bindArray("subjects", Long.class, column(rows, Row::subjectId))
                .bindArray("customers", Long.class, column(rows, Row::customerId))
                .bindArray("lines", String.class, states(rows, LineState::line))
                .bindArray(
                        "standings",
                        String.class,
                        states(rows, line -> line.standing().name()))
                .bindArray("skus", String.class, states(rows, LineState::sku))
                .bindArray("units", String.class, states(rows, LineState::unit))
                .bindArray("orderedOn", LocalDate.class, states(rows, LineState::orderedOn))
                .bindArray("ordered", BigDecimal.class, states(rows, LineState::ordered))
                .bindArray("requestedOn", LocalDate.class, states(rows, LineState::requestedOn))
                .bindArray("firstRequestedOn", LocalDate.class, states(rows, LineState::firstRequestedOn))
                .bindArray("firstPromisedOn", LocalDate.class, states(rows, LineState::firstPromisedOn))
                .bindArray("lastPromisedOn", LocalDate.class, states(rows, LineState::lastPromisedOn))
                .bindArray("accepted", BigDecimal.class, states(rows, LineState::accepted))
                .bindArray("deliveredOn", LocalDate.class, states(rows, LineState::deliveredOn))
                .bindArray("inFull", Boolean.class, states(rows, LineState::inFull))
                .bindArray(
                        "measuredAt",
                        String.class,
                        states(
                                rows,
                                line -> line.measuredAt() == null
                                        ? null
                                        : line.measuredAt().name()))
                .execute());
    }

    private static <T> List<T> column(List<Row> rows, Function<Row, T> value) {
        List<T> values = new ArrayList<>(rows.size());
        rows.forEach(row -> values.add(value.apply(row)));
        return values;
    }

    private static <T> List<T> states(List<Row> rows, Function<LineState, T> value) {
        return column(rows, row -> value.apply(row.state()));
    }
}
