package org.kamsuite.receivables.provision;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.contracts.Check;
import org.kamsuite.platform.audit.Audit;
import org.kamsuite.platform.rest.ETags;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.receivables.input.Moment;
import org.kamsuite.receivables.ledger.Bucket;

/// The loss rates of segments, and what they should be by the ledger's own history.
@ApplicationScoped
class Matrices {

    private static final int MOST_SEGMENTS = 500;

    /// First days past due of the ledger's own buckets, for a segment without a matrix.
    private static final List<Integer> USUAL = List.of(1, 31, 61, 91, 121);

    private static final String SELECT = """
            select m.segment, m.version, m.valid_from, m.forward_factor, m.forward_reason, m.reason, m.recorded_by,
                m.recorded_at, b.names, b.starts, b.rates
            from provision_matrix m
            cross join lateral (
                select array_agg(name order by bucket) as names, array_agg(days_from order by bucket) as starts,
                    array_agg(loss_rate order by bucket) as rates
                from provision_matrix_bucket b where b.segment = m.segment and b.version = m.version
            ) b
            """;

    @Inject
    Jdbi jdbi;

    @Inject
    Cohorts cohorts;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    @Inject
    SecurityIdentity caller;

    record Written(Matrix matrix, boolean created) {}

    @Transactional
    Written put(String segment, Matrix.Request asked, String ifMatch) {
        Check.name("segment", segment);
        asked.check();
        jdbi.useHandle(handle -> handle.execute("select pg_advisory_xact_lock(hashtext('provision_matrix'), 0)"));
        Matrix present = latest(segment).orElse(null);
        if (present == null && ifMatch != null) {
            throw Problem.preconditionFailed("There is no matrix of segment " + segment + " yet: send no If-Match.");
        }
        if (present != null && present.says(asked)) {
            return new Written(present, false);
        }
        if (present != null) {
            ETags.require(ifMatch, present.version());
        } else if (count() >= MOST_SEGMENTS) {
            throw Rules.breach("segment", "would be more than " + MOST_SEGMENTS + " segments");
        }
        Matrix written = new Matrix(
                segment,
                present == null ? 1 : present.version() + 1,
                asked.validFrom(),
                asked.factor(),
                asked.forwardReason(),
                asked.buckets(),
                asked.reason(),
                caller.getPrincipal().getName(),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        insert(written);
        audit.record(
                "provision-matrix:" + segment,
                present == null ? "provision-matrix.created" : "provision-matrix.updated",
                present,
                written);
        return new Written(written, present == null);
    }

    private int count() {
        return jdbi.withHandle(handle -> handle.createQuery("select count(distinct segment) from provision_matrix")
                .mapTo(Integer.class)
                .one());
    }

    private void insert(Matrix matrix) {
        List<Matrix.Bucket> buckets = matrix.buckets();
        List<Integer> ends = new ArrayList<>(
                buckets.stream().skip(1).map(Matrix.Bucket::fromDays).toList());
        ends.add(null);
        jdbi.useHandle(handle -> {
            handle.createUpdate("""
                            insert into provision_matrix (segment, version, valid_from, forward_factor, forward_reason,
                                reason, recorded_by, recorded_at)
                            values (:segment, :version, :validFrom, :forwardFactor, :forwardReason, :reason,
                                :recordedBy, :recordedAt)""")
                    .bind("segment", matrix.segment())
                    .bind("version", matrix.version())
                    .bind("validFrom", matrix.validFrom())
                    .bind("forwardFactor", matrix.forwardFactor())
                    .bind("forwardReason", matrix.forwardReason())
                    .bind("reason", matrix.reason())
                    .bind("recordedBy", matrix.recordedBy())
                    .bind("recordedAt", matrix.recordedAt())
                    .execute();
            handle.createUpdate("""
                            insert into provision_matrix_bucket (segment, version, bucket, name, days_from, days_to,
                                loss_rate)
                            select :segment, :version, b.bucket, b.name, b.days_from, b.days_to, b.loss_rate
                            from unnest(:buckets, :names, :starts, :ends, :rates)
                                as b(bucket, name, days_from, days_to, loss_rate)""")
                    .bind("segment", matrix.segment())
                    .bind("version", matrix.version())
                    .bindArray(
                            "buckets",
                            Integer.class,
                            IntStream.range(0, buckets.size()).boxed().toList())
                    .bindArray(
                            "names",
                            String.class,
                            buckets.stream().map(Matrix.Bucket::name).toList())
                    .bindArray(
                            "starts",
                            Integer.class,
                            buckets.stream().map(Matrix.Bucket::fromDays).toList())
                    .bindArray("ends", Integer.class, ends)
                    .bindArray(
                            "rates",
                            BigDecimal.class,
                            buckets.stream().map(Matrix.Bucket::lossRate).toList())
                    .execute();
        });
    }

    private Optional<Matrix> latest(String segment) {
        return history(segment).stream().findFirst();
    }

    /// The versions of a segment, the latest first.
    List<Matrix> history(String segment) {
        return jdbi.withHandle(
                handle -> handle.createQuery(SELECT + "where m.segment = :segment order by m.version desc limit 200")
                        .bind("segment", segment)
                        .map((row, _) -> matrix(row))
                        .list());
    }

    /// The matrix of each segment that counts on a day, as it was known.
    List<Matrix> inForce(Moment at) {
        return jdbi.withHandle(handle -> handle.createQuery(SELECT + """
                        where m.version = (
                            select max(v.version) from provision_matrix v
                            where v.segment = m.segment and v.valid_from <= :asOf
                                and v.recorded_at <= coalesce(cast(:knownAt as timestamptz), 'infinity'))
                        order by m.segment""")
                .bind("asOf", at.asOf())
                .bind("knownAt", at.until())
                .map((row, _) -> matrix(row))
                .list());
    }

    private static Matrix matrix(ResultSet row) throws SQLException {
        String[] names = (String[]) row.getArray("names").getArray();
        Integer[] starts = (Integer[]) row.getArray("starts").getArray();
        BigDecimal[] rates = (BigDecimal[]) row.getArray("rates").getArray();
        return new Matrix(
                row.getString("segment"),
                row.getInt("version"),
                row.getObject("valid_from", LocalDate.class),
                row.getBigDecimal("forward_factor"),
                row.getString("forward_reason"),
                IntStream.range(0, names.length)
                        .mapToObj(i -> new Matrix.Bucket(names[i], starts[i], rates[i]))
                        .toList(),
                row.getString("reason"),
                row.getString("recorded_by"),
                row.getTimestamp("recorded_at").toInstant());
    }

    /// Loss rates of a segment by what became of the instalments issued in a window: what was not settled by
    /// payments, discounts and credit notes so many days after the due date is a loss, written off or not.
    ///
    /// @param at with a past `knownAt` its day, as which it is answered
    DerivedRates derive(
            String segment, SegmentBy segmentBy, LocalDate from, LocalDate to, int unpaidAfterDays, Moment at) {
        Optional<Matrix> matrix = history(segment).stream()
                .filter(version -> !version.recordedAt().isAfter(at.knownAt()))
                .findFirst();
        Cohorts.Window window = new Cohorts.Window(
                segment,
                segmentBy,
                from,
                to,
                unpaidAfterDays,
                at.asOf(),
                matrix.map(found -> found.buckets().stream()
                                .map(Matrix.Bucket::name)
                                .toList())
                        .orElse(List.of(Bucket.values()).stream()
                                .map(Bucket::name)
                                .toList()),
                matrix.map(found -> found.buckets().stream()
                                .skip(1)
                                .map(Matrix.Bucket::fromDays)
                                .toList())
                        .orElse(USUAL));
        return DerivedRates.of(
                segment, segmentBy, from, to, unpaidAfterDays, at.asOf(), at.knownAt(), cohorts.of(window, at.until()));
    }
}
