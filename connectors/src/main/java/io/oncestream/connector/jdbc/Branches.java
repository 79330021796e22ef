package io.oncestream.connector.jdbc;

import static io.oncestream.connector.jdbc.LedgerTables.REWINDS;

import io.oncestream.state.ledger.WriterId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which branch of a job's history a table holds. Two runs that are resumed from one savepoint read
 * the same input, and a {@link Rewind} removes the rows of later checkpoints. Checkpoint ids do not
 * tell their rows apart, so each run notes where it began and with which epoch. Once it has removed
 * or committed something, the state of an earlier epoch and a later checkpoint is refused.
 *
 * <p>One note for each run and checkpoint is enough, the first, as long as no other run notes
 * another: restarts of the same run from the same checkpoint branch off at the same place. A run is
 * a job id: what Flink restarts, all of a job or one instance alone, is no branch unless another
 * run began meanwhile, and neither is a job that is resumed under the id that it had.
 */
record Branches(
        Connection connection, WriterMarkers markers, StartedWriter started, SinkAttempt attempt) {
    private static final String OF_TABLE =
            " FROM " + REWINDS + " WHERE lineage = ? AND operator = ? AND table_name = ?";

    /** Notes where this run begins, unless it only goes on. */
    void noteBeginning() throws SQLException {
        if (isResumed() || anotherRunBegan()) {
            noteOnce(0);
        }
    }

    private boolean isResumed() {
        return !attempt.lineage().job().equals(Optional.of(attempt.jobId()));
    }

    /** Throws {@link SinkFailure} where another run has gone on from before this checkpoint. */
    void refuseAbandoned() throws SQLException {
        if (attempt.lineage().epoch().isEmpty()) {
            return;
        }
        long epoch = Math.max(attempt.lineage().epoch().getAsLong(), ownBeginning());
        String sql =
                "SELECT job_id, checkpoint_id, rewound_at"
                        + OF_TABLE
                        + " AND epoch > ? AND checkpoint_id < ? AND (row_count > 0 OR epoch <= ?)"
                        + " ORDER BY checkpoint_id";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            bindTable(query);
            query.setLong(4, epoch);
            query.setLong(5, restored());
            query.setLong(6, markers.lastCommittedEpoch(started.table().name()));
            try (ResultSet row = query.executeQuery()) {
                if (row.next()) {
                    throw new SinkFailure(
                            ("table %s cannot go on from checkpoint %d: job %s has gone on from"
                                 + " checkpoint %d on %s, and the table has its rows and not those"
                                 + " that followed in other runs. Resume from a checkpoint up to"
                                 + " that one or of a run since, or write elsewhere by --table")
                                    .formatted(
                                            started.table().name(),
                                            restored(),
                                            row.getString(1),
                                            row.getLong(2),
                                            row.getString(3)));
                }
            }
        }
    }

    /** The number of rows that are removed from the table says whether it counts at once. */
    void noteOnce(long removed) throws SQLException {
        if (!isNoted()) {
            note(removed);
        }
    }

    private void note(long removed) throws SQLException {
        String sql =
                "INSERT INTO "
                        + REWINDS
                        + " (lineage, operator, table_name, job_id, checkpoint_id, epoch,"
                        + " row_count, rewound_at) VALUES (?, ?, ?, ?, ?, ?, ?,"
                        + " CURRENT_TIMESTAMP(6))";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            bindTable(insert);
            insert.setString(4, attempt.jobId());
            insert.setLong(5, restored());
            insert.setLong(6, started.id().epoch());
            insert.setLong(7, removed);
            insert.executeUpdate();
        }
    }

    private long restored() {
        return attempt.restoredCheckpoint().orElseThrow();
    }

    private boolean isNoted() throws SQLException {
        String sql = "SELECT 1" + OF_TABLE + " AND job_id = ? AND checkpoint_id = ? AND epoch > ?";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            bindTable(query);
            query.setString(4, attempt.jobId());
            query.setLong(5, restored());
            query.setLong(6, lastEpochOfOthers());
            try (ResultSet row = query.executeQuery()) {
                return row.next();
            }
        }
    }

    /**
     * The last start of the run that the state is of, at which one of its instances noted where it
     * began: another run may have begun between two of them.
     */
    private long ownBeginning() throws SQLException {
        return lastEpoch(
                " AND job_id = ? AND checkpoint_id < " + restored(),
                attempt.lineage().job().orElse(""));
    }

    /** Since the state that is restored, which then is no longer the last word. */
    private boolean anotherRunBegan() throws SQLException {
        OptionalLong epoch = attempt.lineage().epoch();
        return epoch.isPresent() && lastEpochOfOthers() > epoch.getAsLong();
    }

    /** Of the notes of other runs the latest; 0 without one. */
    private long lastEpochOfOthers() throws SQLException {
        return lastEpoch(" AND job_id <> ?", attempt.jobId());
    }

    private long lastEpoch(String where, String job) throws SQLException {
        String sql = "SELECT COALESCE(MAX(epoch), 0)" + OF_TABLE + where;
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            bindTable(query);
            query.setString(4, job);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private void bindTable(PreparedStatement statement) throws SQLException {
        WriterId writer = started.id();
        statement.setString(1, writer.lineage());
        statement.setString(2, writer.operator());
        statement.setString(3, started.table().name());
    }
}
