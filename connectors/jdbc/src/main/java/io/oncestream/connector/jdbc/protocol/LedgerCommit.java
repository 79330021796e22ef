package io.oncestream.connector.jdbc.protocol;

import io.oncestream.connector.jdbc.SinkFailure;
import io.oncestream.connector.jdbc.database.Dialect;
import io.oncestream.connector.jdbc.database.ExistingTable;
import io.oncestream.connector.jdbc.history.History;
import io.oncestream.connector.jdbc.history.HistoryNotes;
import io.oncestream.connector.jdbc.ledger.StartedWriter;
import io.oncestream.connector.jdbc.ledger.WriterCuts;
import io.oncestream.connector.jdbc.rows.SealedRows;
import io.oncestream.state.ledger.SealedTransaction;
import io.oncestream.state.ledger.TableDefinition;
import io.oncestream.state.ledger.TableGroup;
import io.oncestream.state.ledger.TableRows;
import io.oncestream.state.ledger.WriterId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The second phase, as a unit of work that may run any number of times and takes effect once. In
 * one local transaction it locks two rows of the ledger, decides, writes the rows and moves the
 * marker.
 *
 * <p><b>May this writer commit?</b> The row of its own subtask index has the fence. Another epoch
 * there means that this index was started anew, by a restart of the job or by another job with the
 * same lineage: this writer is a zombie or a clone and commits nothing, not even what it was given
 * by an earlier attempt. While the lock is held no start can take the fence.
 *
 * <p><b>Is it the transaction's turn?</b> The row of the index that sealed it, which need not be
 * the committer's own after a rescale, has the marker:
 *
 * <ul>
 *   <li>at this transaction or later on the same path ({@link History}): this was committed before,
 *       by us or by an attempt whose answer was lost; do nothing;
 *   <li>at its predecessor, or, for the first transaction of an epoch, in an earlier epoch: write
 *       the rows and move it;
 *   <li>elsewhere: a transaction between is missing; fail and write nothing.
 * </ul>
 *
 * <p>A sink of several databases commits so in each, once all have voted and the checkpoint is
 * complete: its completed checkpoint is the coordinator's log (J. Stamos, F. Cristian, A Low-Cost
 * Atomic Commit Protocol, 1990), with the rows in it. {@code WriterCuts} tells readers up to where
 * a database has them.
 *
 * <p>That the first transaction of an epoch names no predecessor hides no gap: Flink completes no
 * checkpoint of an epoch before every instance has committed all that it restored from earlier
 * ones. Checkpoint ids grow over all epochs of one history, because Flink counts on from the
 * restored checkpoint, a rewind sets the markers back and a start refuses the state of a history
 * that branched off ({@code Branches}); a newer epoch with an older checkpoint id is an upsert
 * table that is written over.
 */
