package org.kamsuite.receivables.provision;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.kamsuite.receivables.book.KnownBook;
import org.kamsuite.receivables.ledger.Cause;
import org.kamsuite.receivables.ledger.Entry;
import org.kamsuite.receivables.ledger.Side;

/// What became of the instalments that were issued in a window, per currency.
@ApplicationScoped
class Cohorts {

    private static final String PARTS_NOW = """
            cohort as (
                select i.document_id, i.instalment, i.currency, i.due_date, i.due_date + :unpaidAfter <= :observedTo as known
                from item i join mine using (customer_id)
                where i.side = 'OPEN' and i.issue_date between :from and :to
            ), parts as (
                select c.currency, c.known, e.cause, width_bucket(e.entry_date - c.due_date, :starts) as bucket,
                    e.entry_date - c.due_date <= :unpaidAfter as in_time, sum(e.amount) as amount,
                    count(distinct (c.document_id, c.instalment)) as instalments
                from cohort c
                join entry e on e.document_id = c.document_id and e.side = 'OPEN' and e.instalment = c.instalment
                group by 1, 2, 3, 4, 5
            )""";

    private static final String PARTS_THEN = """
            parts as (
                select p.currency, p.known, p.cause, p.bucket, p.in_time, sum(p.amount) as amount,
                    sum(p.instalments) as instalments
                from unnest(:partCustomers, :partCurrencies, :partKnown, :partCauses, :partBuckets, :partInTime,
                        :partAmounts, :partInstalments)
                    as p(customer_id, currency, known, cause, bucket, in_time, amount, instalments)
                join mine using (customer_id)
                group by 1, 2, 3, 4, 5
            )""";

    private static final String COHORTS = """
            with mine as (
                select c.customer_id from erp_customer c left join account_directory d using (account_id)
                where :segment = 'DEFAULT' or %s = :segment
            ), %s
            select currency,
                coalesce(sum(instalments) filter (where known and cause = 'DOCUMENT'), 0) as instalments,
                coalesce(sum(amount) filter (where known and cause = 'DOCUMENT'), 0) as sales,
                coalesce(-sum(amount) filter (where known and cause = 'WRITE_OFF'), 0) as written_off,
                coalesce(sum(instalments) filter (where not known and cause = 'DOCUMENT'), 0) as young,
                coalesce(sum(amount) filter (where not known and cause = 'DOCUMENT'), 0) as young_amount,
                array(
                    select coalesce((
                        select -sum(p.amount) from parts p
                        where p.currency = parts.currency and p.known and p.in_time and p.bucket = b
                            and p.cause not in ('DOCUMENT', 'WRITE_OFF')), 0)
                    from generate_series(0, cardinality(:starts)) b order by b
                ) as paid
            from parts group by currency order by currency""";

    @Inject
    Jdbi jdbi;

    @Inject
    KnownBook book;

    /// Which instalments, and how they are judged.
    ///
    /// @param from first day of issue
    /// @param to last day of issue
    /// @param unpaidAfterDays what is not settled so many days after the due date counts as never paid
    /// @param observedTo the last day on which that term may end; who is younger is not in the cohort
    /// @param names of the buckets
    /// @param starts first days past due of the buckets after the first
    record Window(
            String segment,
            SegmentBy segmentBy,
            LocalDate from,
            LocalDate to,
            int unpaidAfterDays,
            LocalDate observedTo,
            List<String> names,
            List<Integer> starts) {

        private boolean holds(Entry entry) {
            return entry.side() == Side.OPEN
                    && !entry.issueDate().isBefore(from)
                    && !entry.issueDate().isAfter(to);
        }

        private Part part(Entry entry) {
            long days = ChronoUnit.DAYS.between(entry.dueDate(), entry.date());
            return new Part(
                    entry.customer(),
                    entry.currency(),
                    !entry.dueDate().plusDays(unpaidAfterDays).isAfter(observedTo),
                    entry.cause(),
                    (int) starts.stream().filter(start -> start <= days).count(),
                    days <= unpaidAfterDays);
        }
    }

    /// Changes of instalments that count alike.
    ///
    /// @param known whether the instalments are old enough to judge
    /// @param bucket by the days past due on which they changed
    private record Part(long customer, String currency, boolean known, Cause cause, int bucket, boolean inTime) {}

    private record Instalment(long document, int instalment) {}

    private static final class Sum {
        private BigDecimal amount = BigDecimal.ZERO;
        private final Set<Instalment> instalments = new HashSet<>();

        private void add(Entry entry) {
            amount = amount.add(entry.amount());
            instalments.add(new Instalment(entry.document(), entry.instalment()));
        }
    }

    /// @param knownAt as known then; null: as known now
    List<DerivedRates.Cohort> of(Window window, Instant knownAt) {
        return jdbi.withHandle(handle -> {
            Query query = handle.createQuery(COHORTS.formatted(
                            window.segmentBy().expression(), knownAt == null ? PARTS_NOW : PARTS_THEN))
                    .bind("segment", window.segment())
                    .bindArray("starts", Integer.class, window.starts());
            return (knownAt == null ? window(query, window) : parts(query, sums(window, knownAt)))
                    .map((row, _) -> DerivedRates.Cohort.of(
                            row.getString("currency"),
                            row.getLong("instalments"),
                            row.getBigDecimal("sales"),
                            List.of((BigDecimal[]) row.getArray("paid").getArray()),
                            row.getBigDecimal("written_off"),
                            row.getLong("young"),
                            row.getBigDecimal("young_amount"),
                            window.names(),
                            window.starts()))
                    .list();
        });
    }

    private Map<Part, Sum> sums(Window window, Instant knownAt) {
        Map<Part, Sum> sums = new HashMap<>();
        book.read(
                knownAt,
                entries -> entries.stream()
                        .filter(window::holds)
                        .forEach(entry -> sums.computeIfAbsent(window.part(entry), _ -> new Sum())
                                .add(entry)));
        return sums;
    }

    private static Query window(Query query, Window window) {
        return query.bind("from", window.from())
                .bind("to", window.to())
                .bind("observedTo", window.observedTo())
                .bind("unpaidAfter", window.unpaidAfterDays());
    }

    private static Query parts(Query query, Map<Part, Sum> sums) {
        List<Part> parts = new ArrayList<>(sums.keySet());
        return query.bindArray("partCustomers", Long.class, each(parts, Part::customer))
                .bindArray("partCurrencies", String.class, each(parts, Part::currency))
                .bindArray("partKnown", Boolean.class, each(parts, Part::known))
                .bindArray(
                        "partCauses",
                        String.class,
                        each(parts, part -> part.cause().name()))
                .bindArray("partBuckets", Integer.class, each(parts, Part::bucket))
                .bindArray("partInTime", Boolean.class, each(parts, Part::inTime))
                .bindArray("partAmounts", BigDecimal.class, each(parts, part -> sums.get(part).amount))
                .bindArray(
                        "partInstalments",
                        Integer.class,
                        each(parts, part -> sums.get(part).instalments.size()));
    }

    private static <V> List<V> each(List<Part> parts, Function<Part, V> column) {
        return parts.stream().map(column).toList();
    }
}
