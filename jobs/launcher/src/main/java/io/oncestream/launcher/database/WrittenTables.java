package io.oncestream.launcher.database;

import io.oncestream.connector.jdbc.TableName;
import io.oncestream.connector.jdbc.ledger.LedgerTables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the sinks have noted beside the tables that they write. */
public final class WrittenTables {

    /**
     * What one sink writes: a table, or several that are read together.
     *
     * @param rows committed to all of them, over all runs since they were made or emptied
     */
    public record Written(List<String> tables, long rows) {

        /** The tables' names, for people. */
        public String names() {
            return String.join(", ", tables);
        }

        /** With another table, for which the sink has noted the same. */
        private Written and(Written other) {
            return new Written(
                    Stream.concat(tables.stream(), other.tables.stream()).toList(), rows);
        }
    }

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
            query.setString(1, noted(table));
            try (ResultSet result = query.executeQuery()) {
                return result.next();
            }
        }
    }

    /** The tables that each sink of the job with this id has started to write. */
    public List<Written> of(String jobId) throws SQLException {
        SortedMap<String, Written> bySink = new TreeMap<>();
        if (!hasLedger()) {
            return List.of();
        }
        try (PreparedStatement query =
                connection.prepareStatement(
                        "SELECT s.operator, s.table_name, coalesce(sum(t.row_count), 0) FROM "
                                + LedgerTables.SINKS
                                + " s LEFT JOIN "
                                + LedgerTables.TRANSACTIONS
                                + " t ON t.lineage = s.lineage AND t.operator = s.operator"
                                + " AND t.table_name IN (s.table_name, '*')"
                                + " WHERE s.job_id = ? GROUP BY s.operator, s.table_name"
                                + " ORDER BY s.table_name")) {
            query.setString(1, jobId);
            try (ResultSet result = query.executeQuery()) {
                while (result.next()) {
                    bySink.merge(
                            result.getString(1),
                            new Written(List.of(result.getString(2)), result.getLong(3)),
                            Written::and);
                }
            }
        }
        return bySink.values().stream().sorted(Comparator.comparing(Written::names)).toList();
    }

    /** A query for the first rows by primary key, or in any order without one. */
    public String firstRows(String table, int rows) throws SQLException {
        SortedMap<Integer, String> key = new TreeMap<>();
        try (ResultSet columns = primaryKey(TableName.of(table))) {
            while (columns.next()) {
                key.put(columns.getInt("KEY_SEQ"), quoted(columns.getString("COLUMN_NAME")));
            }
        }
        String order =
                key.isEmpty()
                        ? ""
                        : key.values().stream().collect(Collectors.joining(", ", " ORDER BY ", ""));
        return "SELECT * FROM " + inQuery(table) + order + " LIMIT " + rows;
    }

    private ResultSet primaryKey(TableName table) throws SQLException {
        @Nullable String catalog = connection.getCatalog();
        @Nullable String schema = connection.getSchema();
        if (table.schema() != null && schema == null) {
            catalog = table.schema();
        } else if (table.schema() != null) {
            schema = table.schema();
        }
        return connection.getMetaData().getPrimaryKeys(catalog, schema, table.name());
    }

    /** The table's name for a query, quoted where it must be. */
    public String inQuery(String table) throws SQLException {
        TableName name = TableName.of(table);
        String last = wordOrQuoted(name.name());
        return name.schema() == null ? last : wordOrQuoted(name.schema()) + "." + last;
    }

    private String wordOrQuoted(String name) throws SQLException {
        return name.matches("[a-z_][a-z0-9_]*") && !isKeyword(name) ? name : quoted(name);
    }

    private boolean isKeyword(String word) throws SQLException {
        String sql =
                connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")
                        ? "SELECT 1 FROM pg_get_keywords() WHERE word = ?"
                        : "SELECT 1 FROM information_schema.keywords WHERE word = upper(?)";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, word);
            try (ResultSet found = query.executeQuery()) {
                return found.next();
            }
        }
    }

    /** The name by which sinks on such connections note a table. */
    public String noted(String table) throws SQLException {
        @Nullable String schema = connection.getSchema();
        return TableName.of(table)
                .relativeTo(schema == null ? connection.getCatalog() : schema)
                .toString();
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

    private String quoted(String name) throws SQLException {
        String quote = connection.getMetaData().getIdentifierQuoteString();
        return quote + name.replace(quote, quote + quote) + quote;
    }
}
