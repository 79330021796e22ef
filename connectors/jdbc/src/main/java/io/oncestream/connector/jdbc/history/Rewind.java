package io.oncestream.connector.jdbc.history;

import static java.util.stream.Collectors.toMap;

import io.oncestream.connector.jdbc.SinkFailure;
import io.oncestream.connector.jdbc.StartPolicy;
import io.oncestream.connector.jdbc.database.Dialect;
import io.oncestream.connector.jdbc.ledger.IndexMarker;
import io.oncestream.connector.jdbc.ledger.KnownInstance;
import io.oncestream.connector.jdbc.ledger.KnownTables;
import io.oncestream.connector.jdbc.ledger.SinkAttempt;
import io.oncestream.connector.jdbc.ledger.StartedWriter;
import io.oncestream.connector.jdbc.ledger.WriterMarkers;
import io.oncestream.state.ledger.TableDefinition;
import io.oncestream.state.ledger.TableGroup;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
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
 * zombie or clone may, until its own index is started: before the rewind, which waits for it, or
 * behind it; then that start finds the table ahead again and does the same again.
 *
 * <p>There is no way back: the later checkpoints count on rows that are gone. They are refused, and
 * so are those of another branch of the history, where nothing had to be removed: {@link Branches}.
 *
 * <p>Rows that this very run has committed are never removed: it restores its last checkpoint, so
 * an attempt that finds the table ahead of that was given up ({@code SinkStart}), or the job was
 * being stopped with a savepoint, which Flink does not restore by itself. Nor does a run remove
 * what others have committed once it has a checkpoint of its own or another run began behind it: it
 * was submitted with leave to go back from where the table was then, and may start late.
 *
 * <p><b>An upsert table</b> cannot be set back and need not be: it is written over until the replay
 * has reached what it had. Nothing changes before the first commit, so that where another sink of
 * the job refuses, the later checkpoints can still be resumed. Behind it they are refused: their
 * rows were replaced by older ones, which they would leave there. One that is a replica is never
 * written over: who has read it has acted on what it had.
 */
