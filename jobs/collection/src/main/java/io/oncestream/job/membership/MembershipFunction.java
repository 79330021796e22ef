package io.oncestream.job.membership;

import io.oncestream.function.BadRecordException;
import io.oncestream.function.BadRecordPolicy;
import io.oncestream.function.RareCount;
import io.oncestream.function.SplitDecoded;
import io.oncestream.state.membership.ClusterReport;
import io.oncestream.state.membership.GossipEntry;
import io.oncestream.state.membership.NodeChange;
import io.oncestream.state.membership.NodeReport;
import io.oncestream.state.reading.RejectedRecord;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Views each cluster, of which it is keyed by the name. Nodes are the output, the rest side
 * outputs.
 *
 * <p>Event time decides one thing: when a cluster of which nothing more is heard is cleared. The
 * end of a bounded input tells of all nodes as they are, and clears nothing.
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

    /** Of timers: one for all entries of that time. */
    private static final long CLEAR_STEP_MILLIS = 60_000;

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
        long silentUntil = entry.time().toEpochMilli() + config.forget().toMillis();
        long step = Math.floorDiv(silentUntil, CLEAR_STEP_MILLIS) + 1;
        context.timerService().registerEventTimeTimer(step * CLEAR_STEP_MILLIS);
        context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
        view(context, out).take(entry);
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<NodeReport> out) {
        String cluster = context.getCurrentKey();
        boolean isEnd = context.timerService().currentWatermark() == Long.MAX_VALUE;
        if (time == Long.MAX_VALUE) {
            view(context, out).end(cluster);
        } else if (!isEnd && store.progress().newestTime() + config.forget().toMillis() <= time) {
            view(context, out).forgetAll(cluster);
            store.clear();
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
