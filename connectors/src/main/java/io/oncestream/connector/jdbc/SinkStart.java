package io.oncestream.connector.jdbc;

import static io.oncestream.connector.jdbc.LedgerTables.SINKS;
import static io.oncestream.connector.jdbc.LedgerTables.TRANSACTIONS;

import io.oncestream.state.ledger.TableDefinition;
import io.oncestream.state.ledger.WriterId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one parallel instance of a sink does before its first row, in one transaction: it creates or
 * checks its table, makes sure that the table is this lineage's, and takes a new epoch.
 *
 * @param jobId Flink's id of the running job
 * @param freshStart for a table that another lineage of the same job has written
 */
record SinkStart(
        Dialect dialect,
        SinkName sink,
        TableDefinition table,
        FreshStart freshStart,
        String jobId,
        int subtask) {

    /** Throws {@link SinkFailure} when the table is not for this sink to write. */
    WriterId run(Connection connection) throws SQLException {
        dialect.lockStarts(connection);
        dialect.createLedger(connection);
        Optional<Owner> owner = owner(connection);
        if (owner.isEmpty()) {
            claimNew(connection);
        } else if (owner.get().isLineageOf(sink)) {
            TableShape.check(dialect, connection, table);
            setOwner(connection);
        } else {
            replace(connection, owner.get());
        }
        return register(connection);
    }

    private Optional<Owner> owner(Connection connection) throws SQLException {
        String sql =
                "SELECT lineage, operator, job, started_at FROM " + SINKS + " WHERE table_name = ?";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, table.name());
            try (ResultSet row = query.executeQuery()) {
                return row.next()
                        ? Optional.of(
                                new Owner(
                                        row.getString(1),
                                        row.getString(2),
                                        row.getString(3),
                                        row.getString(4)))
                        : Optional.empty();
            }
        }
    }

    private void claimNew(Connection connection) throws SQLException {
        if (dialect.describe(connection, table.name()).isEmpty()) {
            execute(connection, dialect.createTable(table));
        } else {
            TableShape.check(dialect, connection, table);
            refuseForeignRows(connection);
        }
        update(
                connection,
                "INSERT INTO "
                        + SINKS
                        + " (lineage, operator, job, job_id, table_name, started_at)"
                        + " VALUES (?, ?, ?, ?, ?, CURRENT_TIMESTAMP)",
                sink.lineage(),
                sink.operator(),
                sink.job(),
                jobId,
                table.name());
    }

    private void setOwner(Connection connection) throws SQLException {
        update(
                connection,
                "UPDATE "
                        + SINKS
                        + " SET lineage = ?, operator = ?, job = ?, job_id = ?,"
                        + " started_at = CURRENT_TIMESTAMP WHERE table_name = ?",
                sink.lineage(),
                sink.operator(),
                sink.job(),
                jobId,
                table.name());
    }

    /** Takes a table over from another lineage, if that was asked for. */
    private void replace(Connection connection, Owner owner) throws SQLException {
        if (freshStart == FreshStart.REFUSE || !owner.job().equals(sink.job())) {
            throw new SinkFailure(owner.refusal(sink, table.name()));
        }
        if (dialect.describe(connection, table.name()).isEmpty()) {
            execute(connection, dialect.createTable(table));
        }
        TableShape.check(dialect, connection, table);
        // The earlier run's markers go: a writer without a marker can commit nothing any more.
        update(
                connection,
                "DELETE FROM " + TRANSACTIONS + " WHERE lineage = ? AND operator = ?",
                owner.lineage(),
                owner.operator());
        dialect.empty(connection, table.name());
        setOwner(connection);
    }

    private void refuseForeignRows(Connection connection) throws SQLException {
        String sql = "SELECT 1 FROM " + dialect.quote(table.name()) + " LIMIT 1";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            if (row.next()) {
                throw new SinkFailure(
                        "table "
                                + table.name()
                                + " holds rows that no oncestream job wrote: choose another table"
                                + " by --table, or empty it yourself");
            }
        }
    }

    /** A new epoch with its marker. Starts are locked, so two never take the same number. */
    private WriterId register(Connection connection) throws SQLException {
        long epoch = 1 + lastEpoch(connection);
        String sql =
                "INSERT INTO "
                        + TRANSACTIONS
                        + " (lineage, operator, epoch, subtask, checkpoint_id, row_count)"
                        + " VALUES (?, ?, ?, ?, 0, 0)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, sink.lineage());
            insert.setString(2, sink.operator());
            insert.setLong(3, epoch);
            insert.setInt(4, subtask);
            insert.executeUpdate();
        }
        return new WriterId(sink.lineage(), sink.operator(), epoch, subtask);
    }

    private long lastEpoch(Connection connection) throws SQLException {
        String sql =
                "SELECT COALESCE(MAX(epoch), 0) FROM "
                        + TRANSACTIONS
                        + " WHERE lineage = ? AND operator = ?";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, sink.lineage());
            query.setString(2, sink.operator());
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void update(Connection connection, String sql, @Nullable String... values)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    /** Whose table it is. */
    private record Owner(String lineage, String operator, String job, String startedAt) {

        boolean isLineageOf(SinkName sink) {
            return lineage.equals(sink.lineage()) && operator.equals(sink.operator());
        }

        String refusal(SinkName sink, String table) {
            String belongs =
                    "table %s belongs to job %s, started %s (lineage %s): "
                            .formatted(table, job, startedAt, lineage);
            return belongs
                    + (job.equals(sink.job())
                            ? "continue that run by --resume PATH, or let --fresh empty the table,"
                                    + " or write elsewhere by --table"
                            : "write elsewhere by --table");
        }
    }
}
