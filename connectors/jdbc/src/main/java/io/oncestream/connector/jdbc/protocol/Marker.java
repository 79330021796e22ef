package io.oncestream.connector.jdbc.protocol;

import static io.oncestream.connector.jdbc.ledger.LedgerTables.TRANSACTIONS;

import io.oncestream.state.ledger.SealedTransaction;
import io.oncestream.state.ledger.WriterId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code oncestream_transactions}, locked until the connection's transaction ends.
 *
 * @param fence the epoch that may commit
 * @param jobId of the run that set the fence
 * @param startedAt when it did
 * @param epoch of the last transaction that is in the table, 0 where there is none
 * @param checkpointId of the same transaction
 */
record Marker(long fence, String jobId, String startedAt, long epoch, long checkpointId) {

    private static final String ROW =
            "lineage = ? AND operator = ? AND table_name = ? AND subtask = ?";

    private static final String READ =
            "SELECT lineage, operator, table_name, subtask, fence, job_id, started_at, epoch,"
                    + " checkpoint_id FROM "
                    + TRANSACTIONS
                    + " WHERE ";

    // In the key's order: two commits that need the same two rows never wait for each other.
    private static final String LOCK =
            READ
                    + ROW
                    + " OR "
                    + ROW
                    + " ORDER BY lineage, operator, table_name, subtask FOR UPDATE";
    private static final String MOVE =
            "UPDATE "
                    + TRANSACTIONS
                    + " SET epoch = ?, checkpoint_id = ?, row_count = row_count + ?,"
                    + " committed_at = CURRENT_TIMESTAMP(6) WHERE "
                    + ROW;

    /** Which row. */
    record Key(String lineage, String operator, String table, int subtask) {

        static Key of(WriterId writer, String table) {
            return new Key(writer.lineage(), writer.operator(), table, writer.subtask());
        }

        private void bind(PreparedStatement statement, int first) throws SQLException {
            statement.setString(first, lineage);
            statement.setString(first + 1, operator);
            statement.setString(first + 2, table);
            statement.setInt(first + 3, subtask);
        }
    }

    /** That of a key as it is now, without a lock. */
    static @Nullable Marker read(Connection connection, Key key) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(READ + ROW)) {
            key.bind(query, 1);
            return found(query).get(key);
        }
    }

    /** Locks the rows of two keys, which may be the same one, and returns those that exist. */
    static Map<Key, Marker> lock(Connection connection, Key one, Key other) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(LOCK)) {
            one.bind(query, 1);
            other.bind(query, 5);
            return found(query);
        }
    }

    private static Map<Key, Marker> found(PreparedStatement query) throws SQLException {
        Map<Key, Marker> markers = new HashMap<>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                markers.put(
                        new Key(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getInt(4)),
                        new Marker(
                                row.getLong(5),
                                row.getString(6),
                                row.getString(7),
                                row.getLong(8),
                                row.getLong(9)));
            }
        }
        return markers;
    }

    /** Moves it to a transaction. */
    static void move(Connection connection, Key key, SealedTransaction transaction)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(MOVE)) {
            update.setLong(1, transaction.writer().epoch());
            update.setLong(2, transaction.checkpointId());
            update.setLong(3, transaction.rows());
            key.bind(update, 4);
            update.executeUpdate();
        }
    }

    /** Whether the table has the transaction's rows. */
    boolean covers(SealedTransaction transaction) {
        return epoch >= transaction.writer().epoch() && checkpointId >= transaction.checkpointId();
    }

    private static boolean isWrittenOver(SealedTransaction transaction) {
        return transaction.tables().stream().anyMatch(rows -> rows.table().isUpsert());
    }

    /** Whether the transaction is the one that follows what the table has. */
    boolean precedes(SealedTransaction transaction) {
        if (epoch == transaction.writer().epoch()) {
            return checkpointId == transaction.predecessor();
        }
        // Checkpoint ids grow over all epochs, except where an upsert table is written over.
        boolean later = checkpointId < transaction.checkpointId() || isWrittenOver(transaction);
        return epoch < transaction.writer().epoch()
                && later
                && transaction.predecessor() == SealedTransaction.NO_PREDECESSOR;
    }
}
