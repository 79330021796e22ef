package io.oncestream.connector.jdbc.protocol;

import static io.oncestream.connector.jdbc.ledger.LedgerTables.CUTS;
import static io.oncestream.connector.jdbc.ledger.LedgerTables.SINKS;

import io.oncestream.connector.jdbc.database.Dialect;
import io.oncestream.connector.jdbc.ledger.SinkAttempt;
import io.oncestream.connector.jdbc.ledger.StartedWriter;
import io.oncestream.state.ledger.TableDefinition;
import io.oncestream.state.ledger.WriterId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;

/**
 * Notes in one database a checkpoint that all of them can be read at, for clients that have but SQL
 * and this database, and removes what no reader may go back to any more: of each key the versions
 * before its newest at the horizon. It is part of a commit of the run whose the tables are, and
 * nothing once another run has claimed them.
 *
 * @param cutsKept how many checkpoints the horizon is behind
 */
public record CutPublication(Dialect dialect, SinkAttempt attempt, long cutsKept) {

    /** Publishes a cut unless it is there or the tables are about to be another run's. */
    public void run(Connection connection, StartedWriter self, long cut) throws SQLException {
        OptionalLong own = ownHorizon(connection, self);
        if (own.isEmpty() || !isNew(connection, self.id(), cut)) {
            return;
        }
        long horizon = own.getAsLong();
        update(
                connection,
                self.id(),
                "INSERT INTO "
                        + CUTS
                        + " (lineage, operator, checkpoint_id, published_at) VALUES (?, ?, %d, CURRENT_TIMESTAMP(6))"
                                .formatted(cut));
        long next = cut - cutsKept;
        if (next > horizon) {
            update(
                    connection,
                    self.id(),
                    "UPDATE "
                            + SINKS
                            + " SET horizon = "
                            + next
                            + " WHERE lineage = ? AND operator = ?");
            update(
                    connection,
                    self.id(),
                    "DELETE FROM "
                            + CUTS
                            + " WHERE lineage = ? AND operator = ? AND checkpoint_id < "
                            + next);
            for (TableDefinition table : self.tables().tables()) {
                if (table.isVersioned()) {
                    removeVersions(connection, table, horizon, next);
                }
            }
        }
    }

    /**
     * Locks what a claim changes, by the key, so that it waits for no start of another job; empty
     * where the tables are not this run's alone.
     */
    private OptionalLong ownHorizon(Connection connection, StartedWriter self) throws SQLException {
        List<TableDefinition> tables = self.tables().tables();
        String sql =
                "SELECT run, claimed_by, COALESCE(horizon, 0) FROM "
                        + SINKS
                        + " WHERE table_name IN ("
                        + String.join(", ", Collections.nCopies(tables.size(), "?"))
                        + ") ORDER BY table_name FOR UPDATE";
        OptionalLong horizon = OptionalLong.empty();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < tables.size(); i++) {
                query.setString(i + 1, tables.get(i).name());
            }
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    if (!attempt.run().equals(row.getString(1))
                            || !attempt.run().equals(row.getString(2))) {
                        return OptionalLong.empty();
                    }
                    horizon = OptionalLong.of(row.getLong(3));
                }
            }
        }
        return horizon;
    }

    private static boolean isNew(Connection connection, WriterId self, long cut)
            throws SQLException {
        String sql =
                "SELECT COALESCE(MAX(checkpoint_id), 0) FROM "
                        + CUTS
                        + " WHERE lineage = ? AND operator = ?";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, self.lineage());
            query.setString(2, self.operator());
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1) < cut; // 0: nothing can be read yet
            }
        }
    }

    /** What a version behind the last horizon has replaced; earlier ones are gone already. */
    private void removeVersions(Connection connection, TableDefinition table, long last, long next)
            throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement(dialect.deleteReplaced(table))) {
            delete.setLong(1, last);
            delete.setLong(2, next);
            delete.executeUpdate();
        }
    }

    private static void update(Connection connection, WriterId self, String sql)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, self.lineage());
            update.setString(2, self.operator());
            update.executeUpdate();
        }
    }
}
