package io.oncestream.connector.jdbc;

import static io.oncestream.connector.jdbc.LedgerTables.TRANSACTIONS;

import io.oncestream.state.ledger.WriterId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The markers of one sink's writers: its rows in {@code oncestream_transactions}, as far as a start
 * deals with them. {@link LedgerCommit} moves them.
 */
record WriterMarkers(Connection connection, String lineage, String operator) {
    private static final String OF_SINK =
            " FROM " + TRANSACTIONS + " WHERE lineage = ? AND operator = ?";

    /** The highest number that a writer of this sink has, 0 if it has none. */
    long lastEpoch() throws SQLException {
        return number("SELECT COALESCE(MAX(epoch), 0)" + OF_SINK);
    }

    /** How many of them have written rows to the table. */
    long committed(String table) throws SQLException {
        return number(
                "SELECT COUNT(*)" + OF_SINK + " AND table_name = ? AND checkpoint_id > 0", table);
    }

    /** Removes those of a table: a writer without a marker can commit nothing any more. */
    void remove(String table) throws SQLException {
        try (PreparedStatement delete =
                prepare("DELETE" + OF_SINK + " AND table_name = ?", table)) {
            delete.executeUpdate();
        }
    }

    /** The marker of a new writer, before its first transaction. */
    void add(WriterId writer, String table) throws SQLException {
        String sql =
                "INSERT INTO "
                        + TRANSACTIONS
                        + " (lineage, operator, table_name, epoch, subtask, checkpoint_id,"
                        + " row_count) VALUES (?, ?, ?, ?, ?, 0, 0)";
        try (PreparedStatement insert = prepare(sql, table)) {
            insert.setLong(4, writer.epoch());
            insert.setInt(5, writer.subtask());
            insert.executeUpdate();
        }
    }

    private long number(String sql, String... more) throws SQLException {
        try (PreparedStatement query = prepare(sql, more);
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Binds lineage, operator, and what follows them. */
    private PreparedStatement prepare(String sql, String... more) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setString(1, lineage);
        statement.setString(2, operator);
        for (int i = 0; i < more.length; i++) {
            statement.setString(3 + i, more[i]);
        }
        return statement;
    }
}
