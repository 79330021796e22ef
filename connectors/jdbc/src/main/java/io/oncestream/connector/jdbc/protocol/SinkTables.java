package io.oncestream.connector.jdbc.protocol;

import io.oncestream.connector.jdbc.SinkFailure;
import io.oncestream.connector.jdbc.SinkName;
import io.oncestream.connector.jdbc.StartPolicy;
import io.oncestream.connector.jdbc.database.Dialect;
import io.oncestream.connector.jdbc.database.ExistingTable;
import io.oncestream.connector.jdbc.ledger.LedgerTables;
import io.oncestream.connector.jdbc.ledger.SinkAttempt;
import io.oncestream.state.ledger.TableDefinition;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Makes the tables that a start needs, in a transaction of its own. Most often there is nothing to
 * make, and then it takes no lock: what takes long of a start is here, and the starts of a wide job
 * do not wait for each other.
 */
record SinkTables(
        Dialect dialect,
        SinkName sink,
        TableDefinition table,
        List<List<String>> indexes,
        StartPolicy startPolicy,
        SinkAttempt attempt) {

    /** Returns the sink's table, which is missing still where this start may not create it. */
    Optional<ExistingTable> prepare(Connection connection) throws SQLException {
        requirePrivileges(connection);
        LedgerTables.prepare(dialect, connection);
        Optional<ExistingTable> existing = describe(connection);
        if (existing.isPresent() || !mayCreate(connection)) {
            return existing;
        }
        dialect.lockStarts(connection);
        Optional<ExistingTable> ofASibling = describe(connection);
        if (ofASibling.isPresent()) {
            return ofASibling;
        }
        dialect.createTable(connection, table, indexes);
        return describe(connection);
    }

    private Optional<ExistingTable> describe(Connection connection) throws SQLException {
        return dialect.describe(connection, table.name());
    }

    /**
     * A start that breaks off right behind it leaves an empty table without an owner, which the
     * next one claims.
     */
    private boolean mayCreate(Connection connection) throws SQLException {
        Optional<TableOwner> owner = TableOwner.find(connection, table.name());
        return owner.isEmpty() || owner.get().mayBeReplaced(sink, attempt, startPolicy);
    }

    /** All of them now: a privilege that only a commit needs would be missed when rows wait. */
    private void requirePrivileges(Connection connection) throws SQLException {
        // What is resumed empties nothing, whatever was asked for when the job first started.
        StartPolicy policy =
                attempt.lineage().restored() && startPolicy == StartPolicy.EMPTY
                        ? StartPolicy.REFUSE
                        : startPolicy;
        List<String> missing = dialect.missingPrivileges(connection, table, policy);
        if (!missing.isEmpty()) {
            throw new SinkFailure(
                    "cannot write table %s: the database's user %s has no %s; an administrator can"
                                    .formatted(
                                            table.name(),
                                            connection.getMetaData().getUserName(),
                                            String.join(", no ", missing))
                            + " GRANT that");
        }
    }
}
