package org.kamsuite.servicelevel.erp;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;
import org.kamsuite.contracts.ContractJson;
import org.kamsuite.contracts.CustomerRef;
import org.kamsuite.contracts.EventType;
import org.kamsuite.contracts.erp.ErpEvent;

/// The documents as they came, append-only.
@ApplicationScoped
class Facts {

    /// A fact that counts: no higher revision of its document is known.
    record Current(long subjectId, long customerId, String id, ErpEvent data) {}

    @Inject
    Jdbi jdbi;

    /// Locks what the facts are about, in one order for all, making it where it is new. A correction may say that a
    /// document is about something else than before: what it was about is locked (and folded) too.
    Map<Fact.Subject, Long> lock(List<Fact> facts) {
        List<Fact.Subject> subjects =
                facts.stream().map(Fact::subject).distinct().sorted().toList();
        Map<Fact.Subject, Long> ids = new HashMap<>();
        do {
            lockOrMake(facts, subjects).forEach(each -> ids.put(each.getKey(), each.getValue()));
            // Hardly ever: one that another batch has made since the statement began is seen the next time.
        } while (!ids.keySet().containsAll(subjects));
        return ids;
    }

    // An upsert would write a new version of each row that is there.
    private List<Map.Entry<Fact.Subject, Long>> lockOrMake(List<Fact> facts, List<Fact.Subject> subjects) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        with given as materialized (
                            select system, kind, number
                            from unnest(:systems, :kinds, :numbers) as given(system, kind, number)
                        ), known as materialized (
                            select s.system, s.kind, s.number, s.subject_id
                            from subject s
                            join (
                                table given
                                union
                                select s.system, s.kind, s.number
                                from unnest(:documentSystems, :documentTypes, :documents)
                                    as given(system, type, document)
                                join fact f using (system, type, document)
                                join subject s on s.subject_id = f.subject_id
                            ) touched using (system, kind, number)
                            order by s.system, s.kind, s.number
                            for no key update of s
                        ), made as (
                            insert into subject (system, kind, number)
                            select system, kind, number from given
                            where (system, kind, number) not in (select system, kind, number from known)
                            order by system, kind, number
                            on conflict do nothing
                            returning system, kind, number, subject_id
                        )
                        table known union all table made""")
                .bindArray("systems", String.class, column(subjects, Fact.Subject::system))
                .bindArray(
                        "kinds",
                        String.class,
                        column(subjects, subject -> subject.kind().name()))
                .bindArray("numbers", String.class, column(subjects, Fact.Subject::number))
                .bindArray(
                        "documentSystems",
                        String.class,
                        column(facts, fact -> fact.key().system()))
                .bindArray(
                        "documentTypes",
                        String.class,
                        column(facts, fact -> fact.key().type()))
                .bindArray(
                        "documents",
                        String.class,
                        column(facts, fact -> fact.key().document()))
                .map((row, _) -> Map.entry(
                        new Fact.Subject(row.getString(1), Document.Kind.valueOf(row.getString(2)), row.getString(3)),
                        row.getLong(4)))
                .list());
    }

    /// Keeps the facts; returns those whose place another content has already.
    List<Fact> add(List<Fact> facts, Map<Fact.Subject, Long> subjects, Map<CustomerRef, Long> customers) {
        // Hardly ever not all: the inbox has kept back what came twice.
        return insert(facts, subjects, customers) == facts.size() ? List.of() : contradicting(facts);
    }

    private int insert(List<Fact> facts, Map<Fact.Subject, Long> subjects, Map<CustomerRef, Long> customers) {
        return jdbi.withHandle(handle -> keys(facts, handle.createUpdate("""
                        insert into fact (subject_id, customer_id, system, type, document, revision, variant, at,
                            recorded_at, hash, data)
                        select subject_id, customer_id, system, type, document, revision, variant, at,
                            recorded_at, hash, cast(data as jsonb)
                        from unnest(:subjects, :customers, :systems, :types, :documents, :revisions, :variants, :at,
                                :recordedAt, :hashes, :data)
                            as g(subject_id, customer_id, system, type, document, revision, variant, at, recorded_at,
                                hash, data)
                        order by system, type, document, revision, variant
                        on conflict do nothing"""))
                .bindArray("subjects", Long.class, column(facts, fact -> subjects.get(fact.subject())))
                .bindArray(
                        "customers",
                        Long.class,
                        column(facts, fact -> customers.get(fact.data().customer())))
                .bindArray(
                        "at",
                        Instant.class,
                        column(facts, fact -> fact.document().at()))
                .bindArray(
                        "recordedAt",
                        Instant.class,
                        column(facts, fact -> fact.event().recordedAt()))
                .bindArray("data", String.class, column(facts, Fact::json))
                .execute());
    }

    /// Binds what tells the facts from each other and from what is known: their keys and hashes.
    private static <S extends SqlStatement<S>> S keys(List<Fact> facts, S statement) {
        return statement
                .bindArray(
                        "systems",
                        String.class,
                        column(facts, fact -> fact.key().system()))
                .bindArray(
                        "types", String.class, column(facts, fact -> fact.key().type()))
                .bindArray(
                        "documents",
                        String.class,
                        column(facts, fact -> fact.key().document()))
                .bindArray(
                        "revisions",
                        Integer.class,
                        column(facts, fact -> fact.key().revision()))
                .bindArray(
                        "variants",
                        String.class,
                        column(facts, fact -> fact.key().variant()))
                .bindArray("hashes", String.class, column(facts, Fact::hash));
    }

    private List<Fact> contradicting(List<Fact> facts) {
        return jdbi.withHandle(handle -> keys(facts, handle.createQuery("""
                        select g.ordinal
                        from unnest(:ordinals, :systems, :types, :documents, :revisions, :variants, :hashes)
                            as g(ordinal, system, type, document, revision, variant, hash)
                        join fact f using (system, type, document, revision, variant)
                        where f.hash <> g.hash order by g.ordinal"""))
                .bindArray("ordinals", Integer.class, ordinals(facts.size()))
                .map((row, _) -> facts.get(row.getInt(1)))
                .list());
    }

    /// All facts about these subjects that count.
    ///
    /// Each is looked up by index: without the hidden array and `offset 0` the planner scans all facts twice.
    List<Current> current(Collection<Long> subjectIds) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select f.subject_id, f.customer_id, f.type, f.variant, cast(f.data as text)
                        from fact f
                        where f.subject_id = any(array(select unnest(:ids))) and not exists (
                            select from fact newer
                            where newer.system = f.system and newer.type = f.type and newer.document = f.document
                                and newer.revision > f.revision offset 0)""")
                .bindArray("ids", Long.class, subjectIds)
                .map((row, _) -> new Current(
                        row.getLong(1), row.getLong(2), row.getString(4), data(row.getString(3), row.getString(5))))
                .list());
    }

    private static ErpEvent data(String type, String json) {
        Class<?> recordClass = EventType.of(type)
                .orElseThrow(() -> new IllegalStateException("a fact of the unknown type " + type))
                .recordClass();
        return (ErpEvent) ContractJson.read(json.getBytes(StandardCharsets.UTF_8), recordClass);
    }

    private static List<Integer> ordinals(int size) {
        List<Integer> ordinals = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            ordinals.add(i);
        }
        return ordinals;
    }

    private static <T, V> List<V> column(List<T> rows, Function<T, V> value) {
        return rows.stream().map(value).toList();
    }
}
