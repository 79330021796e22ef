package io.oncestream.connector.jdbc.history;

import io.oncestream.connector.jdbc.database.Dialect;
import io.oncestream.connector.jdbc.ledger.Lineage;
import io.oncestream.connector.jdbc.ledger.SinkAttempt;
import io.oncestream.connector.jdbc.ledger.StartedWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.OptionalLong;

/**
 * What a start adds to a table's {@link History}.
 *
 * <p>A run that Flink restarts, all of it or one instance alone, only goes on. It notes that where
 * another run began meanwhile, and with its first commit where it leaves out checkpoint ids, one of
 * which may be a savepoint. For an attempt that begins where the latest one began one note is
 * enough.
 */
public record Beginnings(
        Dialect dialect,
        Connection connection,
        HistoryNotes notes,
        StartedWriter started,
        SinkAttempt attempt) {

    /** That of a commit, for which nothing has been read yet. */
    public static Beginnings of(
            Dialect dialect, Connection connection, StartedWriter started, SinkAttempt attempt) {
        HistoryNotes notes = new HistoryNotes(connection, started.id(), started.tables().name());
        return new Beginnings(dialect, connection, notes, started, attempt);
    }

    /**
     * Notes where this run begins, unless it only goes on.
     *
     * @param removed how many rows of later checkpoints it has removed
     */
    void noteBeginning(long removed) throws SQLException {
        History history = notes.read();
        long origin = attempt.originEpoch(started.id());
        long restored = attempt.restored();
        boolean isNoted =
                attempt.isResumed()
                        ? history.latestBeganAt(history.position(origin, restored), attempt.run())
                        : history.latest() == history.branch(origin);
        if (removed > 0 || !isNoted) {
            boolean goesOn = removed == 0 && !attempt.isResumed();
            OptionalLong next = goesOn ? OptionalLong.of(restored + 1) : OptionalLong.empty();
            notes.add(attempt, started.id().epoch(), origin, restored, next, removed);
        }
    }

    /**
     * Notes that this run begins with an empty table, which an earlier one had.
     *
     * @param hadRows whether that one had committed any: its checkpoints are refused at once then
     */
    public void noteEmptied(boolean hadRows) throws SQLException {
        notes.add(attempt, started.id().epoch(), 0, 0, OptionalLong.empty(), hadRows ? 1 : 0);
    }

    /**
     * Notes with the first commit of a start that it goes on behind a gap: there was a checkpoint
     * that failed, or a savepoint.
     *
     * @param next the first checkpoint in which this start took part
     */
    public void noteGap(long next) throws SQLException {
        noteGap(
                started.id().epoch(),
                new Lineage.Gap(attempt.restoredCheckpoint().orElse(0), next));
    }

    /** The same for the start whose checkpoint is restored, which may have committed nothing. */
    public void noteRestoredGap() throws SQLException {
        Lineage lineage = attempt.lineage();
        if (lineage.gap().isPresent() && lineage.epoch().isPresent()) {
            noteGap(lineage.epoch().getAsLong(), lineage.gap().get());
        }
    }

    /**
     * All instances of one start have the same gap, unless a checkpoint that failed came to some of
     * them only, and their first commits come at the same time: one note of it is enough.
     */
    private void noteGap(long epoch, Lineage.Gap gap) throws SQLException {
        if (gap.next() <= gap.from() + 1 || isNoted(epoch, gap)) {
            return;
        }
        // A start may wait for this commit's marker: the database ends such a circle.
        dialect.lockStarts(connection);
        notes.forget();
        if (!isNoted(epoch, gap)) {
            // Of whichever branch it is anyway.
            notes.add(attempt, epoch, epoch - 1, gap.from(), OptionalLong.of(gap.next()), 0);
        }
    }

    private boolean isNoted(long epoch, Lineage.Gap gap) throws SQLException {
        History history = notes.read();
        return history.beginnings().stream()
                .anyMatch(
                        beginning ->
                                beginning.epoch() == epoch
                                        || (history.branch(beginning.epoch())
                                                        == history.branch(epoch)
                                                && beginning.fromCheckpoint() == gap.from()
                                                && beginning.next().orElse(0) >= gap.next()));
    }
}
