package io.oncestream.connector.jdbc;

import static java.util.Objects.requireNonNull;

import io.oncestream.connector.jdbc.database.Dialect;
import io.oncestream.connector.jdbc.database.DriverCleanup;
import io.oncestream.connector.jdbc.ledger.Lineage;
import io.oncestream.connector.jdbc.ledger.SinkAttempt;
import io.oncestream.connector.jdbc.ledger.StartedWriter;
import io.oncestream.state.ledger.LedgerTransaction;
import io.oncestream.state.ledger.LedgerTransactionSerializer;
import io.oncestream.state.ledger.RowMemory;
import java.util.OptionalLong;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.typeutils.base.VoidSerializer;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.functions.sink.legacy.TwoPhaseCommitSinkFunction;
import org.apache.flink.streaming.api.operators.StreamingRuntimeContext;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows to a table of a SQL database, each exactly once, in {@code ledger} mode: until their
 * checkpoint is complete the rows are in Flink's operator state, so a stock database will do.
 *
 * <p><b>Guarantee.</b> The rows that arrived between two checkpoints become visible together (for
 * each parallel instance), after the second one completed, once, whatever crashes in between. With
 * a primary key in the mapping the sink upserts; its input must then be keyed by that key, so that
 * one key has one writer. It needs a source that Flink can set back to a checkpoint, a database
 * that keeps what it has committed, and an operator whose uid is that of its {@link SinkName}. See
 * {@code LedgerCommit} for why a commit takes effect once.
 *
 * <p><b>Rescaling.</b> The pending transactions of one instance are one element of Flink's list
 * state: whoever is given it commits them all, in their order, before its own first row. Elements
 * may be committed side by side, because those of one checkpoint have no key in common. A newer row
 * of a key that has moved to another instance cannot overtake a pending one: Flink triggers no
 * checkpoint before all tasks run ({@code NOT_ALL_REQUIRED_TASKS_RUNNING}), a task runs only after
 * it has committed what it was given, and without a checkpoint the newer row is not committed.
 *
 * <p><b>Cost.</b> Rows are visible one checkpoint interval late, and a checkpoint holds the rows of
 * one interval. While a commit runs the task's input stands still. Rows take a share of the heap,
 * and beyond it the TaskManager's disk: {@link RowMemory}.
 *
 * <p><b>Failures.</b> {@link DatabaseUnavailable} after bounded retries: Flink restarts the job.
 * {@link SinkFailure} for what a restart cannot mend, such as a password that cannot be read or a
 * value that the database cannot store: Flink fails the job, and its last checkpoint has the rows.
 * The job must take exactly-once checkpoints; if not, it is refused when it starts.
 *
 * <p><b>Sources.</b> Two-phase commit: J. Gray, Notes on Data Base Operating Systems (1978).
 * Flink's base class: FLINK-7210. It is deprecated and internal in Flink 2.x, so all that knows a
 * database is outside this class, which another of Flink's APIs could then replace.
 *
 * @param <T> the record that {@link TableMapping} makes a row of
 */
@SuppressWarnings("deprecation") // see Sources above
public final class JdbcTwoPhaseCommitSink<T>
        extends TwoPhaseCommitSinkFunction<T, LedgerTransaction, Void> {
    private static final long serialVersionUID = 1L;

    private final SinkOptions options;
    private final TableMapping<T> mapping;

    private transient @Nullable RowMemory memory;
    private transient @Nullable LedgerWriter<T> ledger;
    private transient @Nullable LineageState lineageState;

    JdbcTwoPhaseCommitSink(SinkOptions options, TableMapping<T> mapping) {
        super(LedgerTransactionSerializer.INSTANCE, VoidSerializer.INSTANCE);
        this.options = options;
        this.mapping = mapping;
        Dialect dialect = options.database().dialect();
        dialect.quoteTable(mapping.table().name());
        mapping.table().columns().forEach(column -> dialect.quote(column.name()));
    }

    /**
     * A sink for a stream of records, to be attached by {@code addSink} with {@code name}'s
     * operator as its uid.
     */
    public static <T> JdbcTwoPhaseCommitSink<T> to(
            DatabaseAddress database,
            TableMapping<T> mapping,
            SinkName name,
            StartPolicy startPolicy) {
        return new JdbcTwoPhaseCommitSink<>(SinkOptions.of(database, name, startPolicy), mapping);
    }

    // ---- start: fence earlier attempts, then let the base class commit what is pending ----

    /** Flink restores the state next, and its rows count for this instance. */
    @Override
    public void setRuntimeContext(RuntimeContext context) {
        super.setRuntimeContext(context);
        String[] folders =
                ((StreamingRuntimeContext) context).getTaskManagerRuntimeInfo().getTmpDirectories();
        memory = RowMemory.of(options.heapBytesMax(), folders).useOnThisThread();
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        CheckpointRequirements.check((StreamingRuntimeContext) getRuntimeContext());
        getRuntimeContext()
                .registerUserCodeClassLoaderReleaseHookIfAbsent(
                        DriverCleanup.class.getName(), DriverCleanup::run);
        lineageState = LineageState.of(context.getOperatorStateStore());
        Lineage lineage =
                lineageState.begin(getRuntimeContext().getJobInfo().getJobId(), options.run());
        ledger =
                new LedgerWriter<>(
                        options,
                        mapping,
                        requireNonNull(memory),
                        getRuntimeContext().getMetricGroup());
        StartedWriter started = ledger.start(attempt(lineage, context.getRestoredCheckpointId()));
        lineageState.started(started, context.getRestoredCheckpointId());
        super.initializeState(context);
    }

    private SinkAttempt attempt(Lineage lineage, OptionalLong restoredCheckpoint) {
        TaskInfo task = getRuntimeContext().getTaskInfo();
        return new SinkAttempt(
                lineage,
                getRuntimeContext().getJobInfo().getJobId().toHexString(),
                options.run(),
                task.getIndexOfThisSubtask(),
                task.getNumberOfParallelSubtasks(),
                restoredCheckpoint);
    }

    // ---- the open transaction: its rows are in the ledger writer, its handle holds none ----

    @Override
    protected LedgerTransaction beginTransaction() {
        return new LedgerTransaction();
    }

    @Override
    protected void invoke(LedgerTransaction transaction, T row, Context context) {
        ledger().add(row);
    }

    // ---- phase one: seal the rows into the checkpoint ----

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        LedgerTransaction open = currentTransaction();
        if (open != null) {
            ledger().seal(context.getCheckpointId()).ifPresent(open::seal);
        }
        requireNonNull(lineageState).snapshot(context.getCheckpointId(), ledger().committed());
        super.snapshotState(context);
    }

    /** Nothing to flush: {@link #snapshotState} has sealed the rows. */
    @Override
    protected void preCommit(LedgerTransaction transaction) {}

    // ---- phase two: the checkpoint is complete ----

    @Override
    protected void commit(LedgerTransaction transaction) {
        transaction.sealed().ifPresent(ledger()::commit);
    }

    /** Rows that are in no checkpoint go with this instance; the source delivers them again. */
    @Override
    protected void abort(LedgerTransaction transaction) {}

    @Override
    public void close() throws Exception {
        super.close();
        if (ledger != null) {
            ledger.close();
        }
        if (memory != null) {
            memory.close();
        }
    }

    private LedgerWriter<T> ledger() {
        return requireNonNull(ledger, "initializeState comes first");
    }
}
