package org.kamsuite.receivables.interest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.platform.audit.Audit;
import org.kamsuite.platform.rest.ETags;
import org.kamsuite.platform.rest.Problem;

/// The reference rates that finance maintains.
@ApplicationScoped
class ReferenceRates {

    @Schema(name = "ReferenceRate", description = "The central bank's reference rate for late payments of a half-year.")
    record Rate(
            @Schema(examples = "2024-H2") String halfYear,

            @Schema(description = "Percent a year, without the margin.", examples = "4.25")
            BigDecimal ratePercent,

            @Schema(description = "Where it was published.", examples = "ECB main refinancing operations")
            String source,

            long version,
            Instant recordedAt) {}

    /// What a PUT came to.
    record Stated(Rate rate, boolean created) {}

    @Inject
    Jdbi jdbi;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    Map<HalfYear, BigDecimal> known() {
        return all().stream().collect(Collectors.toMap(rate -> HalfYear.parse(rate.halfYear()), Rate::ratePercent));
    }

    /// The latest first.
    List<Rate> all() {
        return jdbi.withHandle(
                handle -> handle.createQuery("""
                        select half_year, rate_percent, source, version, recorded_at from reference_rate
                        order by half_year desc""").map((row, _) -> rate(row)).list());
    }

    Rate get(HalfYear half) {
        return find(half).orElseThrow(() -> Problem.notFound("There is no reference rate of " + half + "."));
    }

    private Optional<Rate> find(HalfYear half) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select half_year, rate_percent, source, version, recorded_at from reference_rate
                        where half_year = :half""")
                .bind("half", half.toString())
                .map((row, _) -> rate(row))
                .findOne());
    }

    private static Rate rate(ResultSet row) throws SQLException {
        return new Rate(
                row.getString(1),
                row.getBigDecimal(2),
                row.getString(3),
                row.getLong(4),
                row.getTimestamp(5).toInstant());
    }

    @Transactional
    Stated put(HalfYear half, BigDecimal percent, String source, String ifMatch) {
        Rate first =
                new Rate(half.toString(), percent, source, 1, clock.instant().truncatedTo(ChronoUnit.MICROS));
        if (write(first, """
                insert into reference_rate (half_year, rate_percent, source, version, recorded_at)
                values (:half, :percent, :source, :version, :now) on conflict do nothing""")) {
            audit.record("reference-rate:" + half, "reference-rate.created", null, first);
            return new Stated(first, true);
        }
        Rate before = get(half);
        if (before.ratePercent().compareTo(percent) == 0 && Objects.equals(before.source(), source)) {
            return new Stated(before, false);
        }
        ETags.require(ifMatch, before.version());
        Rate after = new Rate(first.halfYear(), percent, source, before.version() + 1, first.recordedAt());
        if (!write(after, """
                update reference_rate set rate_percent = :percent, source = :source, version = :version,
                    recorded_at = :now
                where half_year = :half and version = :version - 1""")) {
            throw Problem.preconditionFailed("The rate was changed by another request meanwhile.");
        }
        audit.record("reference-rate:" + half, "reference-rate.changed", before, after);
        return new Stated(after, false);
    }

    private boolean write(Rate rate, String sql) {
        return jdbi.withHandle(handle -> handle.createUpdate(sql)
                        .bind("half", rate.halfYear())
                        .bind("percent", rate.ratePercent())
                        .bind("source", rate.source())
                        .bind("version", rate.version())
                        .bind("now", rate.recordedAt())
                        .execute())
                == 1;
    }
}
