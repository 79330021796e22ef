package io.oncestream.connector.jdbc.cut;

import io.oncestream.connector.jdbc.database.SqlScript;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * For clients that have one database and SQL: the function {@code oncestream_cut}, which gives a
 * table's newest cut that was published there. It lags one checkpoint behind a strong read.
 */
public final class CutFunctions {
    private CutFunctions() {}

    /**
     * Creates the function, or replaces it. The scripts that do so lie beside this class, for use
     * without Java.
     */
    public static void install(Connection connection) throws SQLException {
        SqlScript.run(connection, CutFunctions.class);
    }
}
