package io.oncestream.job.membership;

import io.oncestream.function.BadRecordException;
import io.oncestream.function.BadRecordPolicy;
import io.oncestream.function.RareCount;
import io.oncestream.function.SplitDecoded;
import io.oncestream.state.membership.ClusterProgress;
import io.oncestream.state.membership.ClusterReport;
import io.oncestream.state.membership.GossipEntry;
import io.oncestream.state.membership.NodeChange;
import io.oncestream.state.membership.NodeReport;
import io.oncestream.state.reading.RejectedRecord;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Views each cluster, of which it is keyed by the name. Nodes are the output, the rest side
 * outputs.
 *
 * <p>Event time decides one thing: when a cluster of which nothing more is heard is cleared. The
 * watermark is of all clusters, so that it depends on when it comes between a cluster's entries.
 * The end of a bounded input tells of all nodes as they are, and clears nothing.
 */
@SuppressWarnings("NullAway.Init") // Flink calls initializeState and open first.
final class MembershipFunction extends KeyedProcessFunction<String, GossipEntry, NodeReport>
        implements CheckpointedFunction {

    static final OutputTag<NodeChange> CHANGES =
            new OutputTag<>("changes", TypeInformation.of(NodeChange.class));

    static final OutputTag<ClusterReport> CLUSTERS =
            new OutputTag<>("clusters", TypeInformation.of(ClusterReport.class));

    /** Entries that are not used: source is the observer, position its clock in milliseconds. */
    static final OutputTag<RejectedRecord> REJECTED =
            new OutputTag<>("unused", TypeInformation.of(RejectedRecord.class));

    private static final long serialVersionUID = 1L;

    /** Of the time for which a silent cluster is kept: so often it is looked whether it is one. */
    private static final int STEPS = 24;

    private static final long STEP_MILLIS_MIN = 1_000;

    private final MembershipConfig config;
    private final BadRecordPolicy policy;

    private transient KeyedNodeStore store;
    private transient RareCount rejected;

    MembershipFunction(MembershipConfig config, BadRecordPolicy policy) {
        this.config = config;
        this.policy = policy;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        rejected = new RareCount(SplitDecoded.ROWS_REJECTED, context.getOperatorStateStore());
    }

    @Override
    public void open(OpenContext context) {
        store = new KeyedNodeStore(getRuntimeContext());
        rejected.open(getRuntimeContext());
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        rejected.snapshot();
    }

    @Override
    public void processElement(GossipEntry entry, Context context, Collector<NodeReport> out) {
        TimerService timers = context.timerService();
        lookAt(Math.max(entry.time().toEpochMilli(), timers.currentWatermark()), timers);
        timers.registerEventTimeTimer(Long.MAX_VALUE);
        view(context, out).take(entry);
    }

    /** Soon after that time; one timer for all of a step. */
    private void lookAt(long time, TimerService timers) {
        long stepMillis = Math.max(STEP_MILLIS_MIN, config.forget().toMillis() / STEPS);
        timers.registerEventTimeTimer((Math.floorDiv(time, stepMillis) + 1) * stepMillis);
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<NodeReport> out) {
        long watermark = context.timerService().currentWatermark();
        if (time == Long.MAX_VALUE) {
            view(context, out).end(context.getCurrentKey());
        } else if (watermark != Long.MAX_VALUE) {
            look(time, watermark, context, out);
        }
    }

    /**
     * The watermark is of all clusters, and one fast clock may move it far in one step: that is no
     * silence of another cluster. What counts is how far it comes behind a look.
     */
    private void look(
            long time, long watermark, OnTimerContext context, Collector<NodeReport> out) {
        ClusterProgress progress = store.progress();
        TimerService timers = context.timerService();
        if (progress.clock() == null) {
            // Nothing of it was of use: nobody is to be told of at the end.
            timers.deleteEventTimeTimer(Long.MAX_VALUE);
        } else if (progress.silentSince() == null) {
            store.setProgress(progress.withSilence(watermark));
            lookAt(watermark + config.forget().toMillis(), timers);
        } else if (time >= progress.silentSince() + config.forget().toMillis()) {
            view(context, out).forgetAll(context.getCurrentKey());
            timers.deleteEventTimeTimer(Long.MAX_VALUE);
        }
    }

    private ClusterView view(Context context, Collector<NodeReport> out) {
        return new ClusterView(
                config,
                store,
                new Findings() {
                    @Override
                    public void node(NodeReport report) {
                        out.collect(report);
                    }

                    @Override
                    public void change(NodeChange change) {
                        context.output(CHANGES, change);
                    }

                    @Override
                    public void cluster(ClusterReport report) {
                        context.output(CLUSTERS, report);
                    }

                    @Override
                    public void rejected(GossipEntry entry, String why) {
                        reject(reject(entry, why), context);
                    }
                });
    }

    private void reject(RejectedRecord reject, Context context) {
        if (policy == BadRecordPolicy.FAIL) {
            throw BadRecordException.ofAny(reject);
        }
        rejected.add(getRuntimeContext());
        context.output(REJECTED, reject);
    }

    private static RejectedRecord reject(GossipEntry entry, String why) {
        return new RejectedRecord(
                entry.observer(),
                entry.time().toEpochMilli(),
                "%s,%s,%s,%s,%d,%d,%s"
                        .formatted(
                                entry.cluster(),
                                entry.observer(),
                                entry.time(),
                                entry.node(),
                                entry.sign().incarnation(),
                                entry.sign().heartbeat(),
                                entry.sign().left()),
                why);
    }
}
