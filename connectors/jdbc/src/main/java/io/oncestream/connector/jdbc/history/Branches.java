package io.oncestream.connector.jdbc.history;

import io.oncestream.connector.jdbc.SinkFailure;
import io.oncestream.connector.jdbc.history.History.Beginning;
import io.oncestream.connector.jdbc.history.History.Branch;
import io.oncestream.connector.jdbc.history.History.Position;
import io.oncestream.connector.jdbc.ledger.Lineage;
import io.oncestream.connector.jdbc.ledger.SinkAttempt;
import io.oncestream.connector.jdbc.ledger.StartedWriter;
import io.oncestream.connector.jdbc.ledger.WriterMarkers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which branch of a job's {@link History} a table holds. Two runs that are resumed from one
 * savepoint read the same input, and a {@link Rewind} removes the rows of later checkpoints; so a
 * run notes where it begins. A state is refused once the table has gone another way since: by what
 * was committed, or removed. The marker of every index must lie on the state's path. Its epoch does
 * not tell when it was moved there: what one run had left pending, a later one commits. An upsert
 * table may have other markers from before, which the state's run writes over.
 *
 * <p>A run that Flink restarts, all of it or one instance alone, only goes on. It notes that where
 * another run began meanwhile, and with its first commit where it leaves out checkpoint ids, one of
 * which may be a savepoint. For an attempt that begins where the latest one began one note is
 * enough.
 */
public record Branches(
        Connection connection, WriterMarkers markers, StartedWriter started, SinkAttempt attempt) {

    /** Throws {@link SinkFailure} where the table has gone another way than the state. */
    void refuseAbandoned() throws SQLException {
        if (attempt.lineage().epoch().isEmpty()) {
            return;
        }
        long epoch = attempt.lineage().epoch().getAsLong();
        History history = notes().read();
        Position here = history.position(epoch, restored());
        Optional<Beginning> setBack = history.setBackBehind(epoch, restored());
        if (setBack.isPresent()) {
            throw refusal(setBack.get());
        }
        for (Beginning beginning : history.beginnings()) {
            if (beginning.epoch() > epoch && beginning.removed() > 0) {
                Position behind =
                        history.position(beginning.epoch(), beginning.fromCheckpoint() + 1);
                if (!History.areOnOnePath(here, behind)) {
                    throw refusal(beginning);
                }
            }
        }
        for (WriterMarkers.Committed committed : markers.committed(started.table().name())) {
            Position there = history.position(committed.epoch(), committed.checkpoint());
            boolean counts = !started.table().isUpsert() || committed.epoch() > epoch;
            if (counts && !History.areOnOnePath(here, there)) {
                throw history.whereLeft(there, here)
                        .map(this::refusal)
                        .orElseGet(() -> leftBy(history.whereLeft(here, there).orElseThrow()));
            }
        }
    }

    /** Whether the table has what this very run has committed, beyond what it restores. */
    boolean isAheadByThisRun() throws SQLException {
        History history = notes().read();
        Optional<Branch> own =
                isResumed()
                        ? history.begunAt(origin(history), attempt.run())
                        : Optional.of(history.branch(originEpoch()));
        return own.isPresent()
                && markers.committed(started.table().name()).stream()
                        .filter(committed -> committed.checkpoint() > restored())
                        .anyMatch(committed -> history.branch(committed.epoch()) == own.get());
    }

    /**
     * Whether this run may remove what others have committed: while it begins, in however many
     * attempts, and no longer once it has a checkpoint of its own or another run began.
     */
    boolean mayRewind() throws SQLException {
        return isResumed() && notes().read().begunBehind(attempt.run()).isEmpty();
    }

    private SinkFailure refusal(Beginning other) {
        String table = started.table().name();
        if (other.fromCheckpoint() == 0 && other.next().isEmpty()) {
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

    /** The same where it is the state's own run that went another way. */
    private SinkFailure leftBy(Beginning own) {
        return new SinkFailure(
                ("table %s cannot go on from checkpoint %d: job %s, whose it is, has gone on from"
                                + " checkpoint %d on %s, and the table has what other runs have"
                                + " committed behind that one. Resume from a checkpoint up to that"
                                + " one or of these runs, or write elsewhere by --table")
                        .formatted(
                                started.table().name(),
                                restored(),
                                own.jobId(),
                                own.fromCheckpoint(),
                                own.startedAt()));
    }

    /**
     * Notes where this run begins, unless it only goes on.
     *
     * @param removed how many rows of later checkpoints it has removed
     */
    void noteBeginning(long removed) throws SQLException {
        History history = notes().read();
        long epoch = started.id().epoch();
        if (removed > 0 || (isResumed() && !isNoted(history))) {
            notes().add(attempt, epoch, originEpoch(), restored(), OptionalLong.empty(), removed);
        } else if (!isResumed() && history.latest() != history.branch(originEpoch())) {
            notes().add(
                            attempt,
                            epoch,
                            originEpoch(),
                            restored(),
                            OptionalLong.of(restored() + 1),
                            0);
        }
    }

    /**
     * Notes that this run begins with an empty table, which an earlier one had.
     *
     * @param hadRows whether that one had committed any: its checkpoints are refused at once then
     */
    public void noteEmptied(boolean hadRows) throws SQLException {
        notes().add(attempt, started.id().epoch(), 0, 0, OptionalLong.empty(), hadRows ? 1 : 0);
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
            // That start may be a zombie that commits, and notes the same.
            markers.lock(started.table().name());
            noteGap(lineage.epoch().getAsLong(), lineage.gap().get());
        }
    }

    /** All instances of one start have the same gap, and one note of it is enough. */
    private void noteGap(long epoch, Lineage.Gap gap) throws SQLException {
        if (gap.next() <= gap.from() + 1) {
            return;
        }
        History history = notes().read();
        for (Beginning beginning : history.beginnings()) {
            boolean isSame =
                    history.branch(beginning.epoch()) == history.branch(epoch)
                            && beginning.fromCheckpoint() == gap.from()
                            && beginning.next().equals(OptionalLong.of(gap.next()));
            if (isSame || beginning.epoch() == epoch) {
                return;
            }
        }
        // Of whichever branch it is anyway.
        notes().add(attempt, epoch, epoch - 1, gap.from(), OptionalLong.of(gap.next()), 0);
    }

    private HistoryNotes notes() {
        return new HistoryNotes(connection, started.id(), started.table().name());
    }

    private boolean isNoted(History history) {
        return history.latestBeganAt(origin(history), attempt.run());
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
}