public final class LedgerCommit {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerCommit.class);

    private final Dialect dialect;
    private final FailurePoint failurePoint;

    public LedgerCommit(Dialect dialect, FailurePoint failurePoint) {
        this.dialect = dialect;
        this.failurePoint = failurePoint;
    }

    /**
     * The vote of a database: whether this writer could commit now. It binds nobody, for a commit
     * asks again; but an outage is found before the decision and not behind it, where it would
     * leave the other databases ahead until it is over.
     */
    public void vote(Connection connection, StartedWriter self) throws SQLException {
        Marker own = Marker.read(connection, Marker.Key.of(self.id(), self.tables().name()));
        requireOwnFence(known(own, self.id()), self, "what " + self + " has received");
    }

    /**
     * Writes the rows unless they are there, and notes the cut; returns how many it wrote.
     *
     * @param complete the checkpoint that is known to be complete: this transaction's, or a later
     *     one. An earlier one may have been given up: no reader may stop there
     */
    public long run(
            Connection connection, StartedWriter self, SealedTransaction transaction, long complete)
            throws SQLException {
        long written = write(connection, self, transaction);
        boolean isLast = transaction.last();
        // Behind its last transaction an index has nothing: that holds for what completes later.
        if (transaction.group().equals(TableGroup.ALL)
                && (isLast || transaction.checkpointId() == complete)) {
            boolean ended = isLast && transaction.writer().equals(self.id());
            WriterCuts.raise(connection, transaction, complete, ended);
        }
        return written;
    }

    private long write(Connection connection, StartedWriter self, SealedTransaction transaction)
            throws SQLException {
        transaction.tables().forEach(rows -> verify(transaction, rows));
        failurePoint.reached(FailurePoint.Step.BEGINNING, transaction);
        Marker.Key own = Marker.Key.of(self.id(), self.tables().name());
        Marker.Key origin = Marker.Key.of(transaction.writer(), transaction.group());
        Map<Marker.Key, Marker> locked = Marker.lock(connection, own, origin);
        requireOwnFence(known(locked.get(own), transaction), self, transaction);
        Marker marker = known(locked.get(origin), transaction);
        if (marker.covers(transaction)) {
            requireOnePath(connection, marker, transaction);
            LOG.info("Skipping {}: the database has it already", transaction);
            return 0;
        }
        if (!marker.precedes(transaction)) {
            throw outOfTurn(marker, transaction);
        }
        if (!transaction.writer().equals(self.id())) {
            for (TableRows rows : transaction.tables()) {
                requireSameKey(connection, transaction, rows.table());
            }
        }
        Marker.move(connection, origin, transaction);
        for (TableRows rows : transaction.tables()) {
            dialect.apply(connection, rows, transaction.checkpointId());
        }
        failurePoint.reached(FailurePoint.Step.APPLIED, transaction);
        return transaction.rows();
    }

    private void verify(SealedTransaction transaction, TableRows rows) {
        if (!rows.codec().equals(dialect.codec())) {
            throw new SinkFailure(
                    "%s is encoded as %s, this version of oncestream writes %s to this database:"
                                    .formatted(transaction, rows.codec(), dialect.codec())
                            + " resume with the version and the database that it was made for");
        }
        if (SealedRows.checksum(rows.chunks()) != rows.checksum()) {
            throw new SinkFailure(
                    transaction + " is damaged in the checkpoint: resume from an earlier one");
        }
    }

    /**
     * A start has looked at the table that it writes itself. What an earlier one sealed may be for
     * a table that was changed since, and not every database notices.
     */
    private void requireSameKey(
            Connection connection, SealedTransaction transaction, TableDefinition table)
            throws SQLException {
        Optional<ExistingTable> existing = dialect.describe(connection, table.name());
        if (table.hasKey() && existing.isPresent() && !existing.get().hasKeyOf(table)) {
            throw new SinkFailure(
                    ("cannot commit %s: its rows are for the primary key %s, and table %s has %s"
                                    + " now: give it the former key again, resume with the job that"
                                    + " wrote it, and stop that one with a savepoint first")
                            .formatted(
                                    transaction,
                                    table.storedKey(),
                                    table.name(),
                                    existing.get().primaryKey()));
        }
    }

    /** Two runs that began in turns may each have committed at another index. */
    private static void requireOnePath(
            Connection connection, Marker marker, SealedTransaction transaction)
            throws SQLException {
        WriterId writer = transaction.writer();
        if (marker.epoch() == writer.epoch()) {
            return;
        }
        History history = new HistoryNotes(connection, writer, transaction.group()).read();
        if (!History.areOnOnePath(
                history.position(marker.epoch(), marker.checkpointId()),
                history.position(writer.epoch(), transaction.checkpointId()))) {
            throw outOfTurn(marker, transaction);
        }
    }

    private static void requireOwnFence(Marker own, StartedWriter self, Object what) {
        if (own.fence() != self.id().epoch()) {
            if (own.jobId().equals(self.jobId())) {
                throw new IllegalStateException(
                        ("cannot commit %s: another attempt of this job started %s (epoch %d) and"
                             + " writes now; if it is one that Flink had given up, the restart of"
                             + " this one (epoch %d) takes over again")
                                .formatted(what, own.startedAt(), own.fence(), self.id().epoch()));
            }
            throw new SinkFailure(
                    ("cannot commit %s: job %s, started %s from the same checkpoints (epoch %d),"
                                    + " has taken over, so this one (epoch %d) writes no more."
                                    + " Nothing is lost; if the other was started by mistake, stop"
                                    + " it with a savepoint and resume from there or, where it has"
                                    + " failed, from the last checkpoint of this one")
                            .formatted(
                                    what,
                                    own.jobId(),
                                    own.startedAt(),
                                    own.fence(),
                                    self.id().epoch()));
        }
    }

    private static Marker known(@Nullable Marker marker, Object what) {
        if (marker == null) {
            throw new SinkFailure(
                    "cannot commit %s: the database does not know its writer; another run has taken"
                                    .formatted(what)
                            + " the table over, or this is not the database that the job wrote");
        }
        return marker;
    }

    private static SinkFailure outOfTurn(Marker marker, SealedTransaction transaction) {
        if (marker.epoch() > transaction.writer().epoch()) {
            return new SinkFailure(
                    ("cannot commit %s: the table went on from an earlier checkpoint, in epoch %d,"
                                    + " and is at checkpoint %d now; resume from a checkpoint of"
                                    + " that run")
                            .formatted(transaction, marker.epoch(), marker.checkpointId()));
        }
        return new SinkFailure(
                "cannot commit %s: it follows checkpoint %d, but the last one in the database is %d"
                        .formatted(transaction, transaction.predecessor(), marker.checkpointId()));
    }
}
