package org.kamsuite.receivables.exposure;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.kamsuite.contracts.ContractJson;
import org.kamsuite.contracts.EventType;
import org.kamsuite.contracts.erp.ErpEvent;

/// The documents about orders as they came, append-only, and the lines folded from them.
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class OrderFacts {

    /// An order by its number.
    record Number(String system, String number) {}

    /// What identifies a revision of a document.
    record Key(String system, String type, String document, int revision) {}

    /// @param orders the numbers that it names
    record Given(Key key, long customer, Instant recordedAt, String hash, String content, Collection<Number> orders) {}

    /// A document that counts, with one of the orders that it is about.
    record Row(String system, OrderFold.Known known) {}

    @Inject
    Jdbi jdbi;

    /// Locks the orders that the documents name, and those that earlier revisions of them named, in one order for
    /// all, making those that are new.
    Map<Number, Long> lock(List<Given> facts) {
        Map<Number, Long> customers = new LinkedHashMap<>();
        facts.forEach(fact -> fact.orders().forEach(number -> customers.putIfAbsent(number, fact.customer())));
        Map<Number, Long> ids = new HashMap<>();
        do {
            lockOrMake(facts, customers).forEach(each -> ids.put(each.getKey(), each.getValue()));
            // Hardly ever: a number that another batch has made since the statement began is seen the next time.
        } while (!ids.keySet().containsAll(customers.keySet()));
        return ids;
    }

    // An upsert would write a new version of each row that is there. The customer of what names a new order is mostly
    // what the fold will say.
    private List<Map.Entry<Number, Long>> lockOrMake(List<Given> facts, Map<Number, Long> customers) {
        List<Number> numbers = List.copyOf(customers.keySet());
        return jdbi.withHandle(handle -> handle.createQuery("""
                        with given as materialized (
                            select system, number, customer_id
                            from unnest(:systems, :numbers, :customers) as given(system, number, customer_id)
                        ), known as materialized (
                            select o.order_id, o.system, o.number
                            from sales_order o
                            join (
                                select system, number from given
                                union
                                select n.system, n.number
                                from unnest(:factSystems, :types, :documents) as given(system, type, document)
                                join order_fact f using (system, type, document)
                                join order_fact_order l using (fact_id)
                                join sales_order n using (order_id)
                            ) named using (system, number)
                            order by o.system, o.number
                            for no key update of o
                        ), made as (
                            insert into sales_order (system, number, customer_id)
                            select system, number, customer_id from given
                            where (system, number) not in (select system, number from known)
                            order by system, number
                            on conflict do nothing
                            returning order_id, system, number
                        )
                        table known union all table made""")
                .bindArray("systems", String.class, each(numbers, Number::system))
                .bindArray("numbers", String.class, each(numbers, Number::number))
                .bindArray("customers", Long.class, customers.values())
                .bindArray(
                        "factSystems",
                        String.class,
                        each(facts, fact -> fact.key().system()))
                .bindArray("types", String.class, each(facts, fact -> fact.key().type()))
                .bindArray(
                        "documents",
                        String.class,
                        each(facts, fact -> fact.key().document()))
                .map((row, _) -> Map.entry(new Number(row.getString(2), row.getString(3)), row.getLong(1)))
                .list());
    }

    /// Appends what is new. Returns those that contradict a revision that is known.
    ///
    /// @param facts each revision once
    List<Given> append(List<Given> facts, Map<Number, Long> orders) {
        // Hardly ever not all: the inbox has kept back what came twice.
        return insert(facts, orders) == facts.size() ? List.of() : contradicting(facts);
    }

    private int insert(List<Given> facts, Map<Number, Long> orders) {
        record Link(int fact, long order) {}
        List<Link> links = IntStream.range(0, facts.size())
                .boxed()
                .flatMap(i -> facts.get(i).orders().stream().distinct().map(number -> new Link(i, orders.get(number))))
                .toList();
        return jdbi.withHandle(handle -> keys(facts, handle.createQuery("""
                        with given as (
                            select * from unnest(:ordinals, :systems, :types, :documents, :revisions, :customers,
                                :recorded, :hashes, :contents)
                            as g(ordinal, system, type, document, revision, customer_id, recorded_at, hash, content)
                        ), appended as (
                            insert into order_fact (system, type, document, revision, customer_id, recorded_at, hash,
                                content)
                            select system, type, document, revision, customer_id, recorded_at, hash,
                                cast(content as jsonb)
                            from given
                            order by system, type, document, revision
                            on conflict do nothing
                            returning fact_id, system, type, document, revision
                        ), linked as (
                            insert into order_fact_order (fact_id, order_id)
                            select a.fact_id, l.order_id
                            from unnest(:linkFacts, :linkOrders) as l(ordinal, order_id)
                            join given g using (ordinal)
                            join appended a using (system, type, document, revision)
                        )
                        select count(*) from appended"""))
                .bindArray("customers", Long.class, each(facts, Given::customer))
                .bindArray("recorded", Instant.class, each(facts, Given::recordedAt))
                .bindArray("contents", String.class, each(facts, Given::content))
                .bindArray("linkFacts", Integer.class, each(links, Link::fact))
                .bindArray("linkOrders", Long.class, each(links, Link::order))
                .mapTo(Integer.class)
                .one());
    }

    /// Binds what tells the facts from each other and from what is known: their places in the list, keys and hashes.
    private static Query keys(List<Given> facts, Query query) {
        return query.bindArray(
                        "ordinals",
                        Integer.class,
                        IntStream.range(0, facts.size()).boxed().toList())
                .bindArray(
                        "systems", String.class, each(facts, fact -> fact.key().system()))
                .bindArray("types", String.class, each(facts, fact -> fact.key().type()))
                .bindArray(
                        "documents",
                        String.class,
                        each(facts, fact -> fact.key().document()))
                .bindArray(
                        "revisions",
                        Integer.class,
                        each(facts, fact -> fact.key().revision()))
                .bindArray("hashes", String.class, each(facts, Given::hash));
    }

    private List<Given> contradicting(List<Given> facts) {
        return jdbi.withHandle(handle -> keys(facts, handle.createQuery("""
                        select g.ordinal
                        from unnest(:ordinals, :systems, :types, :documents, :revisions, :hashes)
                            as g(ordinal, system, type, document, revision, hash)
                        join order_fact f using (system, type, document, revision)
                        where f.hash <> g.hash order by g.ordinal"""))
                .map((row, _) -> facts.get(row.getInt(1)))
                .list());
    }

    /// Locks the orders that are on an invoice with one of these: what it bills of one depends on the others.
    List<Long> neighbours(Collection<Long> orders) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select o.order_id from sales_order o
                        where o.order_id in (
                            select other.order_id
                            from order_fact_order own
                            join order_fact_order other on other.fact_id = own.fact_id
                            where own.order_id = any(:orders) and other.order_id <> all(:orders))
                        order by o.system, o.number
                        for update""")
                .bindArray("orders", Long.class, orders)
                .mapTo(Long.class)
                .list());
    }

    /// The orders that any document, in any of its revisions, named as these customers'.
    @Transactional(Transactional.TxType.SUPPORTS)
    Set<Long> ofCustomers(Collection<Long> customers) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select distinct l.order_id
                        from order_fact f join order_fact_order l using (fact_id)
                        where f.customer_id = any(:customers)""")
                .bindArray("customers", Long.class, customers)
                .mapTo(Long.class)
                .set());
    }

    /// The documents that count about these orders, and about those that are on an invoice with one of them.
    ///
    /// @param knownAt of what was recorded by then; null: of all
    private List<Row> around(Collection<Long> orders, Instant knownAt) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        with near as (
                            select id as order_id from unnest(:orders) as o(id)
                            union
                            select other.order_id
                            from order_fact_order own
                            join order_fact_order other on other.fact_id = own.fact_id
                            where own.order_id = any(:orders)
                        )
                        select o.system, o.order_id, o.number, f.customer_id, f.type, cast(f.content as text)
                        from near
                        join sales_order o using (order_id)
                        join order_fact_order l using (order_id)
                        join order_fact f using (fact_id)
                        where f.recorded_at <= coalesce(cast(:knownAt as timestamptz), 'infinity') and not exists (
                            select from order_fact newer
                            where newer.system = f.system and newer.type = f.type and newer.document = f.document
                                and newer.revision > f.revision
                                and newer.recorded_at <= coalesce(cast(:knownAt as timestamptz), 'infinity'))""")
                .bindArray("orders", Long.class, orders)
                .bind("knownAt", knownAt)
                .map((row, _) -> new Row(
                        row.getString(1),
                        new OrderFold.Known(
                                row.getLong(2),
                                row.getString(3),
                                row.getLong(4),
                                data(row.getString(5), row.getString(6)))))
                .list());
    }

    /// The states of these orders, of those among them of which anything is known.
    List<OrderFold.State> fold(Set<Long> orders) {
        return fold(orders, null, _ -> true);
    }

    /// The same from what was recorded by a time (null: from all), and of it only from what counts.
    @Transactional(Transactional.TxType.SUPPORTS)
    List<OrderFold.State> fold(Set<Long> orders, Instant knownAt, Predicate<ErpEvent> counts) {
        Map<String, List<Row>> bySystem = around(orders, knownAt).stream()
                .filter(row -> counts.test(row.known().data()))
                .collect(Collectors.groupingBy(Row::system));
        return bySystem.values().stream()
                .map(rows -> new OrderFold(rows.stream().map(Row::known).toList()))
                .flatMap(fold -> fold.states(orders).stream())
                .toList();
    }

    private static ErpEvent data(String type, String json) {
        Class<?> recordClass = EventType.of(type)
                .orElseThrow(() -> new IllegalStateException("a fact of the unknown type " + type))
                .recordClass();
        return (ErpEvent) ContractJson.read(json.getBytes(StandardCharsets.UTF_8), recordClass);
    }

    /// Replaces the lines of these orders. The insert does not see the delete, nor needs to: lines have no key.
    ///
    /// @param states of those among them of which anything is known
    void replace(Collection<Long> orders, List<OrderFold.State> states) {
        record Row(OrderFold.State order, OrderFold.Line line) {}
        List<Row> lines = states.stream()
                .flatMap(state -> state.lines().stream().map(line -> new Row(state, line)))
                .toList();
        jdbi.useHandle(handle -> handle.createUpdate("""
                        with gone as (
                            delete from order_line where order_id = any(:orders)
                        ), told as (
                            update sales_order o set customer_id = s.customer_id, currency = s.currency,
                                placed = coalesce(s.placed, false), unpriced = coalesce(s.unpriced, false)
                            from unnest(:orders) as a(order_id)
                            left join unnest(:stateOrders, :stateCustomers, :stateCurrencies, :placed, :unpriced)
                                as s(order_id, customer_id, currency, placed, unpriced) using (order_id)
                            where o.order_id = a.order_id and (o.customer_id, o.currency, o.placed, o.unpriced)
                                is distinct from (s.customer_id, s.currency, coalesce(s.placed, false),
                                    coalesce(s.unpriced, false))
                        )
                        insert into order_line (order_id, line, customer_id, currency, expected_on, open, unbilled)
                        select * from unnest(:lineOrders, :lines, :customers, :currencies, :expected, :open, :unbilled)""")
                .bindArray("orders", Long.class, orders)
                .bindArray("stateOrders", Long.class, each(states, OrderFold.State::order))
                .bindArray("stateCustomers", Long.class, each(states, OrderFold.State::customer))
                .bindArray("stateCurrencies", String.class, each(states, OrderFold.State::currency))
                .bindArray("placed", Boolean.class, each(states, OrderFold.State::placed))
                .bindArray("unpriced", Boolean.class, each(states, OrderFold.State::unpriced))
                .bindArray(
                        "lineOrders", Long.class, each(lines, row -> row.order().order()))
                .bindArray("lines", String.class, each(lines, row -> row.line().line()))
                .bindArray(
                        "customers", Long.class, each(lines, row -> row.order().customer()))
                .bindArray(
                        "currencies",
                        String.class,
                        each(lines, row -> row.order().currency()))
                .bindArray(
                        "expected",
                        LocalDate.class,
                        each(lines, row -> row.line().expectedOn()))
                .bindArray(
                        "open", BigDecimal.class, each(lines, row -> row.line().open()))
                .bindArray(
                        "unbilled",
                        BigDecimal.class,
                        each(lines, row -> row.line().unbilled()))
                .execute());
    }

    // Unlike List.copyOf, toList keeps nulls.
    private static <T, V> List<V> each(List<T> rows, Function<T, V> column) {
        return rows.stream().map(column).toList();
    }
}
