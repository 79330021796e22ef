package io.oncestream.connector.jdbc.protocol;

import io.oncestream.connector.jdbc.SinkFailure;
import io.oncestream.connector.jdbc.SinkName;
import io.oncestream.connector.jdbc.StartPolicy;
import io.oncestream.connector.jdbc.database.Dialect;
import io.oncestream.connector.jdbc.database.ExistingTable;
import io.oncestream.connector.jdbc.history.Beginnings;
import io.oncestream.connector.jdbc.history.Branches;
import io.oncestream.connector.jdbc.history.HistoryNotes;
import io.oncestream.connector.jdbc.history.Rewind;
import io.oncestream.connector.jdbc.ledger.KnownInstance;
import io.oncestream.connector.jdbc.ledger.Lineage;
import io.oncestream.connector.jdbc.ledger.SinkAttempt;
import io.oncestream.connector.jdbc.ledger.StartedWriter;
import io.oncestream.connector.jdbc.ledger.WriterCuts;
import io.oncestream.connector.jdbc.ledger.WriterMarkers;
import io.oncestream.state.ledger.TableDefinition;
import io.oncestream.state.ledger.TableGroup;
import io.oncestream.state.ledger.WriterId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one parallel instance of a sink does in each database before anything else: it creates its
 * tables where these are missing ({@link SinkTables}), and then, in one transaction, checks them,
 * makes sure that they are this lineage's ({@link TableClaim}), takes a new epoch and fences all
 * earlier writers of its subtask index. It comes before the commits of what a checkpoint still
 * held, for these need the fence.
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
        String group,
        List<WantedTable> tables,
        StartPolicy startPolicy,
        SinkAttempt attempt) {

    /** The tables as they are; empty where {@link #make} has something to make. */
    public Optional<List<Optional<ExistingTable>>> find(Connection connection) throws SQLException {
        return sinkTables().find(connection, tables);
    }

    /** Makes the tables that are missing, in a transaction of its own; returns them. */
    public List<Optional<ExistingTable>> make(Connection connection) throws SQLException {
        return sinkTables().make(connection, tables);
    }

    private SinkTables sinkTables() {
        return new SinkTables(dialect, sink, group, startPolicy, attempt);
    }

    /**
     * The first pass of a start that has several databases: throws where {@link #run} would, and
     * removes and leaves nothing but the claim. So none of them is set back where another one
     * refuses.
     */
    public void rehearse(Connection connection, List<Optional<ExistingTable>> existing)
            throws SQLException {
        dialect.lockStarts(connection);
        // As a commit does: its writer's row, then what it may remove.
        new WriterMarkers(connection, attempt.lineage().id(), sink.operator()).lock(attempt);
        TableOwner.claim(connection, sink, attempt);
        Savepoint claimed = connection.setSavepoint();
        run(connection, existing, true);
        connection.rollback(claimed);
    }

    /**
     * Throws {@link SinkFailure} when a table is not for this sink to write. The other starts wait
     * while this runs: each statement in it is one round trip of all of them.
     */
    public StartedWriter run(Connection connection, List<Optional<ExistingTable>> existing)
            throws SQLException {
        return run(connection, existing, false);
    }

    private StartedWriter run(
            Connection connection, List<Optional<ExistingTable>> existing, boolean decidesOnly)
            throws SQLException {
        dialect.lockStarts(connection);
        Lineage lineage = attempt.lineage();
        List<Optional<TableOwner>> owners = new ArrayList<>();
        for (WantedTable each : tables) {
            owners.add(TableOwner.find(connection, each.table().name()));
        }
        WriterMarkers markers = new WriterMarkers(connection, lineage.id(), sink.operator());
        markers.lock(attempt);
        long lastEpoch = markers.lastEpoch();
        // Starts are locked, so two never take the same number.
        WriterId writer =
                new WriterId(lineage.id(), sink.operator(), 1 + lastEpoch, attempt.subtask());
        boolean hadRows = markers.lastCheckpoint(group) > 0;
        List<TableDefinition> taken = new ArrayList<>();
        for (int i = 0; i < tables.size(); i++) {
            TableDefinition table = tables.get(i).table();
            taken.add(
                    new TableClaim(
                                    dialect,
                                    connection,
                                    sink,
                                    group,
                                    hadRows,
                                    decidesOnly,
                                    table,
                                    startPolicy,
                                    attempt)
                            .take(markers, owners.get(i), existing.get(i)));
        }
        requireNotOlderThanState(lastEpoch);
        for (int i = 0; i < tables.size(); i++) {
            String table = tables.get(i).table().name();
            TableOwner.set(connection, owners.get(i), table, sink, attempt);
        }
        markers.fence(writer, group, attempt);
        return goOn(
                connection,
                markers,
                owners.get(0),
                writer,
                new TableGroup(group, taken, tables.stream().anyMatch(WantedTable::isReplica)),
                hadRows,
                decidesOnly);
    }

    private StartedWriter goOn(
            Connection connection,
            WriterMarkers markers,
            Optional<TableOwner> owner,
            WriterId writer,
            TableGroup taken,
            boolean hadRows,
            boolean decidesOnly)
            throws SQLException {
        StartedWriter started =
                new StartedWriter(
                        writer,
                        taken,
                        attempt.jobId(),
                        KnownInstance.begun(attempt.participant(), group, writer));
        HistoryNotes notes = new HistoryNotes(connection, writer, group);
        Branches branches = new Branches(notes, markers, started, attempt);
        Beginnings beginnings = new Beginnings(dialect, connection, notes, started, attempt);
        if (isBegunAnew(owner)) {
            beginnings.noteEmptied(hadRows);
        } else if (attempt.lineage().restored()) {
            new Rewind(dialect, connection, markers, branches, beginnings, started, attempt)
                    .check(startPolicy, decidesOnly);
            beginnings.noteRestoredGap();
            started = started.knowing(branches.known());
        }
        if (taken.keepsCuts()) {
            WriterCuts.restore(connection, writer, attempt);
        }
        return started;
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
                                    tables.get(0).table().name(),
                                    lineage.epoch().getAsLong(),
                                    lineage.id(),
                                    lastEpoch));
        }
    }

    /** A submission that does not continue what an earlier one with the same job id began. */
    private boolean isBegunAnew(Optional<TableOwner> owner) {
        return !attempt.lineage().restored()
                && owner.isPresent()
                && owner.get().is(sink, attempt.lineage())
                && !owner.get().run().equals(Optional.of(attempt.run()));
    }
}
