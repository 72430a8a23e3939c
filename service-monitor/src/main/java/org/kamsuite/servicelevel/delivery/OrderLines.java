package org.kamsuite.servicelevel.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;

/// The states of ordered lines.
@ApplicationScoped
public class OrderLines {

    /// @param subjectId the order
    /// @param customerId whose order it is
    public record Order(long subjectId, long customerId, OrderHistory history) {}

    private record Row(long subjectId, long customerId, LineState state) {}

    private record Failed(Row row, LineFailure failure) {}

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    @ConfigProperty(name = "kam.failures.settle")
    Duration settle;

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
        List<Failed> failed = rows.stream()
                .flatMap(row -> row.state().failures().stream().map(failure -> new Failed(row, failure)))
                .sorted(Comparator.comparingLong((Failed each) -> each.row().subjectId())
                        .thenComparing(each -> each.row().state().line())
                        .thenComparing(each -> each.failure().kind().name()))
                .toList();
        // What was told of a failure is not untold: such a row stays, and says that it no longer stands.
        //
        // What an order has is looked up by its key, order by order (`offset 0`), and taken away where it was found:
        // PostgreSQL would rather scan all, or an index of something else, comparing each row with each order.
        jdbi.useHandle(handle -> handle.createUpdate("""
                        with folded as (select unnest(:folded) as subject_id),
                        given as (
                            select * from unnest(:subjects, :lines, :customers, :standings, :skus, :units, :orderedOn,
                                :ordered, :requestedOn, :firstRequestedOn, :firstPromisedOn, :lastPromisedOn,
                                :accepted, :deliveredOn, :inFull, :measuredAt)
                            as g(subject_id, line, customer_id, standing, sku, unit, ordered_on, ordered, requested_on,
                                first_requested_on, first_promised_on, last_promised_on, accepted, delivered_on,
                                in_full, measured_at)),
                        gone as (
                            delete from order_line where ctid = any(array(
                                select l.ctid from folded f cross join lateral (
                                    select ctid, line from order_line where subject_id = f.subject_id offset 0) l
                                where (f.subject_id, l.line) not in (select subject_id, line from given)))),
                        found as (
                            select * from unnest(:failedSubjects, :failedLines, :failedKinds, :failedCustomers,
                                :occurredOn, :until, :quantities, :deliveries, :settlesAt)
                            as g(subject_id, line, kind, customer_id, occurred_on, until, quantity, delivery,
                                settles_at)),
                        unfounded as (
                            select o.* from folded f cross join lateral (
                                select ctid, line, kind, published_at, stands from service_failure
                                where subject_id = f.subject_id offset 0) o
                            where (f.subject_id, o.line, o.kind) not in (select subject_id, line, kind from found)),
                        forgotten as (
                            delete from service_failure where published_at is null
                                and ctid = any(array(select ctid from unfounded where published_at is null))),
                        withdrawn as (
                            update service_failure set stands = false where published_at is not null
                                and ctid = any(array(
                                    select ctid from unfounded where published_at is not null and stands))),
                        failed as (
                            insert into service_failure as f (subject_id, line, kind, customer_id, occurred_on, until,
                                quantity, delivery, settles_at)
                            select * from found order by subject_id, line, kind
                            on conflict (subject_id, line, kind) do update set
                                customer_id = excluded.customer_id, occurred_on = excluded.occurred_on,
                                until = excluded.until, quantity = excluded.quantity, delivery = excluded.delivery,
                                stands = true,
                                settles_at = case when f.published_at is null then excluded.settles_at end
                            where (f.customer_id, f.occurred_on, f.until, f.quantity, f.delivery, f.stands)
                                is distinct from (excluded.customer_id, excluded.occurred_on, excluded.until,
                                    excluded.quantity, excluded.delivery, true))
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
                .bindArray("subjects", Long.class, list(rows, Row::subjectId))
                .bindArray("customers", Long.class, list(rows, Row::customerId))
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
                .bindArray(
                        "failedSubjects",
                        Long.class,
                        list(failed, each -> each.row().subjectId()))
                .bindArray(
                        "failedLines",
                        String.class,
                        list(failed, each -> each.row().state().line()))
                .bindArray(
                        "failedKinds",
                        String.class,
                        list(failed, each -> each.failure().kind().name()))
                .bindArray(
                        "failedCustomers",
                        Long.class,
                        list(failed, each -> each.row().customerId()))
                .bindArray(
                        "occurredOn",
                        LocalDate.class,
                        list(failed, each -> each.failure().on()))
                .bindArray(
                        "until",
                        LocalDate.class,
                        list(failed, each -> each.failure().until()))
                .bindArray(
                        "quantities",
                        BigDecimal.class,
                        list(failed, each -> each.failure().quantity()))
                .bindArray(
                        "deliveries",
                        String.class,
                        list(failed, each -> each.failure().delivery()))
                .bindArray("settlesAt", Instant.class, settlesAt(failed))
                .execute());
    }

    /// A failure whose day has passed already is not told before the documents that show it to be none had time to
    /// come.
    private List<Instant> settlesAt(List<Failed> failed) {
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, clock.getZone());
        return list(failed, each -> each.failure().on().isBefore(today) ? now.plus(settle) : null);
    }

    // Unlike those of a stream, these lists may have nulls.
    private static <E, T> List<T> list(List<E> rows, Function<E, T> value) {
        List<T> values = new ArrayList<>(rows.size());
        rows.forEach(row -> values.add(value.apply(row)));
        return values;
    }

    private static <T> List<T> states(List<Row> rows, Function<LineState, T> value) {
        return list(rows, row -> value.apply(row.state()));
    }
}
