package io.oncestream.bench.chaos;

import io.oncestream.connector.jdbc.ledger.LedgerTables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** What the sinks' markers say about a table. */
record Ledger(Connection connection, String table) {

    /** The newest checkpoint of which something is committed, or 0. */
    long lastCheckpoint() throws SQLException {
        return number("MAX(checkpoint_id)");
    }

    /** How many rows all commits account for. */
    long rows() throws SQLException {
        return number("SUM(row_count)");
    }

    private long number(String aggregate) throws SQLException {
        String sql =
                "SELECT COALESCE(%s, 0) FROM %s WHERE table_name = ?"
                        .formatted(aggregate, LedgerTables.TRANSACTIONS);
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, table);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
