package org.kamsuite.receivables.book;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.receivables.ledger.DocumentKind;
import org.kamsuite.receivables.ledger.Fact;
import org.kamsuite.receivables.ledger.Ledger;
import org.kamsuite.receivables.ledger.Tolerances;

/// The append-only facts: writes new ones, finds what a change concerns, reads the ones that count.
@ApplicationScoped
public class Facts {

    private static final Comparator<NewFact.Number> BY_NUMBER = Comparator.comparing(NewFact.Number::system)
            .thenComparing(NewFact.Number::kind)
            .thenComparing(NewFact.Number::number);

    @Inject
    Jdbi jdbi;

    @Inject
    Clock clock;

    @ConfigProperty(name = "kam.short-payment.tolerances")
    Optional<String> tolerances;

    /// The fold of these facts under the tolerances that are configured
    /// (`kam.short-payment.tolerances=EUR:5.00:1,USD:5:0.5:2026-01-01`: currency, amount, percent, first day).
    public Ledger ledger(Collection<Fact> facts) {
        return new Ledger(facts, Tolerances.parse(tolerances.orElse("")));
    }

    /// A document in one of its revisions.
    public record Revision(long document, int revision) {}

    /// Waits until no other batch is busy with these customers' documents, and gives the ids of all numbers
    /// that the facts name, making those that are not there yet. The rows stay locked, so that two batches
    /// that name the same document come one after the other and the second sees the first's facts.
    @Transactional(Transactional.TxType.MANDATORY)
    public Map<NewFact.Number, Long> lock(Collection<NewFact> facts, Collection<Long> customers) {
        List<NewFact.Number> numbers = facts.stream()
                .flatMap(fact -> Stream.concat(
                        Stream.of(fact.number()),
                        fact.lines().stream()
                                .flatMap(line -> Stream.of(line.source(), line.invoice()))
                                .filter(number -> number != null)))
                .distinct()
                .sorted(BY_NUMBER)
                .toList();
        Map<NewFact.Number, Long> ids = new HashMap<>();
        // Once, but for a number that another batch has made since this statement began.
        while (ids.size() < numbers.size()) {
            lockOrMake(
                            numbers.stream()
                                    .filter(number -> !ids.containsKey(number))
                                    .toList(),
                            customers)
                    .forEach(each -> ids.put(each.getKey(), each.getValue()));
        }
        return ids;
    }

