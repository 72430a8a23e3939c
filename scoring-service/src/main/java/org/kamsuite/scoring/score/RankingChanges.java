package org.kamsuite.scoring.score;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Array;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/// Tells whose figures changed since a moment, by transactions and not by a clock: whatever was committed after it, and
/// nothing twice for long.
///
/// An account whose figures change is touched in the same transaction. It stays so until the publisher takes it and,
/// in one transaction, [records][#record] it here: at every moment it is in one of the two.
@ApplicationScoped
class RankingChanges {

    /// For so many minutes a change is told; what was read longer ago must be read as a whole.
    static final int MINUTES = 10;

    @Inject
    Jdbi jdbi;

    /// @param moment a snapshot of the database, for the next question
    /// @param accounts whose figures may be other ones than at the moment that was asked about
    record Since(String moment, Set<UUID> accounts) {}

    /// Within the transaction that takes the accounts from the touched ones. Also asks for the ranking.
    @Transactional(Transactional.TxType.MANDATORY)
    void record(List<UUID> accounts) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        with changed as (insert into ranking_change (accounts) values (:accounts))
                        insert into ranking_due (accounts) values (:accounts)""")
                .bindArray("accounts", UUID.class, accounts)
                .execute());
    }

    /// The upper bound excludes nothing that can be seen, but has the planner expect few rows: without it room is made
    /// for tens of thousands of accounts (0.27 ms instead of 0.03).
    ///
    /// @param moment null: never; then nothing is told but the present moment
    Since since(String moment) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select cast(pg_current_snapshot() as text),
                            case when cast(:moment as text) is not null then array(
                                select account_id from touched_account
                                union
                                select unnest(accounts) from ranking_change
                                where changed between pg_snapshot_xmin(cast(:moment as pg_snapshot))
                                        and pg_snapshot_xmax(pg_current_snapshot())
                                    and not pg_visible_in_snapshot(changed, cast(:moment as pg_snapshot))
                            ) else array[]::uuid[] end""")
                .bind("moment", moment)
                .map((row, _) -> new Since(row.getString(1), accounts(row.getArray(2))))
                .one());
    }

    static Set<UUID> accounts(Array accounts) throws SQLException {
        return new HashSet<>(Arrays.asList((UUID[]) accounts.getArray()));
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void forgetOld() {
        jdbi.useHandle(handle -> handle.execute(
                "delete from ranking_change where recorded_at < now() - make_interval(mins => ?)", MINUTES));
    }
}
