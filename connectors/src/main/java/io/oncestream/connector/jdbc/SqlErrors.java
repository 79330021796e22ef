package io.oncestream.connector.jdbc;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells errors that may pass from those that stay, by the classes of SQLSTATE. */
final class SqlErrors {

    /**
     * Connection exception, transaction rollback (deadlock, serialization), insufficient resources,
     * object not in the needed state (locks), operator intervention (shutdown), system error,
     * internal error.
     */
    private static final Set<String> TRANSIENT_CLASSES =
            Set.of("08", "40", "53", "55", "57", "58", "XX");

    private SqlErrors() {}

    static boolean isTransient(SQLException error) {
        if (error instanceof SQLTransientException || error instanceof SQLRecoverableException) {
            return true;
        }
        @Nullable String state = error.getSQLState();
        if (state == null || state.length() < 2) {
            return error.getCause() instanceof IOException;
        }
        return TRANSIENT_CLASSES.contains(state.substring(0, 2));
    }
}
