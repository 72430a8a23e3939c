package org.kamsuite.bench;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.kamsuite.local.launch.Suite;

/// What PostgreSQL counts of a service's tables.
final class Tables {

    private Tables() {}

    /// Rows ever inserted, by table.
    static Map<String, Long> inserted(Suite.Database database) throws SQLException {
        // A session reports its counts with a delay of at most a second while it is busy, sooner when idle.
        Run.pause(Duration.ofMillis(1_500));
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select relname, n_tup_ins from pg_stat_user_tables where schemaname = 'public'")) {
            Map<String, Long> inserted = new TreeMap<>();
            while (rows.next()) {
                inserted.put(rows.getString(1), rows.getLong(2));
            }
            return inserted;
        }
    }

    /// Rows now.
    static long rows(Suite.Database database, String table) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /// Brings the planner's statistics and the visibility map up to date, as autovacuum does sooner or later.
    static void vacuum(Suite.Database database) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute("vacuum analyze");
        }
    }
}
