package io.oncestream.connector.jdbc;

import static io.oncestream.connector.jdbc.LedgerTables.REWINDS;

import io.oncestream.connector.jdbc.History.Beginning;
import io.oncestream.connector.jdbc.History.Position;
import io.oncestream.state.ledger.WriterId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which branch of a job's {@link History} a table holds. Two runs that are resumed from one
 * savepoint read the same input, and a {@link Rewind} removes the rows of later checkpoints; so a
 * run notes where it begins. A state is refused once the table has gone another way since the start
 * that the state is of: by what a later start has committed, or removed.
 *
 * <p>A run that Flink restarts, all of it or one instance alone, only goes on and notes nothing,
 * unless another run began meanwhile or the table is ahead of what it restores. For an attempt that
 * begins where the latest one began one note is enough.
 */
record Branches(
        Connection connection, WriterMarkers markers, StartedWriter started, SinkAttempt attempt) {
    private static final String OF_TABLE =
            " FROM " + REWINDS + " WHERE lineage = ? AND operator = ? AND table_name = ?";

    /** Throws {@link SinkFailure} where the table has gone another way than the state. */
    void refuseAbandoned() throws SQLException {
        if (attempt.lineage().epoch().isEmpty()) {
            return;
        }
        long epoch = attempt.lineage().epoch().getAsLong();
        History history = history();
        Position here = history.position(epoch, restored());
        for (Beginning beginning : history.beginnings()) {
            if (beginning.epoch() > epoch && beginning.removed() > 0) {
                Position behind =
                        history.position(beginning.epoch(), beginning.fromCheckpoint() + 1);
                if (!History.areOnOnePath(here, behind)) {
                    throw refusal(beginning);
                }
            }
        }
        Position table = tablePosition(history);
        if (markers.lastCommittedEpoch(started.table().name()) > epoch
                && !History.areOnOnePath(here, table)) {
            throw refusal(history.whereParted(table, here));
        }
    }

    /** Whether the table has what this very run has committed, beyond what it restores. */
    boolean isAheadByThisRun() throws SQLException {
        if (!isResumed()) {
            return true;
        }
        History history = history();
        return history.latestBeganAt(origin(history), attempt.jobId())
                && tablePosition(history).branch() == history.latest();
    }

    /** What has been committed is that of the newest writer that has committed anything. */
    private Position tablePosition(History history) throws SQLException {
        String table = started.table().name();
        long epoch = markers.lastCommittedEpoch(table);
        long checkpoint = 0;
        for (WriterMarkers.Committed committed : markers.committed(table)) {
            if (history.branch(committed.epoch()) == history.branch(epoch)) {
                checkpoint = Math.max(checkpoint, committed.checkpoint());
            }
        }
        return history.position(epoch, checkpoint);
    }

    private SinkFailure refusal(Beginning other) {
        String table = started.table().name();
        if (other.fromCheckpoint() == 0) {
            return new SinkFailure(
                    ("table %s cannot go on from checkpoint %d: job %s has emptied it on %s and has"
                                    + " begun anew. Resume from a checkpoint of that run, or start"
                                    + " without --resume")
                            .formatted(table, restored(), other.jobId(), other.startedAt()));
        }
        return new SinkFailure(
                ("table %s cannot go on from checkpoint %d: job %s has gone on from checkpoint %d"
                                + " on %s, and the table has its rows and not those that followed"
                                + " in other runs. Resume from a checkpoint up to that one or of a"
                                + " run since, or write elsewhere by --table")
                        .formatted(
                                table,
                                restored(),
                                other.jobId(),
                                other.fromCheckpoint(),
                                other.startedAt()));
    }

    /**
     * Notes where this run begins, unless it only goes on.
     *
     * @param isAhead whether the table has later checkpoints, or had: they are another branch now
     * @param removed how many of their rows were removed
     */
    void noteBeginning(boolean isAhead, long removed) throws SQLException {
        History history = history();
        Position origin = origin(history);
        boolean isNoted = history.latestBeganAt(origin, attempt.jobId());
        boolean isBranch =
                isAhead || isResumed() || history.latest() != history.branch(originEpoch());
        if (removed > 0 || (isBranch && !isNoted)) {
            note(originEpoch(), restored(), removed);
        }
    }

    /** Notes that this run begins with an empty table, which had this lineage's rows before. */
    void noteEmptied(long rows) throws SQLException {
        note(0, 0, Math.max(1, rows));
    }

    private boolean isResumed() {
        return !attempt.lineage().run().equals(Optional.of(attempt.run()));
    }

    private Position origin(History history) {
        return history.position(originEpoch(), restored());
    }

    /** A state of an early version does not tell its start: that is the one before this. */
    private long originEpoch() {
        return attempt.lineage().epoch().orElse(started.id().epoch() - 1);
    }

    private long restored() {
        return attempt.restoredCheckpoint().orElseThrow();
    }

    private void note(long fromEpoch, long checkpoint, long removed) throws SQLException {
        String sql =
                "INSERT INTO "
                        + REWINDS
                        + " (lineage, operator, table_name, job_id, from_epoch, checkpoint_id,"
                        + " epoch, row_count, rewound_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?,"
                        + " CURRENT_TIMESTAMP(6))";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            bindTable(insert);
            insert.setString(4, attempt.jobId());
            insert.setLong(5, fromEpoch);
            insert.setLong(6, checkpoint);
            insert.setLong(7, started.id().epoch());
            insert.setLong(8, removed);
            insert.executeUpdate();
        }
    }

    /** Early versions noted no epoch to come from: it was most often the one before. */
    private History history() throws SQLException {
        String sql =
                "SELECT epoch, job_id, COALESCE(from_epoch, epoch - 1), checkpoint_id, row_count,"
                        + " rewound_at"
                        + OF_TABLE
                        + " ORDER BY epoch";
        List<Beginning> beginnings = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            bindTable(query);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    beginnings.add(
                            new Beginning(
                                    row.getLong(1),
                                    row.getString(2),
                                    row.getLong(3),
                                    row.getLong(4),
                                    row.getLong(5),
                                    row.getString(6)));
                }
            }
        }
        return new History(beginnings);
    }

    private void bindTable(PreparedStatement statement) throws SQLException {
        WriterId writer = started.id();
        statement.setString(1, writer.lineage());
        statement.setString(2, writer.operator());
        statement.setString(3, started.table().name());
    }
}
