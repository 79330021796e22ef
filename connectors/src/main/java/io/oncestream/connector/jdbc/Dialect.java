package io.oncestream.connector.jdbc;

import io.oncestream.connector.jdbc.postgres.PostgresDialect;
import io.oncestream.state.ledger.ColumnType;
import io.oncestream.state.ledger.SealedTransaction;
import io.oncestream.state.ledger.TableDefinition;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/** What differs between databases. Everything else in this package is the same for all of them. */
public interface Dialect {

    /**
     * The dialect of a JDBC URL.
     *
     * @throws IllegalArgumentException when no dialect knows the URL
     */
    static Dialect of(String url) {
        if (url.startsWith("jdbc:postgresql:")) {
            return new PostgresDialect();
        }
        throw new IllegalArgumentException(
                "unknown kind of database, the URL must start with jdbc:postgresql: such as"
                        + " jdbc:postgresql://HOST:5432/DATABASE?user=USER");
    }

    /** The class name of the JDBC driver. */
    String driver();

    /** Connection properties that hold unless the URL says otherwise: timeouts above all. */
    Map<String, String> connectionDefaults();

    /** The name and version of what {@link #newEncoder} writes and {@link #apply} reads. */
    String codec();

    RowEncoder newEncoder();

    /** Quotes an identifier; throws {@link IllegalArgumentException} if it can be none. */
    String quote(String identifier);

    /** Lets one start at a time go on, for the rest of the connection's transaction. */
    void lockStarts(Connection connection) throws SQLException;

    /** Creates the tables of {@link LedgerTables}, of which there is none yet. */
    void createLedger(Connection connection) throws SQLException;

    /** The shape of an existing table, in this package's types. */
    Optional<ExistingTable> describe(Connection connection, String table) throws SQLException;

    /** The database's name of a type, as {@link #describe} prints it. */
    String sqlType(ColumnType type);

    String createTable(TableDefinition table);

    /** Removes all rows, within the connection's transaction. */
    void empty(Connection connection, String table) throws SQLException;

    /**
     * Writes a transaction's rows to its table, within the connection's transaction. The rows of an
     * upsert are unique and sorted by key.
     */
    void apply(Connection connection, SealedTransaction transaction) throws SQLException;
}
