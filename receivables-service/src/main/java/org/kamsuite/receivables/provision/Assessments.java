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
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.kamsuite.contracts.Money;
import org.kamsuite.platform.account.AccountDirectory;
import org.kamsuite.platform.audit.Audit;
import org.kamsuite.platform.rest.ETags;
import org.kamsuite.platform.rest.Problem;
import org.kamsuite.platform.rest.Scope;

/// Accounts whose loss is judged one by one.
@ApplicationScoped
class Assessments {

    @Inject
    Jdbi jdbi;

    @Inject
    AccountDirectory directory;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    @Inject
    SecurityIdentity caller;

    record Written(Assessment assessment, boolean created) {}

    @Transactional
    Written put(UUID accountId, Assessment.Request asked, String ifMatch) {
        directory.require(accountId);
        asked.check();
        jdbi.useHandle(handle -> handle.createQuery(
                        "select pg_advisory_xact_lock(hashtext('provision_assessment'), hashtext(:account))")
                .bind("account", accountId.toString())
                .mapToMap()
                .list());
        Assessment present = history(accountId).stream().findFirst().orElse(null);
        if (present == null && ifMatch != null) {
            throw Problem.preconditionFailed("Account " + accountId + " has no assessment yet: send no If-Match.");
        }
        if (present != null && present.says(asked)) {
            return new Written(present, false);
        }
        if (present != null) {
            ETags.require(ifMatch, present.version());
        }
        Assessment written = new Assessment(
                accountId,
                present == null ? 1 : present.version() + 1,
                asked.scopeOrDefault(),
                asked.amount(),
                asked.rate(),
                asked.reason(),
                asked.validFrom(),
                asked.validTo(),
                caller.getPrincipal().getName(),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        insert(written);
        audit.record(
                "provision-assessment:" + accountId,
                present == null ? "provision-assessment.created" : "provision-assessment.updated",
                present,
                written);
        return new Written(written, present == null);
    }

    private void insert(Assessment assessment) {
        Money amount = assessment.amount();
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into provision_assessment (account_id, version, grouped, amount, currency, rate, reason,
                            valid_from, valid_to, recorded_by, recorded_at)
                        values (:account, :version, :grouped, :amount, :currency, :rate, :reason, :validFrom, :validTo,
                            :recordedBy, :recordedAt)""")
                .bind("account", assessment.accountId())
                .bind("version", assessment.version())
                .bind("grouped", assessment.scope().grouped())
                .bind("amount", amount == null ? null : amount.amount())
                .bind("currency", amount == null ? null : amount.currency())
                .bind("rate", assessment.rate())
                .bind("reason", assessment.reason())
                .bind("validFrom", assessment.validFrom())
                .bind("validTo", assessment.validTo())
                .bind("recordedBy", assessment.recordedBy())
                .bind("recordedAt", assessment.recordedAt())
                .execute());
    }

    /// The versions of an account's assessment, the latest first: that one counts.
    List<Assessment> history(UUID accountId) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select account_id, version, grouped, amount, currency, rate, reason, valid_from, valid_to,
                            recorded_by, recorded_at
                        from provision_assessment where account_id = :account order by version desc limit 200""")
                .bind("account", accountId)
                .map((row, _) -> assessment(row))
                .list());
    }

    private static Assessment assessment(ResultSet row) throws SQLException {
        BigDecimal amount = row.getBigDecimal("amount");
        return new Assessment(
                row.getObject("account_id", UUID.class),
                row.getInt("version"),
                row.getBoolean("grouped") ? Scope.GROUP : Scope.ACCOUNT,
                amount == null ? null : new Money(amount, row.getString("currency")),
                row.getBigDecimal("rate"),
                row.getString("reason"),
                row.getObject("valid_from", LocalDate.class),
                row.getObject("valid_to", LocalDate.class),
                row.getString("recorded_by"),
                row.getTimestamp("recorded_at").toInstant());
    }
}
