package org.kamsuite.platform.database;

import java.sql.SQLException;
import java.util.Set;

/// Tells from a failure that the database cannot be reached, or does not serve now.
public final class AbsentDatabase {

    /// SQLSTATE classes: connection, resources, operator intervention.
    private static final Set<String> ABSENT = Set.of("08", "53", "57");
    /// Authorisation, no such database: who starts the server may still be at setting it up.
    private static final Set<String> NOT_SET_UP = Set.of("28", "3D");

    private AbsentDatabase() {}

    public static boolean is(Throwable failure) {
        String state = state(failure);
        return state != null && (state.isEmpty() || ABSENT.contains(state.substring(0, 2)));
    }

    static boolean isOrNotSetUp(Throwable failure) {
        String state = state(failure);
        return is(failure) || state != null && NOT_SET_UP.contains(state.substring(0, 2));
    }

    /// Null: not of a database; empty: the pool reports an unreachable database without a state.
    private static String state(Throwable failure) {
        for (Throwable cause = failure; cause != null && cause.getCause() != cause; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql.getSQLState() == null ? "" : sql.getSQLState();
            }
        }
        return null;
    }
}
