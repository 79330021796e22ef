package io.oncestream.bench.chaos;

import io.oncestream.connector.jdbc.LedgerTables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** What the sinks' markers say about a table. */
record Ledger(Connection connection, String table) {

    /** The newest epoch that was begun. */
    long lastEpoch() throws SQLException {
        return number("COALESCE(MAX(fence), 0)", -1);
    }

    /** The newest checkpoint that writers of later epochs than this one have committed, or 0. */
    long lastCheckpoint(long afterEpoch) throws SQLException {
        return number("COALESCE(MAX(checkpoint_id), 0)", afterEpoch);
    }

    /** How many rows all commits account for. */
    long rows() throws SQLException {
        return number("COALESCE(SUM(row_count), 0)", -1);
    }

    private long number(String expression, long afterEpoch) throws SQLException {
        String sql =
                "SELECT "
                        + expression
                        + " FROM "
                        + LedgerTables.TRANSACTIONS
                        + " WHERE table_name = ? AND epoch > ?";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, table);
            query.setLong(2, afterEpoch);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