    // An upsert would write a new version of each row that is there.
    private List<Map.Entry<NewFact.Number, Long>> lockOrMake(List<NewFact.Number> numbers, Collection<Long> customers) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        with locked as materialized (
                            select count(pg_advisory_xact_lock(id)) from (
                                select id from unnest(:customers) as c(id) order by id) sorted
                        ), given as materialized (
                            select system, kind, number
                            from locked cross join unnest(:systems, :kinds, :numbers) as n(system, kind, number)
                        ), known as materialized (
                            select d.document_id, d.system, d.kind, d.number
                            from given join document d using (system, kind, number)
                            order by d.system, d.kind, d.number
                            for no key update of d
                        ), made as (
                            insert into document (system, kind, number)
                            select system, kind, number from (table given except select system, kind, number from known) n
                            order by system, kind, number
                            on conflict do nothing
                            returning document_id, system, kind, number
                        )
                        table known union all table made""")
                .bindArray("systems", String.class, each(numbers, NewFact.Number::system))
                .bindArray(
                        "kinds",
                        String.class,
                        each(numbers, number -> number.kind().name()))
                .bindArray("numbers", String.class, each(numbers, NewFact.Number::number))
                .bindArray("customers", Long.class, customers)
                .map((row, _) -> Map.entry(
                        new NewFact.Number(row.getString(2), DocumentKind.valueOf(row.getString(3)), row.getString(4)),
                        row.getLong(1)))
                .list());
    }

    /// Waits until no other batch is busy with these customers' documents.
    @Transactional(Transactional.TxType.MANDATORY)
    public void lockCustomers(Collection<Long> customers) {
        jdbi.useHandle(handle -> handle.createQuery("""
                        select count(pg_advisory_xact_lock(id)) from (
                            select id from unnest(:ids) as c(id) order by id) sorted""")
                .bindArray("ids", Long.class, new TreeSet<>(customers))
                .mapTo(Long.class)
                .one());
    }

    /// Appends what is new, with its lines. Returns the content hashes of those revisions that were there
    /// already.
    ///
    /// @param facts each revision once
    @Transactional(Transactional.TxType.MANDATORY)
    public Map<Revision, String> append(List<NewFact> facts, Map<NewFact.Number, Long> ids) {
        List<Revision> revisions = facts.stream()
                .map(fact -> new Revision(ids.get(fact.number()), fact.revision()))
                .toList();
        Set<Revision> known = new LinkedHashSet<>(revisions);
        known.removeAll(insert(facts, ids));
        // Hardly ever any: the inbox has kept back what came twice.
        return known.isEmpty() ? Map.of() : hashes(List.copyOf(known));
    }

    private Set<Revision> insert(List<NewFact> facts, Map<NewFact.Number, Long> ids) {
        List<NumberedLine> lines = lines(facts, ids);
        return jdbi.withHandle(handle -> handle.createQuery("""
                        with appended as (
                            insert into fact (document_id, revision, customer_id, effective_date, currency, amount,
                                recorded_at, content_hash, event_source, event_id, content)
                            select document_id, revision, customer_id, effective_date, currency, amount,
                                recorded_at, content_hash, event_source, event_id, cast(content as jsonb)
                            from unnest(:ids, :revisions, :customers, :dates, :currencies, :amounts, :recorded,
                                :hashes, :sources, :events, :contents)
                            as g(document_id, revision, customer_id, effective_date, currency, amount, recorded_at,
                                content_hash, event_source, event_id, content)
                            order by document_id, revision
                            on conflict do nothing
                            returning document_id, revision
                        ), detailed as (
                            insert into fact_line (document_id, revision, line, source_id, invoice_id, amount, discount,
                                due_date)
                            select document_id, revision, line, source_id, invoice_id, l.amount, discount, due_date
                            from unnest(:lineIds, :lineRevisions, :lines, :lineSources, :lineInvoices, :lineAmounts,
                                :discounts, :dueDates)
                            as l(document_id, revision, line, source_id, invoice_id, amount, discount, due_date)
                            join appended using (document_id, revision)
                        )
                        table appended""")
                .bindArray(
                        "ids",
                        Long.class,
                        facts.stream().map(fact -> ids.get(fact.number())).toList())
                .bindArray("revisions", Integer.class, each(facts, NewFact::revision))
                .bindArray("customers", Long.class, each(facts, NewFact::customer))
                .bindArray("dates", LocalDate.class, each(facts, NewFact::date))
                .bindArray("currencies", String.class, each(facts, NewFact::currency))
                .bindArray("amounts", BigDecimal.class, each(facts, NewFact::amount))
                .bindArray("recorded", Instant.class, each(facts, NewFact::recordedAt))
                .bindArray("hashes", String.class, each(facts, NewFact::hash))
                .bindArray("sources", String.class, each(facts, NewFact::eventSource))
                .bindArray("events", String.class, each(facts, NewFact::eventId))
                .bindArray("contents", String.class, each(facts, NewFact::content))
                .bindArray("lineIds", Long.class, each(lines, NumberedLine::document))
                .bindArray("lineRevisions", Integer.class, each(lines, NumberedLine::revision))
                .bindArray("lines", Integer.class, each(lines, NumberedLine::line))
                .bindArray(
                        "lineSources",
                        Long.class,
                        each(lines, line -> ids.get(line.content().source())))
                .bindArray(
                        "lineInvoices",
                        Long.class,
                        each(lines, line -> ids.get(line.content().invoice())))
                .bindArray(
                        "lineAmounts",
                        BigDecimal.class,
                        each(lines, line -> line.content().amount()))
                .bindArray(
                        "discounts",
                        BigDecimal.class,
                        each(lines, line -> line.content().discount()))
                .bindArray(
                        "dueDates",
                        LocalDate.class,
                        each(lines, line -> line.content().dueDate()))
                .map((row, _) -> new Revision(row.getLong(1), row.getInt(2)))
                .set());
    }

    private Map<Revision, String> hashes(List<Revision> revisions) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select document_id, revision, content_hash
                        from unnest(:ids, :revisions) as asked(document_id, revision)
                        join fact using (document_id, revision)""")
                .bindArray("ids", Long.class, each(revisions, Revision::document))
                .bindArray("revisions", Integer.class, each(revisions, Revision::revision))
                .map((row, _) -> Map.entry(new Revision(row.getLong(1), row.getInt(2)), row.getString(3)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private record NumberedLine(long document, int revision, int line, NewFact.Line content) {}

    private static List<NumberedLine> lines(List<NewFact> facts, Map<NewFact.Number, Long> ids) {
        return facts.stream()
                .flatMap(fact -> IntStream.range(0, fact.lines().size())
                        .mapToObj(i -> new NumberedLine(
                                ids.get(fact.number()),
                                fact.revision(),
                                i,
                                fact.lines().get(i))))
                .toList();
    }

    // Unlike List.copyOf, toList keeps nulls.
    private static <T, V> List<V> each(List<T> rows, Function<T, V> column) {
        return rows.stream().map(column).toList();
    }

    /// What a change of some documents concerns.
    ///
    /// @param owners the documents whose entries are to be made anew
    /// @param customers whose figures may change, and those whose documents are read for it
    public record Concerned(Set<Long> owners, Set<Long> customers) {}

    /// The documents themselves, the invoices that they or their sources name or once named, and the owners
    /// of all these. An invoice among those that a credit note names without amounts concerns the note's
    /// other invoices.
    @Transactional(Transactional.TxType.MANDATORY)
    public Concerned concerned(Collection<Long> documents) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        with touched as (
                            select id from unnest(:ids) as t(id)
                        ), sources as (
                            select id from touched
                            union
                            select l.source_id from touched join fact_line l on l.document_id = id
                            where l.source_id is not null
                        ), unsaid as (
                            select l.document_id as id from touched join fact_line l on l.invoice_id = id
                            where l.amount is null and l.source_id = l.document_id
                        ), named as (
                            select id from touched
                            union
                            select l.invoice_id from sources join fact_line l on l.document_id = id
                            where l.invoice_id is not null
                            union
                            select l.invoice_id from sources join fact_line l on l.source_id = id
                            where l.invoice_id is not null
                            union
                            select l.invoice_id from unsaid join fact_line l on l.document_id = id
                            where l.invoice_id is not null
                        ), owners as (
                            select id from sources union select id from named
                        ), concerned as (
                            select id from owners
                            union
                            select l.source_id from named join fact_line l on l.invoice_id = id
                            where l.source_id is not null
                        )
                        select id, cast(null as bigint) as customer_id from owners
                        union all
                        select distinct cast(null as bigint), f.customer_id from concerned join fact f on f.document_id = id""")
                .bindArray("ids", Long.class, documents)
                .reduceResultSet(new Concerned(new HashSet<>(), new HashSet<>()), (found, row, _) -> {
                    Long owner = row.getObject(1, Long.class);
                    if (owner != null) {
                        found.owners().add(owner);
                    } else {
                        found.customers().add(row.getLong(2));
                    }
                    return found;
                }));
    }

    private static final String COUNTING = """
            select d.document_id, d.kind, d.number, f.customer_id, f.effective_date, f.currency, f.amount,
                l.sources, l.invoices, l.amounts, l.discounts, l.due_dates,
                earlier.dates as earlier_dates, earlier.amounts as earlier_amounts, earlier.due as earlier_due,
                earlier.replaced as earlier_replaced
            from wanted w
            cross join lateral (select * from document where document.document_id = w.id offset 0) d
            cross join lateral (
                select * from fact
                where fact.document_id = w.id and fact.recorded_at <= coalesce(cast(:knownAt as timestamptz), 'infinity')
                order by revision desc limit 1
            ) f
            cross join lateral (
                select array_agg(source_id order by line) as sources, array_agg(invoice_id order by line) as invoices,
                    array_agg(amount order by line) as amounts, array_agg(discount order by line) as discounts,
                    array_agg(due_date order by line) as due_dates
                from fact_line where fact_line.document_id = f.document_id and fact_line.revision = f.revision
            ) l
            cross join lateral (
                select array_agg(e.effective_date order by e.revision) as dates,
                    array_agg(e.amount order by e.revision) as amounts,
                    array_agg(coalesce((
                        select string_agg(cast(o.due_date as text), ' ') from fact_line o
                        where o.document_id = e.document_id and o.revision = e.revision), '')
                        order by e.revision) as due,
                    array_agg((
                        select min(n.recorded_at) from fact n
                        where n.document_id = e.document_id and n.revision > e.revision and n.revision <= f.revision)
                        order by e.revision) as replaced
                from fact e
                where d.kind in ('INVOICE', 'WRITE_OFF') and f.revision > 0
                    and e.document_id = f.document_id and e.revision < f.revision
                    and e.recorded_at <= coalesce(cast(:knownAt as timestamptz), 'infinity')
            ) earlier""";

    /// The facts that the fold of these documents needs: they themselves, whatever names them, and the
    /// sources of the invoices among them with whatever names those.
    @Transactional(Transactional.TxType.SUPPORTS)
    public List<Fact> around(Collection<Long> documents) {
        return around(documents, null);
    }

    /// The same as it was known then.
    @Transactional(Transactional.TxType.SUPPORTS)
    public List<Fact> around(Collection<Long> documents, Instant knownAt) {
        return read("""
                with asked as (
                    select id from unnest(:ids) as a(id)
                ), sources as (
                    select id from asked
                    union
                    select l.source_id from asked join fact_line l on l.invoice_id = id where l.source_id is not null
                ), wanted as (
                    select id from sources
                    union
                    select l.document_id from sources join fact_line l on l.source_id = id
                    union
                    select l.document_id from asked join fact_line l on l.invoice_id = id
                    union
                    -- the invoices that credit notes name without amounts
                    select l.invoice_id from sources join fact_line l on l.document_id = id and l.amount is null
                    where l.invoice_id is not null
                )
                """, documents, knownAt);
    }

    /// All facts about some customers' documents as they were known then, for a fold of its own.
    ///
    /// `offset 0` has the planner look each row up by its index; left to itself it scans all facts of all
    /// customers, which took 31 ms instead of 3 beside 100,000 invoices of others.
    @Transactional(Transactional.TxType.SUPPORTS)
    public List<Fact> ofCustomers(Collection<Long> customers, Instant knownAt) {
        return read("""
                with own as (
                    select distinct document_id as id from fact where customer_id = any(:ids)
                ), near as (
                    select id from own
                    union
                    select l.invoice_id from own cross join lateral (
                        select invoice_id from fact_line where document_id = id and invoice_id is not null offset 0) l
                    union
                    select l.invoice_id from own cross join lateral (
                        select invoice_id from fact_line where source_id = id and invoice_id is not null offset 0) l
                ), sources as (
                    select id from near
                    union
                    select l.source_id from near cross join lateral (
                        select source_id from fact_line where invoice_id = id and source_id is not null offset 0) l
                ), wanted as (
                    select id from sources
                    union
                    select l.document_id from sources cross join lateral (
                        select document_id from fact_line where source_id = id offset 0) l
                    union
                    select l.document_id from near cross join lateral (
                        select document_id from fact_line where invoice_id = id offset 0) l
                    union
                    select l.invoice_id from sources cross join lateral (
                        select invoice_id from fact_line
                        where document_id = id and amount is null and invoice_id is not null offset 0) l
                )
                """, customers, knownAt);
    }

    private List<Fact> read(String wanted, Collection<Long> ids, Instant knownAt) {
        return jdbi.withHandle(handle -> handle.createQuery(wanted + COUNTING)
                .bindArray("ids", Long.class, ids)
                .bind("knownAt", knownAt)
                .map((row, _) -> fact(row))
                .list());
    }

    private Fact fact(ResultSet row) throws SQLException {
        Object[] sources = values(row.getArray("sources"));
        Object[] invoices = values(row.getArray("invoices"));
        Object[] amounts = values(row.getArray("amounts"));
        Object[] discounts = values(row.getArray("discounts"));
        Object[] dueDates = values(row.getArray("due_dates"));
        List<Fact.Line> lines = new ArrayList<>(sources.length);
        for (int i = 0; i < sources.length; i++) {
            lines.add(new Fact.Line(
                    (Long) sources[i],
                    (Long) invoices[i],
                    (BigDecimal) amounts[i],
                    (BigDecimal) discounts[i],
                    dueDates[i] == null ? null : ((Date) dueDates[i]).toLocalDate()));
        }
        return new Fact(
                row.getLong("document_id"),
                DocumentKind.valueOf(row.getString("kind")),
                row.getString("number"),
                row.getLong("customer_id"),
                row.getObject("effective_date", LocalDate.class),
                row.getString("currency"),
                row.getBigDecimal("amount"),
                lines,
                earlier(row));
    }

    private List<Fact.Earlier> earlier(ResultSet row) throws SQLException {
        Object[] dates = values(row.getArray("earlier_dates"));
        if (dates.length == 0) {
            return List.of();
        }
        Object[] amounts = values(row.getArray("earlier_amounts"));
        Object[] due = values(row.getArray("earlier_due"));
        Object[] replaced = values(row.getArray("earlier_replaced"));
        List<Fact.Earlier> earlier = new ArrayList<>(dates.length);
        for (int i = 0; i < dates.length; i++) {
            Stream<String> dueDates =
                    ((String) due[i]).isEmpty() ? Stream.of() : Stream.of(((String) due[i]).split(" "));
            earlier.add(new Fact.Earlier(
                    ((Date) dates[i]).toLocalDate(),
                    (BigDecimal) amounts[i],
                    dueDates.map(LocalDate::parse).toList(),
                    LocalDate.ofInstant(((Timestamp) replaced[i]).toInstant(), clock.getZone())));
        }
        return earlier;
    }

    private static Object[] values(Array array) throws SQLException {
        return array == null ? new Object[0] : (Object[]) array.getArray();
    }
}
