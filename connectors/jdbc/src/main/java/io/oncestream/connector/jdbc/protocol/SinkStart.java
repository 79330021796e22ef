package io.oncestream.connector.jdbc.protocol;

import io.oncestream.connector.jdbc.SinkFailure;
import io.oncestream.connector.jdbc.SinkName;
import io.oncestream.connector.jdbc.StartPolicy;
import io.oncestream.connector.jdbc.database.Dialect;
import io.oncestream.connector.jdbc.database.ExistingTable;
import io.oncestream.connector.jdbc.database.TableShape;
import io.oncestream.connector.jdbc.history.Beginnings;
import io.oncestream.connector.jdbc.history.Branches;
import io.oncestream.connector.jdbc.history.HistoryNotes;
import io.oncestream.connector.jdbc.history.Rewind;
import io.oncestream.connector.jdbc.ledger.KnownInstance;
import io.oncestream.connector.jdbc.ledger.Lineage;
import io.oncestream.connector.jdbc.ledger.SinkAttempt;
import io.oncestream.connector.jdbc.ledger.StartedWriter;
import io.oncestream.connector.jdbc.ledger.WriterMarkers;
import io.oncestream.state.ledger.TableDefinition;
import io.oncestream.state.ledger.WriterId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/**
 * What one parallel instance of a sink does before anything else: it creates its table where that
 * is missing ({@link SinkTables}), and then, in one transaction, checks it, makes sure that it is
 * this lineage's, takes a new epoch and fences all earlier writers of its subtask index. It comes
 * before the commits of what a checkpoint still held, for these need the fence.
 *
 * <p><b>The fence.</b> Each start takes the sink's next epoch and writes it into the rows of its
 * own index and of those that the parallelism no longer has. From then on a zombie or a clone with
 * one of these indices can commit nothing: {@link LedgerCommit}. Other indices are fenced by their
 * own starts. Until then a zombie there may still commit, and what it commits is either in the
 * restored checkpoint, or ahead of it and noticed by the start of that index.
 *
 * <p><b>A late start.</b> The machine of an attempt that Flink has given up may still be at its
 * start when its successor writes: the last start has the fence, and the successor's next commit
 * fails. Flink restarts the job then, which fences the late one. What its successor has committed a
 * late start never removes, for it can tell the rows of its own run.
 *
 * <p><b>A start without state</b> may meet rows of its own lineage, because a job id can come back:
 * with high availability in application mode, or with a fixed one, each deployment has the same.
 * Such rows are another run's, like those of another lineage, or this start is a late one. A commit
 * needs a completed checkpoint, and after one a restart has state; so committed rows and no state
 * mean a run that does not continue the one that wrote them. For the same reason the two starts
 * that must go on are told apart from it: a restart before the first checkpoint has committed
 * nothing, and neither has a sibling that started just before, since no checkpoint completes until
 * all have started. So with {@link StartPolicy#EMPTY} the first instance empties the table and the
 * others find nothing to empty. Epochs are counted on across that, and it is noted: what the
 * earlier run left in checkpoints is refused ({@link Branches}).
 */
