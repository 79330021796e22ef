package io.oncestream.connector.jdbc.database;

import static java.util.stream.Collectors.joining;

import io.oncestream.connector.jdbc.StartPolicy;
import io.oncestream.connector.jdbc.TableName;
import io.oncestream.connector.jdbc.rows.RowEncoder;
import io.oncestream.connector.jdbc.rows.ServerLimits;
import io.oncestream.state.ledger.Column;
import io.oncestream.state.ledger.ColumnType;
import io.oncestream.state.ledger.TableDefinition;
import io.oncestream.state.ledger.TableRows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What differs between databases. Everything else is the same for all of them. */
public interface Dialect {

    /** The class name of the JDBC driver. */
    String driver();

    /** Connection properties that hold unless the URL says otherwise: timeouts above all. */
    Map<String, String> connectionDefaults();

    /** Makes a new connection ready for a sink, beyond what properties can. */
    void prepareSession(Connection connection) throws SQLException;

    /**
     * Makes the connection's transaction, in which nothing has happened yet, one that shows a
     * single moment and writes nothing.
     */
    void beginSnapshot(Connection connection) throws SQLException;

    /** The name and version of what {@link #newEncoder} writes and {@link #apply} reads. */
    String codec();

    /** What the connection's database stores. */
    ServerLimits limits(Connection connection) throws SQLException;

    /** An encoder of the table's rows, which refuses what a database of these limits would. */
    RowEncoder newEncoder(TableDefinition table, ServerLimits limits);

    /** Quotes an identifier; throws {@link IllegalArgumentException} if it can be none. */
    String quote(String identifier);

    /**
     * Quotes the name of a table, as {@link TableName} writes it; throws {@link
     * IllegalArgumentException} if it can be none.
     */
    default String quoteTable(String table) {
        return TableName.of(table).quoted(this::quote);
    }

    /** Whether rows of a table by two names are of one key. */
    default String sameKey(TableDefinition table, String one, String other) {
        return table.primaryKey().stream()
                .map(this::quote)
                .map(key -> "%s.%s = %s.%2$s".formatted(one, key, other))
                .collect(joining(" AND "));
    }

    /** Whether a version v is before a version w, and w between two parameters. */
    default String isReplaced() {
        String transaction = quote(TableDefinition.TRANSACTION.name());
        return "w.%s > ? AND w.%1$s <= ? AND v.%1$s < w.%1$s".formatted(transaction);
    }

    /** Where a table without a schema is created; null where that is nowhere. */
    @Nullable String currentSchema(Connection connection) throws SQLException;

    /** Whether two names, which differ, are of one table that is there. */
    boolean isSame(Connection connection, String table, String other) throws SQLException;

    /** Lets one start at a time go on, for the rest of the connection's transaction. */
    void lockStarts(Connection connection) throws SQLException;

    /**
     * What the connection's user lacks of the privileges that a sink of this table needs, each as
     * in {@code INSERT, UPDATE on table t}. The privilege to create a table may be left out where
     * the database's own error says as much.
     */
    List<String> missingPrivileges(
            Connection connection, TableDefinition table, boolean keepsCuts, StartPolicy policy)
            throws SQLException;

    /**
     * Creates the tables of {@code LedgerTables}, of which there is none yet. May commit the
     * connection's transaction; it has the lock of starts again then.
     */
    void createLedger(Connection connection) throws SQLException;

    /** Creates {@code oncestream_cuts}, as {@link #createLedger} does the others. */
    void createCuts(Connection connection) throws SQLException;

    /** Whether there is a table, or a view, where a sink would look for its table. */
    boolean exists(Connection connection, String table) throws SQLException;

    /**
     * Whether there may be a table of this name: also one that this connection's user may not see,
     * or would look for elsewhere.
     */
    boolean mayExist(Connection connection, String table) throws SQLException;

    /** The shape of an existing table, in this module's types. */
    Optional<ExistingTable> describe(Connection connection, String table) throws SQLException;

    /** The database's name of a column's type, as {@link #describe} prints it. */
    String sqlType(TableDefinition table, Column column);

    /**
     * Creates a table that is not there, with an index on each of these lists of columns, whose
     * names the database derives. May commit the connection's transaction; it has the lock of
     * starts again then.
     */
    void createTable(Connection connection, TableDefinition table, List<List<String>> indexes)
            throws SQLException;

    /**
     * Creates the view of a versioned table's last rows, which is not there. May commit, as {@link
     * #createTable} does.
     */
    void createView(Connection connection, String view, TableDefinition table) throws SQLException;

    /** The last version of each key of a versioned table. */
    default String lastVersions(TableDefinition table) {
        return "SELECT * FROM %s v WHERE v.%s = (SELECT MAX(w.%2$s) FROM %1$s w WHERE %3$s)"
                .formatted(
                        quoteTable(table.name()),
                        quote(TableDefinition.TRANSACTION.name()),
                        sameKey(table, "w", "v"));
    }

    /**
     * The statement that removes the versions of a versioned table that later ones have replaced:
     * ones behind the first parameter and not behind the second.
     */
    String deleteReplaced(TableDefinition table);

    /** Removes all rows, within the connection's transaction. */
    void empty(Connection connection, String table) throws SQLException;

    /**
     * Writes rows that one transaction has for a table, within the connection's transaction. Those
     * of a table with a key are unique and sorted by it.
     *
     * @param checkpointId of the transaction
     */
    void apply(Connection connection, TableRows rows, long checkpointId) throws SQLException;

    /**
     * The end of an INSERT into a table whose rows may be there already.
     *
     * @param set columns that a row which is there gets from the one that comes; none: it stays
     * @param above of these the one that must grow, or nothing is set; null: it may be as it is
     */
    String onConflict(TableDefinition table, List<String> set, @Nullable String above);

    /** What to sort by a text so that all databases sort it alike, by its code points. */
    String byCodePoint(String column);

    /** The end of a query whose rows nobody may change before the transaction's end. */
    String forShare();

    /** Sets a parameter of the type of a {@link ColumnType#TIMESTAMP}, cut to microseconds. */
    void setTime(PreparedStatement statement, int parameter, Instant time) throws SQLException;

    /** Reads a column of that type. */
    Instant time(ResultSet row, int column) throws SQLException;
}
