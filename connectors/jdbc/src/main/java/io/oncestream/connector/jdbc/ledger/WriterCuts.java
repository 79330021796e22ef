package io.oncestream.connector.jdbc.ledger;

import static io.oncestream.connector.jdbc.ledger.LedgerTables.CUTS;
import static io.oncestream.connector.jdbc.ledger.LedgerTables.TRANSACTIONS;

import io.oncestream.state.ledger.SealedTransaction;
import io.oncestream.state.ledger.TableGroup;
import io.oncestream.state.ledger.WriterId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * The cuts of one sink's writers in one database: of each index the last complete checkpoint up to
 * which all that it sealed is here. A reader takes the checkpoint that all indices have, and the
 * least of these over all databases.
 *
 * <p>{@code cut_parallelism} is that of the start that sealed the checkpoint, so that a reader
 * knows whose cuts it needs: neither those of a later start nor of all that there ever were. An
 * index that has {@code ended} seals no more, and holds no cut back.
 */
public final class WriterCuts {
    private static final String OF_SINK =
            " WHERE lineage = ? AND operator = ? AND table_name = '" + TableGroup.ALL + "'";
    private static final String OF_INDEX = OF_SINK + " AND subtask = ?";

    private WriterCuts() {}

    /**
     * Goes back to the checkpoint that a start restores. What is beyond it is another run's. The
     * own index has it at once if nothing was sealed there that must be committed first: it is new,
     * or sealed nothing of that checkpoint.
     */
    public static void restore(Connection connection, WriterId self, SinkAttempt attempt)
            throws SQLException {
        long restored = attempt.restoredOrNone();
        int sealing = attempt.lineage().parallelism();
        String set =
                "UPDATE "
                        + TRANSACTIONS
                        + " SET cut = %d, cut_parallelism = %d".formatted(restored, sealing);
        update(connection, set + OF_SINK + " AND cut > " + restored, self);
        update(
                connection,
                set
                        + OF_INDEX
                        + " AND (cut IS NULL OR (cut < %d AND (subtask >= %d OR ended)))"
                                .formatted(restored, sealing),
                self,
                self.subtask());
        update(
                connection,
                "UPDATE " + TRANSACTIONS + " SET ended = FALSE" + OF_INDEX,
                self,
                self.subtask());
        update(
                connection,
                "DELETE FROM "
                        + CUTS
                        + " WHERE lineage = ? AND operator = ? AND checkpoint_id > "
                        + restored,
                self);
    }

    /**
     * Notes that all that an index sealed up to a complete checkpoint is here.
     *
     * @param sealed what it sealed for that checkpoint, or for an earlier one and then no more
     * @param complete the checkpoint
     * @param ended whether it seals no more
     */
    public static void raise(
            Connection connection, SealedTransaction sealed, long complete, boolean ended)
            throws SQLException {
        String sql =
                "UPDATE "
                        + TRANSACTIONS
                        + " SET cut = %d, cut_parallelism = %d%s"
                                .formatted(
                                        complete,
                                        sealed.parallelism(),
                                        ended ? ", ended = TRUE" : "")
                        + OF_INDEX
                        + " AND cut <= "
                        + complete;
        update(connection, sql, sealed.writer(), sealed.writer().subtask());
    }

    private static void update(Connection connection, String sql, WriterId writer, int... subtask)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, writer.lineage());
            update.setString(2, writer.operator());
            if (subtask.length > 0) {
                update.setInt(3, subtask[0]);
            }
            update.executeUpdate();
        }
    }
}
