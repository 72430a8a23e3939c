package org.kamsuite.account.erp;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.contracts.ContractJson;
import org.kamsuite.contracts.CustomerRef;

/// The stored documents about customers.
@ApplicationScoped
class CustomerFacts {

    @Inject
    Jdbi jdbi;

    /// The whole histories of these customers, of those that share an account with them, and of those that
    /// name one of them as their parent and are linked, or to be linked, by it.
    ///
    /// @param withLinked also those that name one which already has an account
    List<CustomerFact> around(Collection<CustomerRef> customers, boolean withLinked) {
        List<CustomerRef> asked = List.copyOf(customers);
        return jdbi.withHandle(handle -> handle.createQuery("""
                        with asked as (
                            select system, number from unnest(:systems, :numbers) as given(system, number)
                        ),
                        direct as (
                            select system, number from asked
                            union
                            select f.system, f.number
                            from asked a
                            join customer_fact f on f.parent_system = a.system and f.parent_number = a.number
                            where :withLinked or not exists (select from account_customer c
                                where c.system = a.system and c.number = a.number)
                        ),
                        relevant as (
                            select system, number from direct
                            union
                            select other.system, other.number
                            from direct
                            join account_customer one using (system, number)
                            join account_customer other on other.account_id = one.account_id
                        )
                        select system, number, f.kind, f.revision, f.time, f.recorded_at, f.content
                        from relevant join customer_fact f using (system, number)""")
                .bindArray("systems", String.class, each(asked, CustomerRef::system))
                .bindArray("numbers", String.class, each(asked, CustomerRef::number))
                .bind("withLinked", withLinked)
                .map((row, _) -> new CustomerFact(
                        new CustomerRef(row.getString(1), row.getString(2)),
                        CustomerFact.Kind.valueOf(row.getString(3)),
                        row.getInt(4),
                        row.getTimestamp(5).toInstant(),
                        row.getTimestamp(6).toInstant(),
                        ContractJson.read(row.getBytes(7), CustomerMaster.class)))
                .list());
    }

    void add(List<CustomerFact> facts) {
        if (facts.isEmpty()) {
            return;
        }
        List<CustomerFact> sorted = facts.stream()
                .sorted(Comparator.comparing(
                                (CustomerFact fact) -> fact.customer().key())
                        .thenComparing(CustomerFact.BY_REVISION))
                .toList();
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into customer_fact (system, number, kind, revision, edition, time, recorded_at,
                            parent_system, parent_number, content)
                        select system, number, kind, revision, edition, time, recorded_at,
                            c -> 'parent' ->> 'system', c -> 'parent' ->> 'number', c
                        from (select *, cast(content as jsonb) as c
                            from unnest(:systems, :numbers, :kinds, :revisions, :editions, :times, :recorded, :contents)
                            as given(system, number, kind, revision, edition, time, recorded_at, content)) facts""")
                .bindArray(
                        "systems",
                        String.class,
                        each(sorted, fact -> fact.customer().system()))
                .bindArray(
                        "numbers",
                        String.class,
                        each(sorted, fact -> fact.customer().number()))
                .bindArray(
                        "kinds", String.class, each(sorted, fact -> fact.kind().name()))
                .bindArray("revisions", Integer.class, each(sorted, CustomerFact::revision))
                .bindArray("editions", Instant.class, each(sorted, CustomerFact::edition))
                .bindArray("times", Instant.class, each(sorted, CustomerFact::time))
                .bindArray("recorded", Instant.class, each(sorted, CustomerFact::recordedAt))
                .bindArray(
                        "contents",
                        String.class,
                        each(sorted, fact -> new String(ContractJson.write(fact.content()), StandardCharsets.UTF_8)))
                .execute());
    }

    private static <S, T> List<T> each(List<S> values, Function<S, T> part) {
        return values.stream().map(part).toList();
    }
}
