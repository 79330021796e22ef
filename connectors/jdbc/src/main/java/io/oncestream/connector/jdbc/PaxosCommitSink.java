package io.oncestream.connector.jdbc;

import static java.util.Objects.requireNonNull;

import io.oncestream.connector.jdbc.database.DriverCleanup;
import io.oncestream.connector.jdbc.paxos.Ballots;
import io.oncestream.connector.jdbc.paxos.CatchUpThread;
import io.oncestream.connector.jdbc.paxos.CounterCommit;
import io.oncestream.connector.jdbc.paxos.CounterMembers;
import io.oncestream.connector.jdbc.paxos.CounterStart;
import io.oncestream.state.counter.CounterEvent;
import io.oncestream.state.counter.CounterTransaction;
import io.oncestream.state.counter.SealedCounters;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.sink.legacy.RichSinkFunction;
import org.apache.flink.streaming.api.operators.StreamingRuntimeContext;
import org.jspecify.annotations.Nullable;

/**
 * Counts commands in 2f+1 databases at once, each exactly once, while f of them are away.
 *
 * <p><b>Guarantee.</b> A counter is linearizable: an answer that is in the table of answers holds,
 * whatever crashes, and one number is behind the other, also where several jobs count. No command
 * is lost or counted twice, if the databases keep what they have committed. One that was set back,
 * by a backup or by an asynchronous standby that took its place, breaks that unseen; an emptied one
 * is noticed and stays out.
 *
 * <p><b>Input.</b> Keyed by the counter, whose commands are numbered without a gap; no other job of
 * the lineage may number the same counter. Refused commands and rejected records come in the same
 * stream, because one sink alone keeps going when a database is away.
 *
 * <p><b>How.</b> Commands wait in Flink's state until their checkpoint is complete, and are then
 * counted by CASPaxos: {@code connector.jdbc.paxos}. As many answers as an interval has are in the
 * heap and in a checkpoint. Flink's class for the two phases is FLINK-7210's.
 *
 * <p><b>Failures.</b> {@link DatabaseUnavailable} when there was no majority for half a minute:
 * Flink restarts the job, and nothing is answered meanwhile. {@link SinkFailure} for what a restart
 * cannot mend, such as a savepoint that is older than what is counted: Flink fails the job.
 */
