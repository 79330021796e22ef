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
import java.util.ArrayList;
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

    /**
     * The tables, of which some may be missing that the start may not create; empty: some it may.
     */
    Optional<List<Optional<ExistingTable>>> find(Connection connection, List<WantedTable> tables)
            throws SQLException {
        for (WantedTable each : tables) {
            requirePrivileges(connection, each.table());
        }
        if (!LedgerTables.areComplete(dialect, connection, keepsCuts())) {
            return Optional.empty();
        }
        List<Optional<ExistingTable>> found = new ArrayList<>();
        for (WantedTable each : tables) {
            Optional<ExistingTable> table = describe(connection, each);
            if (table.isEmpty()
                    ? mayCreate(connection, each.table())
                    : lacksView(connection, each)) {
                return Optional.empty();
            }
            found.add(table);
        }
        return Optional.of(found);
    }

    /**
     * Makes what is missing, in a transaction that begins with it: PostgreSQL may go on believing
     * that a table is missing for which the same transaction has looked before.
     */
    List<Optional<ExistingTable>> make(Connection connection, List<WantedTable> tables)
            throws SQLException {
        dialect.lockStarts(connection);
        LedgerTables.prepare(dialect, connection, keepsCuts());
        List<Optional<ExistingTable>> made = new ArrayList<>();
        for (WantedTable each : tables) {
            if (describe(connection, each).isEmpty() && mayCreate(connection, each.table())) {
                dialect.createTable(connection, each.table(), each.indexes());
            }
            Optional<ExistingTable> table = describe(connection, each);
            if (table.isPresent() && lacksView(connection, each)) {
                dialect.createView(connection, each.view().orElseThrow(), each.table());
            }
            made.add(table);
        }
        return made;
    }

    private boolean keepsCuts() {
        return group.equals(TableGroup.ALL);
    }

    private Optional<ExistingTable> describe(Connection connection, WantedTable wanted)
            throws SQLException {
        return dialect.describe(connection, wanted.table().name());
    }

    private boolean lacksView(Connection connection, WantedTable wanted) throws SQLException {
        return wanted.view().isPresent() && !dialect.exists(connection, wanted.view().get());
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
        List<String> missing = dialect.missingPrivileges(connection, table, keepsCuts(), policy);
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
