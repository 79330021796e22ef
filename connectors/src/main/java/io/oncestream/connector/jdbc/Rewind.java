package io.oncestream.connector.jdbc;

import static io.oncestream.connector.jdbc.LedgerTables.REWINDS;

import io.oncestream.state.ledger.TableDefinition;
import io.oncestream.state.ledger.WriterId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A start with state, which may be that of an older checkpoint than the table has, or of another
 * branch of its history. The job will read its input anew from there.
 *
 * <p><b>An append table</b> would have those rows twice. The start is refused, or it first removes
 * the rows of the later checkpoints, by their column {@link TableDefinition#TRANSACTION}. The first
 * instance that starts does this for all of them, in the transaction of its start, and sets the
 * markers back: its siblings find a table that is not ahead. None of these has committed anything
 * newer than the restored checkpoint, because no checkpoint completes until all have started. A
 * zombie or clone may, until its own index is started; then that start finds the table ahead again
 * and does the same again.
 *
 * <p>There is no way back. The later checkpoints of other runs count on rows that are gone, so a
 * rewind is noted, with the epoch from which it holds, and the state of an earlier epoch and a
 * later checkpoint is refused. One note for each run and checkpoint is enough, the first, as long
 * as no other run notes another: restarts of the same run from the same checkpoint branch off at
 * the same place.
 *
 * <p><b>A branch</b> begins also where nothing had to be removed: two runs that are resumed from
 * one savepoint read the same input. Checkpoint ids do not tell their rows apart, so each run notes
 * where it began, and once it has committed something the later checkpoints of others are refused
 * as above. A run is a job id: what Flink restarts, all of a job or one instance alone, is no
 * branch unless another run began meanwhile, and neither is a job that is resumed under the id that
 * it had.
 *
 * <p><b>An upsert table</b> cannot be set back and need not be: it is written over until the replay
 * has reached what it had. Nothing changes before the first commit, so that where another sink of
 * the job refuses, the later checkpoints can still be resumed.
 */
record Rewind(
        Dialect dialect,
        Connection connection,
        WriterMarkers markers,
        StartedWriter started,
        SinkAttempt attempt) {
    private static final Logger LOG = LoggerFactory.getLogger(Rewind.class);

    private static final String OF_TABLE =
            " FROM " + REWINDS + " WHERE lineage = ? AND operator = ? AND table_name = ?";

    /** Throws {@link SinkFailure} where the table must not go on from the restored checkpoint. */
    void check(StartPolicy policy) throws SQLException {
        refuseAbandonedHistory();
        long last = markers.lastCheckpoint(table().name());
        if (last <= restored()) {
            if (!table().isUpsert() && (isResumed() || anotherRunBegan())) {
                noteOnce(0);
            }
        } else if (table().isUpsert()) {
            LOG.warn(
                    "Table {} has checkpoint {} and goes on from {}: its rows are written over"
                            + " until the replay has reached what it had",
                    table().name(),
                    last,
                    restored());
        } else if (policy == StartPolicy.REWIND && table().tellsTransactions()) {
            rewind(last);
        } else {
            throw new SinkFailure(refusal(last));
        }
    }

    private void rewind(long last) throws SQLException {
        long removed = removeLaterRows();
        markers.subtract(table().name(), removed, started.id().subtask());
        markers.setBack(table().name(), restored());
        noteOnce(removed);
        LOG.warn(
                "Removed {} rows of checkpoints {} to {} from table {}, which goes on from"
                        + " checkpoint {}",
                removed,
                restored() + 1,
                last,
                table().name(),
                restored());
    }

    private TableDefinition table() {
        return started.table();
    }

    private long restored() {
        return attempt.restoredCheckpoint().orElseThrow();
    }

    private String later() {
        return dialect.quote(table().name())
                + " WHERE "
                + dialect.quote(TableDefinition.TRANSACTION.name())
                + " > "
                + restored();
    }

    private long removeLaterRows() throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM " + later())) {
            return delete.executeLargeUpdate();
        }
    }

    private String refusal(long last) throws SQLException {
        String ahead =
                "table %s is ahead: it has checkpoint %d, committed %s, and this job resumes from %d;"
                        .formatted(
                                table().name(),
                                last,
                                markers.lastCommit(table().name()),
                                restored());
        if (!table().tellsTransactions()) {
            return ahead
                    + " it would write the rows of the checkpoints between a second time. They"
                    + " cannot be told from the others, for the table has no column "
                    + TableDefinition.TRANSACTION.name()
                    + ": resume from the last checkpoint, or write elsewhere by --table";
        }
        return ahead
                + " it would write %d rows a second time. Resume from the last checkpoint, or let"
                        .formatted(countLaterRows())
                + " --allow-rewind remove these rows first, or write elsewhere by --table";
    }

    private long countLaterRows() throws SQLException {
        try (PreparedStatement query =
                        connection.prepareStatement("SELECT COUNT(*) FROM " + later());
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private boolean isResumed() {
        return !attempt.lineage().job().equals(Optional.of(attempt.jobId()));
    }

    private void refuseAbandonedHistory() throws SQLException {
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
            query.setLong(6, markers.lastCommittedEpoch(table().name()));
            try (ResultSet row = query.executeQuery()) {
                if (row.next()) {
                    throw new SinkFailure(
                            ("table %s cannot go on from checkpoint %d: job %s has gone on from"
                                 + " checkpoint %d on %s, and the table has its rows and not those"
                                 + " that followed in other runs. Resume from a checkpoint up to"
                                 + " that one or of a run since, or write elsewhere by --table")
                                    .formatted(
                                            table().name(),
                                            restored(),
                                            row.getString(1),
                                            row.getLong(2),
                                            row.getString(3)));
                }
            }
        }
    }

    private void noteOnce(long removed) throws SQLException {
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
        statement.setString(3, table().name());
    }
}
