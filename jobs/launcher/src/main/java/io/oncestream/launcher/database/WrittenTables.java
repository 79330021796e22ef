package io.oncestream.launcher.database;

import io.oncestream.connector.jdbc.ledger.LedgerTables;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the sinks have noted beside the tables that they write. */
public final class WrittenTables {

    /**
     * A table.
     *
     * @param rows committed, over all runs since the table was made or emptied
     */
    public record Written(String table, long rows) {}

    private final Connection connection;

    public WrittenTables(Connection connection) {
        this.connection = connection;
    }

    /** Whether an earlier run's sink wrote this table. */
    public boolean isKnown(String table) throws SQLException {
        if (!hasLedger()) {
            return false;
        }
        try (PreparedStatement query =
                connection.prepareStatement(
                        "SELECT 1 FROM " + LedgerTables.SINKS + " WHERE table_name = ?")) {
            query.setString(1, table);
            try (ResultSet result = query.executeQuery()) {
                return result.next();
            }
        }
    }

    /** The tables that the job with this id has started to write. */
    public List<Written> of(String jobId) throws SQLException {
        List<Written> tables = new ArrayList<>();
        if (!hasLedger()) {
            return tables;
        }
        try (PreparedStatement query =
                connection.prepareStatement(
                        "SELECT s.table_name, coalesce(sum(t.row_count), 0) FROM "
                                + LedgerTables.SINKS
                                + " s LEFT JOIN "
                                + LedgerTables.TRANSACTIONS
                                + " t ON t.lineage = s.lineage AND t.operator = s.operator"
                                + " AND t.table_name = s.table_name"
                                + " WHERE s.job_id = ? GROUP BY s.table_name"
                                + " ORDER BY s.table_name")) {
            query.setString(1, jobId);
            try (ResultSet result = query.executeQuery()) {
                while (result.next()) {
                    tables.add(new Written(result.getString(1), result.getLong(2)));
                }
            }
        }
        return tables;
    }

    /** A query for the first rows by primary key, or in any order without one. */
    public String firstRows(String table, int rows) throws SQLException {
        DatabaseMetaData about = connection.getMetaData();
        String quote = about.getIdentifierQuoteString();
        SortedMap<Integer, String> key = new TreeMap<>();
        try (ResultSet columns =
                about.getPrimaryKeys(connection.getCatalog(), connection.getSchema(), table)) {
            while (columns.next()) {
                key.put(columns.getInt("KEY_SEQ"), quoted(columns.getString("COLUMN_NAME"), quote));
            }
        }
        String order =
                key.isEmpty()
                        ? ""
                        : key.values().stream().collect(Collectors.joining(", ", " ORDER BY ", ""));
        return "SELECT * FROM " + quoted(table, quote) + order + " LIMIT " + rows;
    }

    private boolean hasLedger() throws SQLException {
        try (ResultSet found =
                connection
                        .getMetaData()
                        .getTables(
                                connection.getCatalog(),
                                connection.getSchema(),
                                LedgerTables.SINKS,
                                null)) {
            return found.next();
        }
    }

    private static String quoted(String name, String quote) {
        return quote + name.replace(quote, quote + quote) + quote;
    }
}
