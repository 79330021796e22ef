package io.oncestream.connector.jdbc.history;

import io.oncestream.connector.jdbc.SinkFailure;
import io.oncestream.connector.jdbc.history.History.Beginning;
import io.oncestream.connector.jdbc.history.History.Branch;
import io.oncestream.connector.jdbc.history.History.Position;
import io.oncestream.connector.jdbc.ledger.IndexMarker;
import io.oncestream.connector.jdbc.ledger.KnownInstance;
import io.oncestream.connector.jdbc.ledger.SinkAttempt;
import io.oncestream.connector.jdbc.ledger.StartedWriter;
import io.oncestream.connector.jdbc.ledger.WriterMarkers;
import io.oncestream.state.ledger.TableGroup;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which branch of a job's {@link History} a table holds. Two runs that are resumed from one
 * savepoint read the same input, and a {@link Rewind} removes the rows of later checkpoints; so a
 * run notes where it begins. A state is refused once the table has gone another way since: by what
 * was committed, or removed. The marker of every index must lie on the state's path. Its epoch does
 * not tell when it was moved there: what one run had left pending, a later one commits. An upsert
 * table may have other markers from before, which the state's run writes over.
 */
public record Branches(
        HistoryNotes notes, WriterMarkers markers, StartedWriter started, SinkAttempt attempt) {

    /** Throws {@link SinkFailure} where the table has gone another way than the state. */
    void refuseAbandoned() throws SQLException {
        if (attempt.lineage().epoch().isEmpty()) {
            return;
        }
        long epoch = attempt.lineage().epoch().getAsLong();
        History history = notes.read();
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
        for (IndexMarker marker : markers.of(tables().name())) {
            if (marker.epoch() > 0) {
                refuseOffPath(history, here, marker);
            }
        }
    }

    private void refuseOffPath(History history, Position here, IndexMarker marker) {
        Position there = history.position(marker.epoch(), marker.checkpoint());
        boolean isOnPath = History.areOnOnePath(here, there);
        boolean wasMoved =
                attempt.lineage().tables().instancesOf(tables().name()).stream()
                        .anyMatch(instance -> instance.wasMovedSince(marker, isOnPath));
        boolean isWrittenOver =
                tables().isWrittenOver() && marker.epoch() <= originEpoch() && !wasMoved;
        if (!isOnPath && !isWrittenOver) {
            throw history.whereLeft(there, here)
                    .map(this::refusal)
                    .orElseGet(() -> leftBy(history.whereLeft(here, there).orElseThrow()));
        }
        if (wasMoved) {
            throw passed(marker);
        }
    }

    /**
     * What is known of the table's indices from here on, for this instance's own and for those that
     * are retired and that it answers for.
     */
    public KnownInstance known() throws SQLException {
        History history = notes.read();
        Position here = origin(history);
        Map<Integer, IndexMarker> found = new HashMap<>();
        Map<Integer, Long> committed = new HashMap<>();
        for (IndexMarker marker : markers.of(tables().name())) {
            int subtask = marker.subtask();
            boolean isRetired = subtask >= attempt.parallelism();
            if (subtask == attempt.subtask()
                    || (isRetired && subtask % attempt.parallelism() == attempt.subtask())) {
                Position there = history.position(marker.epoch(), marker.checkpoint());
                found.put(subtask, marker);
                committed.put(subtask, history.lastCommon(here, there));
            }
        }
        return new KnownInstance(
                attempt.participant(),
                tables().name(),
                started.id().epoch(),
                restored(),
                found,
                committed);
    }

    /** Whether the table has what this very run has committed, beyond what it restores. */
    boolean isAheadByThisRun() throws SQLException {
        History history = notes.read();
        Optional<Branch> own =
                attempt.isResumed()
                        ? history.begunAt(origin(history), attempt.run())
                        : Optional.of(history.branch(originEpoch()));
        return own.isPresent()
                && markers.of(tables().name()).stream()
                        .filter(marker -> marker.checkpoint() > restored())
                        .anyMatch(marker -> history.branch(marker.epoch()) == own.get());
    }

    /**
     * Whether this run may remove what others have committed: while it begins, in however many
     * attempts, and no longer once it has a checkpoint of its own or another run began.
     */
    boolean mayRewind() throws SQLException {
        return attempt.isResumed() && notes.read().begunBehind(attempt.run()).isEmpty();
    }

    private SinkFailure refusal(Beginning other) {
        String table = started.tables().tableNames();
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
                                started.tables().tableNames(),
                                restored(),
                                own.jobId(),
                                own.fromCheckpoint(),
                                own.startedAt()));
    }

    /** The same where it went on without a checkpoint of its own, which a later run resumed. */
    private SinkFailure passed(IndexMarker marker) {
        return new SinkFailure(
                ("table %s cannot go on from checkpoint %d: the run that it is of had left"
                     + " checkpoint %d out, and the table has the rows of that since, which another"
                     + " run has committed. Resume from a checkpoint of that run, or write"
                     + " elsewhere by --table")
                        .formatted(tables().tableNames(), restored(), marker.checkpoint()));
    }

    private TableGroup tables() {
        return started.tables();
    }

    private Position origin(History history) {
        return history.position(originEpoch(), restored());
    }

    private long originEpoch() {
        return attempt.originEpoch(started.id());
    }

    private long restored() {
        return attempt.restored();
    }
}
