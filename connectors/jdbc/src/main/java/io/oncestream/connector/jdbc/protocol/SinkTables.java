package io.oncestream.connector.jdbc.protocol;

import io.oncestream.connector.jdbc.SinkFailure;
import io.oncestream.connector.jdbc.SinkName;
import io.oncestream.connector.jdbc.StartPolicy;
import io.oncestream.connector.jdbc.database.Dialect;
import io.oncestream.connector.jdbc.database.ExistingTable;
import io.oncestream.connector.jdbc.ledger.LedgerTables;
import io.oncestream.connector.jdbc.ledger.SinkAttempt;
import io.oncestream.state.ledger.TableDefinition;
import io.oncestream.state.ledger.TableGroup;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
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
        String group,
        StartPolicy startPolicy,
        SinkAttempt attempt) {

    /** Returns one of the sink's tables, which is missing still where it may not create it. */
    Optional<ExistingTable> prepare(Connection connection, WantedTable wanted) throws SQLException {
        TableDefinition table = wanted.table();
        requirePrivileges(connection, table);
        LedgerTables.prepare(dialect, connection);
        Optional<ExistingTable> existing = dialect.describe(connection, table.name());
        if (existing.isEmpty() && mayCreate(connection, table)) {
            dialect.lockStarts(connection);
            if (dialect.describe(connection, table.name()).isEmpty()) { // no sibling was quicker
                dialect.createTable(connection, table, wanted.indexes());
            }
            existing = dialect.describe(connection, table.name());
        }
        if (existing.isPresent() && wanted.view().isPresent()) {
            createView(connection, table, wanted.view().get());
        }
        return existing;
    }

    private void createView(Connection connection, TableDefinition table, String view)
            throws SQLException {
        if (dialect.exists(connection, view)) {
            return;
        }
        dialect.lockStarts(connection);
        if (!dialect.exists(connection, view)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(LastVersions.view(dialect, table, view));
            }
        }
    }

    /**
     * A start that breaks off right behind it leaves an empty table without an owner, which the
     * next one claims.
     */
    private boolean mayCreate(Connection connection, TableDefinition table) throws SQLException {
        Optional<TableOwner> owner = TableOwner.find(connection, table.name());
        return owner.isEmpty() || owner.get().mayBeReplaced(sink, attempt, startPolicy);
    }

    /** All of them now: a privilege that only a commit needs would be missed when rows wait. */
    private void requirePrivileges(Connection connection, TableDefinition table)
            throws SQLException {
        // What is resumed empties nothing, whatever was asked for when the job first started.
        StartPolicy policy =
                attempt.lineage().restored() && startPolicy == StartPolicy.EMPTY
                        ? StartPolicy.REFUSE
                        : startPolicy;
        List<String> missing =
                dialect.missingPrivileges(connection, table, group.equals(TableGroup.ALL), policy);
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
