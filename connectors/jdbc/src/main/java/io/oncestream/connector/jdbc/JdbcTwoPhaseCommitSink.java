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
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.sink.legacy.RichSinkFunction;
import org.apache.flink.streaming.api.operators.StreamingRuntimeContext;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows to tables of SQL databases, each exactly once, in {@code ledger} mode: until their
 * checkpoint is complete the rows are in Flink's operator state, so stock databases will do.
 *
 * <p><b>Guarantee.</b> The rows that arrived between two checkpoints become visible together (for
 * each parallel instance), after the second one completed, once, whatever crashes in between. With
 * a primary key in the mapping the sink upserts; its input must then be keyed by that key, so that
 * one key has one writer. It needs a source that Flink can set back to a checkpoint, a database
 * that keeps what it has committed, and an operator whose uid is that of its {@link SinkName}. See
 * {@code LedgerCommit} for why a commit takes effect once.
 *
 * <p><b>Several databases.</b> With {@link TableRoutes} the rows of a checkpoint are in all tables
 * of all databases or in none, for who reads at a checkpoint that all have: {@code
 * connector.jdbc.cut}. Flink is the coordinator, its completed checkpoint the decision, and each
 * (instance, database) a participant, which votes while the checkpoint is taken. A database that is
 * away holds up the commit, and what comes behind it, until it is back; in the others newer rows
 * are seen by those who do not ask for a checkpoint.
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
public final class JdbcTwoPhaseCommitSink<T> extends RichSinkFunction<T>
        implements CheckpointedFunction,
                CheckpointListener,
                TwoPhases.Participation<LedgerTransaction> {
    private static final long serialVersionUID = 1L;

    private final SinkOptions options;
    private final TableRoutes<T> routes;

    private transient @Nullable TwoPhases<T, LedgerTransaction> phases;
    private transient @Nullable RowMemory memory;
    private transient @Nullable LedgerWriters<T> writers;
    private transient @Nullable LineageState lineageState;
    private transient long complete;
    private transient boolean ended;

    JdbcTwoPhaseCommitSink(SinkOptions options, TableRoutes<T> routes) {
        this.options = options;
        this.routes = routes;
        for (Participant participant : options.participants()) {
            Dialect dialect = participant.address().dialect();
            for (TableMapping<?> mapping : routes.tables()) {
                dialect.quoteTable(mapping.table().name());
                mapping.view().ifPresent(dialect::quoteTable);
                mapping.table().columns().forEach(column -> dialect.quote(column.name()));
            }
        }
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
        List<Participant> one = List.of(new Participant("database", database));
        return new JdbcTwoPhaseCommitSink<>(
                SinkOptions.of(one, name, startPolicy, 0), TableRoutes.toOne(mapping));
    }

    /**
     * The same for tables in one database or several that are read together.
     *
     * @param participants in an order that stays
     * @param cutsKept how many checkpoints behind the newest one readers can go back
     */
    public static <T> JdbcTwoPhaseCommitSink<T> to(
            List<Participant> participants,
            TableRoutes<T> routes,
            SinkName name,
            StartPolicy startPolicy,
            long cutsKept) {
        return new JdbcTwoPhaseCommitSink<>(
                SinkOptions.of(participants, name, startPolicy, cutsKept), routes);
    }

    // ---- start: fence earlier attempts, then let Flink's class commit what is pending ----

    /** Flink restores the state next, and its rows count for this instance. */
    @Override
    public void setRuntimeContext(RuntimeContext context) {
        super.setRuntimeContext(context);
        phases = new TwoPhases<>(LedgerTransactionSerializer.INSTANCE, this);
        phases.setRuntimeContext(context);
        String[] folders =
                ((StreamingRuntimeContext) context).getTaskManagerRuntimeInfo().getTmpDirectories();
        memory = RowMemory.of(options.heapBytesMax(), folders).useOnThisThread();
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        CheckpointRequirements.check(
                (StreamingRuntimeContext) getRuntimeContext(), routes.areReadTogether());
        getRuntimeContext()
                .registerUserCodeClassLoaderReleaseHookIfAbsent(
                        DriverCleanup.class.getName(), DriverCleanup::run);
        OptionalLong restored = context.getRestoredCheckpointId();
        lineageState = LineageState.of(context.getOperatorStateStore());
        List<Lineage> lineages =
                lineageState.begin(
                        getRuntimeContext().getJobInfo().getJobId(),
                        options.run(),
                        options.participants().size(),
                        routes.areReadTogether());
        writers =
                new LedgerWriters<>(
                        options,
                        routes,
                        requireNonNull(memory),
                        getRuntimeContext().getMetricGroup());
        List<StartedWriter> started = writers.start(attempts(lineages, restored));
        int parallelism = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
        lineageState.started(started, parallelism, restored);
        complete = restored.orElse(0);
        phases().initializeState(context);
    }

    private List<SinkAttempt> attempts(List<Lineage> lineages, OptionalLong restoredCheckpoint) {
        TaskInfo task = getRuntimeContext().getTaskInfo();
        List<SinkAttempt> attempts = new ArrayList<>();
        for (int i = 0; i < lineages.size(); i++) {
            attempts.add(
                    new SinkAttempt(
                            lineages.get(i),
                            i,
                            lineages.size(),
                            getRuntimeContext().getJobInfo().getJobId().toHexString(),
                            options.run(),
                            task.getIndexOfThisSubtask(),
                            task.getNumberOfParallelSubtasks(),
                            restoredCheckpoint));
        }
        return attempts;
    }

    @Override
    public void open(OpenContext context) throws Exception {
        phases().open(context);
    }

    @Override
    public LedgerTransaction begin() {
        return new LedgerTransaction();
    }

    // ---- rows: they are in the writers, and the open transaction's handle holds none ----

    @Override
    public void invoke(T row, Context context) {
        writers().add(row);
    }

    /** The input has ended: what is sealed from now on is the last. */
    @Override
    public void finish() throws Exception {
        ended = true;
        phases().finish();
    }

    // ---- phase one: seal the rows into the checkpoint ----

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        phases().seal(context.getCheckpointId());
        requireNonNull(lineageState).snapshot(context.getCheckpointId(), writers().committed());
        phases().snapshotState(context);
    }

    @Override
    public void seal(LedgerTransaction open, long checkpointId) throws InterruptedException {
        writers().seal(open, checkpointId, ended);
    }

    // ---- phase two: the checkpoint is complete ----

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        complete = checkpointId;
        phases().notifyCheckpointComplete(checkpointId);
    }

    @Override
    public void notifyCheckpointAborted(long checkpointId) {
        phases().notifyCheckpointAborted(checkpointId);
    }

    @Override
    public void commit(LedgerTransaction transaction) {
        if (!transaction.sealed().isEmpty()) {
            writers().commit(transaction.sealed(), complete);
        }
    }

    @Override
    public void close() throws Exception {
        if (phases != null) {
            phases.close();
        }
        if (writers != null) {
            writers.close();
        }
        if (memory != null) {
            memory.close();
        }
    }

    private TwoPhases<T, LedgerTransaction> phases() {
        return requireNonNull(phases, "setRuntimeContext comes first");
    }

    private LedgerWriters<T> writers() {
        return requireNonNull(writers, "initializeState comes first");
    }
}
