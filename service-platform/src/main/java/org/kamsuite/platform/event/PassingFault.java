package org.kamsuite.platform.event;

import jakarta.transaction.RollbackException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;

/// Tells a fault that passes by itself from one that the data cause. A rollback at commit is judged by what caused it.
public final class PassingFault {

    /// SQLSTATE classes: connection, transaction rollback (deadlock, serialisation), resources, object not in the
    /// needed state (lock), operator intervention (shutdown).
    private static final Set<String> PASSING = Set.of("08", "40", "53", "55", "57");

    private PassingFault() {}

    public static boolean is(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            boolean withoutReason = cause instanceof RollbackException && cause.getCause() == null;
            if (cause instanceof SQLTransientException || withoutReason) {
                return true;
            }
            if (cause instanceof SQLException sql) {
                // The pool reports an exhausted or unreachable database without a state.
                return sql.getSQLState() == null
                        || PASSING.contains(sql.getSQLState().substring(0, 2));
            }
            if (cause.getCause() == cause) {
                return false;
            }
        }
        return false;
    }
}
