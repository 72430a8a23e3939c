package org.kamsuite.receivables.solvency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.kamsuite.contracts.Check;
import org.kamsuite.platform.account.AccountDirectory;
import org.kamsuite.platform.audit.Audit;
import org.kamsuite.platform.rest.ETags;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.platform.snapshot.TouchedAccounts;
import org.kamsuite.receivables.input.Moment;

/// The annual accounts that were entered.
@ApplicationScoped
public class Statements {

    @Inject
    Jdbi jdbi;

    @Inject
    AccountDirectory directory;

    @Inject
    Audit audit;

    @Inject
    TouchedAccounts touched;

    @Inject
    SecurityIdentity identity;

    @Inject
    Clock clock;

    @Inject
    ObjectMapper json;

    record Stored(int fiscalYear, long version, Statement statement, String recordedBy, Instant recordedAt) {}

    /// @param created whether it is the first of its year
    record Written(Stored stored, boolean created) {}

    List<Stored> of(UUID account, Moment at) {
        directory.require(account);
        return select(account, null, at.until());
    }

    Stored of(UUID account, int fiscalYear, Moment at) {
        directory.require(account);
        return select(account, fiscalYear, at.until()).stream()
                .findFirst()
                .orElseThrow(() -> Problem.notFound("There is no financial statement of " + fiscalYear + " of account "
                        + account + (at.until() == null ? "." : " that was known then.")));
    }

    private Optional<Stored> find(UUID account, int fiscalYear) {
        return select(account, fiscalYear, null).stream().findFirst();
    }

    private static final String THEN = """
            (select distinct on (account_id, fiscal_year) * from financial_statement_version
            where recorded_at <= :knownAt and %s order by account_id, fiscal_year, version desc) s""";

    private static String table(Instant knownAt, String whose) {
        return knownAt == null ? "financial_statement" : THEN.formatted(whose);
    }

    /// @param knownAt as known then; null: as known now
    private List<Stored> select(UUID account, Integer fiscalYear, Instant knownAt) {
        return jdbi.withHandle(handle -> at(
                        knownAt, handle.createQuery("""
                        select fiscal_year, version, cast(content as text), recorded_by, recorded_at
                        from %s
                        where account_id = :account and (cast(:year as int) is null or fiscal_year = :year)
                        order by fiscal_year desc""".formatted(table(knownAt, "account_id = :account"))))
                .bind("account", account)
                .bind("year", fiscalYear)
                .map((row, _) -> new Stored(
                        row.getInt(1),
                        row.getLong(2),
                        read(row.getString(3)),
                        row.getString(4),
                        row.getTimestamp(5).toInstant()))
                .list());
    }

    private static Query at(Instant knownAt, Query query) {
        return knownAt == null ? query : query.bind("knownAt", knownAt);
    }

    @Transactional
    Written put(UUID account, int fiscalYear, Statement statement, String ifMatch) {
        directory.require(account);
        check(statement);
        jdbi.useHandle(handle -> handle.createQuery("select pg_advisory_xact_lock(8085, hashtext(:key))")
                .bind("key", account + "/" + fiscalYear)
                .mapTo(String.class)
                .list());
        Optional<Stored> before = find(account, fiscalYear);
        if (before.isPresent() || ifMatch != null) {
            ETags.require(ifMatch, before.map(Stored::version).orElse(0L));
        }
        Stored after = new Stored(
                fiscalYear,
                before.map(Stored::version).orElse(0L) + 1,
                statement,
                identity.getPrincipal().getName(),
                clock.instant());
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into financial_statement (account_id, fiscal_year, version, content, zone, recorded_by,
                            recorded_at)
                        values (:account, :year, :version, cast(:content as jsonb), :zone, :by, :at)
                        on conflict (account_id, fiscal_year) do update set version = excluded.version,
                            content = excluded.content, zone = excluded.zone, recorded_by = excluded.recorded_by,
                            recorded_at = excluded.recorded_at""")
                .bind("account", account)
                .bind("year", fiscalYear)
                .bind("version", after.version())
                .bind("content", write(statement))
                .bind("zone", Altman.of(statement).zone())
                .bind("by", after.recordedBy())
                .bind("at", after.recordedAt())
                .execute());
        audit.record(
                "account:" + account,
                "financial-statement.put",
                before.map(Stored::statement).orElse(null),
                statement);
        touched.markAccounts(List.of(account));
        return new Written(after, before.isEmpty());
    }

    private static void check(Statement statement) {
        if (statement == null) {
            throw Problem.badRequest("body", "is missing");
        }
        List<Problem.Violation> unreadable = Stream.concat(
                        statement.firmType() == null
                                ? Stream.of(new Problem.Violation("firmType", "is missing"))
                                : Stream.empty(),
                        statement.unreasonable().stream()
                                .map(field -> new Problem.Violation(
                                        field, "must have at most 24 digits before and 6 after the point")))
                .toList();
        if (!unreadable.isEmpty()) {
            throw Problem.badRequest(unreadable);
        }
        Check.currency("currency", statement.currency());
        List<String> missing = statement.missing();
        if (!missing.isEmpty()) {
            throw Problem.unprocessable(
                    "financial-items-missing",
                    missing.stream()
                            .map(field -> new Problem.Violation(
                                    field,
                                    "is needed for " + statement.firmType().model()))
                            .toList());
        }
    }

    /// What the latest annual accounts of these accounts say; those without are missing.
    ///
    /// @param knownAt as known then; null: as known now
    public Map<UUID, Zone> zones(Collection<UUID> accounts, Instant knownAt) {
        return jdbi.withHandle(handle -> at(
                        knownAt, handle.createQuery("""
                        select distinct on (account_id) account_id, zone
                        from %s where account_id = any(:ids) and zone is not null
                        order by account_id, fiscal_year desc""".formatted(table(knownAt, "account_id = any(:ids)"))))
                .bindArray("ids", UUID.class, accounts)
                .map((row, _) -> Map.entry(row.getObject(1, UUID.class), Zone.valueOf(row.getString(2))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private Statement read(String content) {
        try {
            return json.readValue(content, Statement.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored statement cannot be read", e);
        }
    }

    private String write(Statement statement) {
        try {
            return json.writeValueAsString(statement);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a statement cannot be written as JSON", e);
        }
    }
}