@SuppressWarnings({"deprecation", "NullAway.Init"}) // as its sibling; Flink initializes the state
public final class PaxosCommitSink extends RichSinkFunction<CounterEvent>
        implements CheckpointedFunction,
                CheckpointListener,
                TwoPhases.Participation<CounterTransaction> {

    /** The name of a metric: how many databases were away when they were last asked. */
    public static final String DATABASES_AWAY = "databasesAway";

    private static final long serialVersionUID = 1L;

    private final CounterDatabases databases;
    private final boolean joins;
    private final boolean empties;
    private final String run;

    private transient @Nullable TwoPhases<CounterEvent, CounterTransaction> phases;
    private transient @Nullable CounterMembers members;
    private transient @Nullable CatchUpThread catchUp;
    private transient @Nullable Ballots ballots;
    private transient @Nullable Counter counted;
    private transient List<CounterEvent> events;
    private transient PaxosLineage history;
    private transient @Nullable Throwable failedCommit;
    private transient CounterCommit.@Nullable Complete complete;
    private transient boolean ended;

    /**
     * Of counters in these databases.
     *
     * @param joins whether a job that begins may count where another one does
     * @param empties whether a job that begins removes what others have counted before
     * @param run as in {@link SinkOptions}: one submission of the job
     */
    public PaxosCommitSink(CounterDatabases databases, boolean joins, boolean empties, String run) {
        this.databases = databases;
        this.joins = joins;
        this.empties = empties;
        this.run = run;
    }

    @Override
    public void setRuntimeContext(RuntimeContext context) {
        super.setRuntimeContext(context);
        phases =
                new TwoPhases<>(
                        TypeInformation.of(CounterTransaction.class)
                                .createSerializer(new SerializerConfigImpl()),
                        this);
        phases.setRuntimeContext(context);
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        CheckpointRequirements.check((StreamingRuntimeContext) getRuntimeContext(), false);
        getRuntimeContext()
                .registerUserCodeClassLoaderReleaseHookIfAbsent(
                        DriverCleanup.class.getName(), DriverCleanup::run);
        history =
                PaxosLineage.begin(
                        context.getOperatorStateStore(),
                        getRuntimeContext().getJobInfo().getJobId().toHexString(),
                        run,
                        context.getRestoredCheckpointId());
        events = new ArrayList<>();
        counted = getRuntimeContext().getMetricGroup().counter("commandsCounted");
        start();
        complete =
                history.restored()
                        .map(is -> new CounterCommit.Complete(is.run(), is.checkpoint()))
                        .orElse(null);
        phases().initializeState(context);
    }

    private void start() throws InterruptedException {
        members = databases.members();
        MetricGroup metrics = getRuntimeContext().getMetricGroup();
        metrics.gauge(DATABASES_AWAY, (Gauge<Integer>) members()::away);
        metrics.gauge(SinkMetrics.DATABASE_WAIT_MILLIS, (Gauge<Long>) members()::underWayMillis);
        members.begin(run, empties && history.restored().isEmpty());
        ballots = new Ballots();
        TaskInfo task = getRuntimeContext().getTaskInfo();
        members.run(
                new CounterStart(
                        new CounterStart.Attempt(
                                history.id(),
                                run,
                                task.getIndexOfThisSubtask(),
                                task.getNumberOfParallelSubtasks(),
                                history.restored(),
                                joins),
                        ballots,
                        members.size()));
        if (task.getIndexOfThisSubtask() == 0) {
            catchUp = CatchUpThread.start(databases.members());
        }
    }

    @Override
    public void open(OpenContext context) throws Exception {
        phases().open(context);
    }

    @Override
    public void invoke(CounterEvent event, Context context) {
        events.add(event);
    }

    @Override
    public void finish() throws Exception {
        ended = true;
        phases().finish();
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        history.snapshot(context.getCheckpointId());
        phases().seal(context.getCheckpointId());
        phases().snapshotState(context);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        complete = new CounterCommit.Complete(run, checkpointId);
        phases().notifyCheckpointComplete(checkpointId);
    }

    @Override
    public void notifyCheckpointAborted(long checkpointId) {
        phases().notifyCheckpointAborted(checkpointId);
    }

    @Override
    public CounterTransaction begin() {
        return new CounterTransaction(new ArrayList<>());
    }

    @Override
    public void seal(CounterTransaction open, long checkpointId) {
        if (!events.isEmpty()) {
            int subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
            open.sealed().add(new SealedCounters(history.id(), run, subtask, checkpointId, events));
            events = new ArrayList<>();
        }
    }

    /**
     * Counts, or fails this instance for good: Flink goes on to the next transaction after one
     * whose commit failed, and the next must not be counted before it.
     */
    @Override
    public void commit(CounterTransaction transaction) {
        if (failedCommit != null) {
            throw new IllegalStateException(
                    "an earlier transaction is not counted yet", failedCommit);
        }
        try {
            for (SealedCounters sealed : transaction.sealed()) {
                members().run(commit(sealed));
                requireNonNull(counted).inc(sealed.events().size());
            }
        } catch (InterruptedException e) {
            failedCommit = e;
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a transaction was counted", e);
        } catch (RuntimeException | Error e) {
            failedCommit = e;
            throw e;
        }
    }

    private CounterCommit commit(SealedCounters sealed) {
        return new CounterCommit(
                sealed,
                requireNonNull(complete, "nothing is committed before a checkpoint is complete"),
                requireNonNull(ballots),
                getRuntimeContext().getTaskInfo().getIndexOfThisSubtask(),
                members().size());
    }

    @Override
    public void close() throws Exception {
        try (CounterMembers closed = members;
                CatchUpThread stopped = catchUp) {
            if (phases != null) {
                phases.close();
            }
            if (members != null && ended && failedCommit == null) {
                members.settle();
            }
        }
    }

    private TwoPhases<CounterEvent, CounterTransaction> phases() {
        return requireNonNull(phases, "setRuntimeContext comes first");
    }

    private CounterMembers members() {
        return requireNonNull(members, "initializeState comes first");
    }
}