public record SinkStart(
        Dialect dialect,
        SinkName sink,
        TableDefinition table,
        List<List<String>> indexes,
        StartPolicy startPolicy,
        SinkAttempt attempt) {

    /** What comes before the lock of starts; returns the table as it is then. */
    public Optional<ExistingTable> prepare(Connection connection) throws SQLException {
        return new SinkTables(dialect, sink, table, indexes, startPolicy, attempt)
                .prepare(connection);
    }

    /**
     * Throws {@link SinkFailure} when the table is not for this sink to write. The other starts
     * wait while this runs: each statement in it is one round trip of all of them.
     */
    public StartedWriter run(Connection connection, Optional<ExistingTable> existing)
            throws SQLException {
        dialect.lockStarts(connection);
        Lineage lineage = attempt.lineage();
        Optional<TableOwner> owner = TableOwner.find(connection, table.name());
        WriterMarkers markers = new WriterMarkers(connection, lineage.id(), sink.operator());
        markers.lock(attempt);
        long lastEpoch = markers.lastEpoch();
        // Starts are locked, so two never take the same number.
        WriterId writer =
                new WriterId(lineage.id(), sink.operator(), 1 + lastEpoch, attempt.subtask());
        boolean hadRows = markers.lastCheckpoint(table.name()) > 0;
        TableDefinition taken = takeTable(connection, markers, owner, existing);
        requireNotOlderThanState(lastEpoch);
        TableOwner.set(connection, owner, table.name(), sink, attempt);
        markers.fence(writer, table.name(), attempt);
        StartedWriter started =
                new StartedWriter(
                        writer, taken, attempt.jobId(), KnownInstance.begun(table.name(), writer));
        HistoryNotes notes = new HistoryNotes(connection, writer, table.name());
        Branches branches = new Branches(notes, markers, started, attempt);
        Beginnings beginnings = new Beginnings(dialect, connection, notes, started, attempt);
        if (isBegunAnew(owner)) {
            beginnings.noteEmptied(hadRows);
        } else if (lineage.restored()) {
            new Rewind(dialect, connection, markers, branches, beginnings, started, attempt)
                    .check(startPolicy);
            beginnings.noteRestoredGap();
            return started.knowing(branches.known());
        }
        return started;
    }

    /** By another name it would have another owner and other markers. */
    private void requireOneName(Connection connection) throws SQLException {
        for (String other : TableOwner.namesLike(connection, table.name())) {
            if (!other.equals(table.name()) && dialect.isSame(connection, other, table.name())) {
                throw new SinkFailure(
                        "table %s was written by the name %s before: give that one by --table"
                                .formatted(table.name(), other));
            }
        }
    }

    /**
     * A database that was put back to an older copy lacks rows that the state takes for committed,
     * and would give an epoch out a second time. So would another database than the job wrote.
     */
    private void requireNotOlderThanState(long lastEpoch) {
        Lineage lineage = attempt.lineage();
        if (lineage.epoch().orElse(0) > lastEpoch) {
            throw new SinkFailure(
                    ("cannot write table %s: the job resumes from start %d of lineage %s, and this"
                         + " database knows of %d starts. It is not the one that the job wrote, or"
                         + " was put back to an older copy and lacks rows, or another run has"
                         + " emptied the table since: correct --to, or resume from a checkpoint of"
                         + " that time, or start without --resume")
                            .formatted(
                                    table.name(),
                                    lineage.epoch().getAsLong(),
                                    lineage.id(),
                                    lastEpoch));
        }
    }

    private TableDefinition takeTable(
            Connection connection,
            WriterMarkers markers,
            Optional<TableOwner> owner,
            Optional<ExistingTable> existing)
            throws SQLException {
        Lineage lineage = attempt.lineage();
        if (owner.isEmpty()) {
            requireOneName(connection);
            TableDefinition taken = TableShape.check(dialect, existing, table);
            refuseForeignRows(connection);
            return taken;
        } else if (!owner.get().is(sink, lineage)) {
            requireMayReplace(owner.get(), owner.get().refusal(sink, lineage, table.name()));
            return replace(connection, markers, owner.get(), existing);
        } else if (!lineage.restored() && markers.lastCheckpoint(table.name()) > 0) {
            if (owner.get().run().equals(Optional.of(attempt.run()))) {
                throw tooLate();
            }
            requireMayReplace(owner.get(), startsWithoutItsState(owner.get()));
            return replace(connection, markers, owner.get(), existing);
        }
        return TableShape.check(dialect, existing, table);
    }

    private void requireMayReplace(TableOwner owner, String refusal) {
        if (owner.isBehind(attempt)) {
            throw new SinkFailure(
                    ("table %s went over to another run of job %s, started %s, since this one"
                         + " began, and only a new submission takes it back: submit this one anew,"
                         + " or write elsewhere by --table")
                            .formatted(table.name(), owner.job(), owner.startedAt()));
        }
        if (!owner.mayBeReplaced(sink, attempt, startPolicy)) {
            throw new SinkFailure(refusal);
        }
    }

    /** Takes a table over from another run, where that was asked for. */
    private TableDefinition replace(
            Connection connection,
            WriterMarkers markers,
            TableOwner owner,
            Optional<ExistingTable> existing)
            throws SQLException {
        TableDefinition taken = TableShape.check(dialect, existing, table);
        new WriterMarkers(connection, owner.lineage(), owner.operator()).remove(table.name());
        markers.forget();
        dialect.empty(connection, table.name());
        return taken;
    }

    /** A submission that does not continue what an earlier one with the same job id began. */
    private boolean isBegunAnew(Optional<TableOwner> owner) {
        return !attempt.lineage().restored()
                && owner.isPresent()
                && owner.get().is(sink, attempt.lineage())
                && !owner.get().run().equals(Optional.of(attempt.run()));
    }

    private SinkFailure tooLate() {
        return new SinkFailure(
                ("table %s has rows that this very run has committed, and this attempt starts"
                                + " without state. If the job was being stopped, they are those of"
                                + " its savepoint, which is complete: resume from it. If not, this"
                                + " is an attempt that Flink had given up, and another one writes")
                        .formatted(table.name()));
    }

    private String startsWithoutItsState(TableOwner owner) {
        return "table %s has rows that an earlier run of job %s committed (lineage %s, started %s),"
                        .formatted(table.name(), owner.job(), owner.lineage(), owner.startedAt())
                + " and this one, with the same job id, starts without state: continue by --resume"
                + " PATH, or let --fresh empty the table, or write elsewhere by --table";
    }

    private void refuseForeignRows(Connection connection) throws SQLException {
        String sql = "SELECT 1 FROM " + dialect.quoteTable(table.name()) + " LIMIT 1";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            if (row.next()) {
                throw new SinkFailure(
                        "table "
                                + table.name()
                                + " holds rows that no oncestream job wrote: choose another table"
                                + " by --table, or empty it yourself");
            }
        }
    }
}
