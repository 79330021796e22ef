package io.oncestream.connector.jdbc;

import static io.oncestream.connector.jdbc.LedgerTables.TRANSACTIONS;

import io.oncestream.state.ledger.SealedTransaction;
import io.oncestream.state.ledger.WriterId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The second phase, as a unit of work that may run any number of times and takes effect once. The
 * writer's marker moves from the predecessor's checkpoint id to this transaction's, in the same
 * local transaction that writes the rows:
 *
 * <ul>
 *   <li>the marker stands at the predecessor: move it, write the rows;
 *   <li>it stands at this transaction or later: this was committed before, by us or by an earlier
 *       attempt whose answer was lost; do nothing;
 *   <li>it stands elsewhere, or is gone: a transaction before this one is missing, or another run
 *       has taken the table over; fail and write nothing.
 * </ul>
 *
 * <p>Two attempts at once wait for each other at the marker's row lock.
 */
final class LedgerCommit {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerCommit.class);

    private static final String OF_WRITER =
            " WHERE lineage = ? AND operator = ? AND epoch = ? AND subtask = ?";
    private static final String MOVE_MARKER =
            "UPDATE "
                    + TRANSACTIONS
                    + " SET checkpoint_id = ?, row_count = row_count + ?,"
                    + " committed_at = CURRENT_TIMESTAMP"
                    + OF_WRITER
                    + " AND checkpoint_id = ?";
    private static final String READ_MARKER =
            "SELECT checkpoint_id FROM " + TRANSACTIONS + OF_WRITER;

    private final Dialect dialect;
    private final FailurePoint failurePoint;

    LedgerCommit(Dialect dialect, FailurePoint failurePoint) {
        this.dialect = dialect;
        this.failurePoint = failurePoint;
    }

    /** Writes the rows unless they are there; returns how many it wrote. */
    long run(Connection connection, SealedTransaction transaction) throws SQLException {
        verify(transaction);
        failurePoint.reached(FailurePoint.Step.BEGINNING, transaction);
        if (!moveMarker(connection, transaction)) {
            requireCommitted(connection, transaction);
            LOG.info("Skipping {}: the database has it already", transaction);
            return 0;
        }
        dialect.apply(connection, transaction);
        failurePoint.reached(FailurePoint.Step.APPLIED, transaction);
        return transaction.rows();
    }

    private void verify(SealedTransaction transaction) {
        if (!transaction.codec().equals(dialect.codec())) {
            throw new SinkFailure(
                    "%s is encoded as %s, this version of oncestream writes %s to this database:"
                                    .formatted(transaction, transaction.codec(), dialect.codec())
                            + " resume with the version and the database that it was made for");
        }
        if (Chunks.checksum(transaction.chunks()) != transaction.checksum()) {
            throw new SinkFailure(
                    transaction + " is damaged in the checkpoint: resume from an earlier one");
        }
    }

    private static boolean moveMarker(Connection connection, SealedTransaction transaction)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(MOVE_MARKER)) {
            update.setLong(1, transaction.checkpointId());
            update.setLong(2, transaction.rows());
            bindWriter(update, 3, transaction.writer());
            update.setLong(7, transaction.predecessor());
            return update.executeUpdate() == 1;
        }
    }

    private static void requireCommitted(Connection connection, SealedTransaction transaction)
            throws SQLException {
        OptionalLong marker = readMarker(connection, transaction.writer());
        if (marker.isEmpty()) {
            throw new SinkFailure(
                    "cannot commit %s: the database does not know its writer; another run has taken"
                                    .formatted(transaction)
                            + " the table over, or this is not the database that the job wrote");
        }
        if (marker.getAsLong() < transaction.checkpointId()) {
            throw new SinkFailure(
                    "cannot commit %s: it follows checkpoint %d, but the last one in the database is %d"
                            .formatted(transaction, transaction.predecessor(), marker.getAsLong()));
        }
    }

    private static OptionalLong readMarker(Connection connection, WriterId writer)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(READ_MARKER)) {
            bindWriter(query, 1, writer);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
            }
        }
    }

    private static void bindWriter(PreparedStatement statement, int first, WriterId writer)
            throws SQLException {
        statement.setString(first, writer.lineage());
        statement.setString(first + 1, writer.operator());
        statement.setLong(first + 2, writer.epoch());
        statement.setInt(first + 3, writer.subtask());
    }
}