public record Rewind(
        Dialect dialect,
        Connection connection,
        WriterMarkers markers,
        Branches branches,
        Beginnings beginnings,
        StartedWriter started,
        SinkAttempt attempt) {
    private static final Logger LOG = LoggerFactory.getLogger(Rewind.class);

    /**
     * Throws {@link SinkFailure} where the table must not go on from the restored checkpoint.
     *
     * @param decidesOnly whether no rows are removed yet
     */
    public void check(StartPolicy policy, boolean decidesOnly) throws SQLException {
        branches.refuseAbandoned();
        long last = markers.lastCheckpoint(tables().name());
        requireWhatIsKnown(last);
        refuseRowsThatWentElsewhere(last);
        if (last > restored() && !tables().isWrittenOver()) {
            boolean allowed = policy == StartPolicy.REWIND;
            if (!allowed || branches.isAheadByThisRun() || !branches.mayRewind() || !canRemove()) {
                throw new SinkFailure(refusal(last, allowed));
            }
            if (!decidesOnly) {
                rewind(last);
            }
            return;
        }
        beginnings.noteBeginning(0);
        if (last > restored()) {
            LOG.warn(
                    "Table {} has checkpoint {} and goes on from {}: its rows are written over"
                            + " until the replay has reached what it had",
                    tables().tableNames(),
                    last,
                    restored());
        }
    }

    /** Also where nothing is pending whose predecessor would be missed. */
    private void requireWhatIsKnown(long last) throws SQLException {
        KnownTables known = attempt.lineage().tables();
        requireCommitted(known.committedTo(tables().name()), last);
        Map<Integer, Long> committed =
                markers.of(tables().name()).stream()
                        .collect(toMap(IndexMarker::subtask, IndexMarker::checkpoint));
        for (KnownInstance instance : known.instancesOf(tables().name())) {
            instance.committed()
                    .forEach(
                            (subtask, least) ->
                                    requireCommitted(least, committed.getOrDefault(subtask, 0L)));
        }
    }

    private void requireCommitted(long known, long last) {
        if (last < known) {
            throw new SinkFailure(
                    ("table %s lacks rows: the job that resumes here had committed checkpoint %d,"
                                    + " and the table has checkpoint %d. The database was put back"
                                    + " to an older copy, or another run has emptied the table:"
                                    + " resume from a checkpoint of that time, or start without"
                                    + " --resume")
                            .formatted(tables().tableNames(), known, last));
        }
    }

    /**
     * The job went on in another table meanwhile, and comes back: what another run has written here
     * since is in that table too. Where rows replace those of the same key that does no harm.
     */
    private void refuseRowsThatWentElsewhere(long last) throws SQLException {
        KnownTables known = attempt.lineage().tables();
        long left = known.leftAt(tables().name());
        if (tables().isWrittenOver() || !known.wentOnElsewhere(tables().name()) || last <= left) {
            return;
        }
        if (!canRemove()
                || exists("%s > %d AND %1$s <= %d".formatted(transaction(), left, restored()))) {
            throw new SinkFailure(
                    ("table %s has rows of checkpoints after %d that another run wrote, and this"
                         + " job has written them to table %s: write elsewhere by --table")
                            .formatted(tables().tableNames(), left, known.current().orElseThrow()));
        }
    }

    private void rewind(long last) throws SQLException {
        // First, so that no commit is hidden whose rows the removal does not see.
        markers.lock(tables().name());
        long removed = removeLaterRows();
        markers.subtract(tables().name(), removed, started.id().subtask());
        markers.setBack(tables().name(), restored());
        beginnings.noteBeginning(Math.max(1, removed));
        LOG.warn(
                "Removed {} rows of checkpoints {} to {} from table {}, which goes on from"
                        + " checkpoint {}",
                removed,
                restored() + 1,
                last,
                tables().tableNames(),
                restored());
    }

    private TableGroup tables() {
        return started.tables();
    }

    private long restored() {
        return attempt.restoredCheckpoint().orElseThrow();
    }

    private String transaction() {
        return dialect.quote(TableDefinition.TRANSACTION.name());
    }

    private String later(TableDefinition table) {
        return dialect.quoteTable(table.name()) + " WHERE " + transaction() + " > " + restored();
    }

    /** Whether each row tells its transaction; the column may be younger than some of them. */
    private boolean canRemove() throws SQLException {
        return tellTransactions() && !exists(transaction() + " IS NULL");
    }

    private boolean tellTransactions() {
        return tables().tables().stream().allMatch(TableDefinition::tellsTransactions);
    }

    private boolean exists(String condition) throws SQLException {
        for (TableDefinition table : tables().tables()) {
            String sql =
                    "SELECT 1 FROM "
                            + dialect.quoteTable(table.name())
                            + " WHERE "
                            + condition
                            + " LIMIT 1";
            try (PreparedStatement query = connection.prepareStatement(sql);
                    ResultSet row = query.executeQuery()) {
                if (row.next()) {
                    return true;
                }
            }
        }
        return false;
    }

    private long removeLaterRows() throws SQLException {
        long removed = 0;
        for (TableDefinition table : tables().tables()) {
            try (PreparedStatement delete =
                    connection.prepareStatement("DELETE FROM " + later(table))) {
                removed += delete.executeLargeUpdate();
            }
        }
        return removed;
    }

    private String refusal(long last, boolean allowed) throws SQLException {
        if (branches.isAheadByThisRun()) {
            return ("table %s is ahead: this very run has committed checkpoint %d, and this attempt"
                        + " restores %d. If the job was being stopped, that is its savepoint, which"
                        + " is complete: resume from it. If not, resume from checkpoint %3$d with"
                        + " --allow-rewind, or write elsewhere by --table")
                    .formatted(tables().tableNames(), last, restored());
        }
        String ahead =
                "table %s is ahead: it has checkpoint %d, committed %s, and this job resumes from %d;"
                        .formatted(
                                tables().tableNames(),
                                last,
                                markers.lastCommit(tables().name()),
                                restored());
        if (allowed && !branches.mayRewind()) {
            return ahead
                    + " another run began since this one, and only a new submission removes rows:"
                    + " stop this one; to go back all the same, resume anew from here with"
                    + " --allow-rewind, or write elsewhere by --table";
        }
        if (!canRemove()) {
            return ahead
                    + " it would write the rows of the checkpoints between a second time. They"
                    + " cannot be told from the others, for "
                    + (tellTransactions()
                            ? "some have no value in column "
                            : "the table has no column ")
                    + TableDefinition.TRANSACTION.name()
                    + ": resume from the last checkpoint, or write elsewhere by --table";
        }
        return ahead
                + " it would write %d rows a second time. Resume from the last checkpoint, or let"
                        .formatted(countLaterRows())
                + " --allow-rewind remove these rows first, or write elsewhere by --table";
    }

    private long countLaterRows() throws SQLException {
        long rows = 0;
        for (TableDefinition table : tables().tables()) {
            String sql = "SELECT COUNT(*) FROM " + later(table);
            try (PreparedStatement query = connection.prepareStatement(sql);
                    ResultSet row = query.executeQuery()) {
                row.next();
                rows += row.getLong(1);
            }
        }
        return rows;
    }
}
