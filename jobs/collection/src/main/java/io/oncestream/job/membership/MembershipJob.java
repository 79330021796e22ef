package io.oncestream.job.membership;

import io.oncestream.function.Input;
import io.oncestream.function.SplitDecoded;
import io.oncestream.kit.Job;
import io.oncestream.state.membership.ClusterReport;
import io.oncestream.state.membership.GossipEntry;
import io.oncestream.state.membership.NodeChange;
import io.oncestream.state.membership.NodeReport;
import io.oncestream.state.reading.RejectedRecord;
import java.util.function.Consumer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Which nodes of each cluster live, which have left, and where its network is split, from what the
 * nodes gossip of each other: a node whose own path is cut is heard by its neighbours. It is advice
 * and no agreement: nothing acts on it.
 */
public final class MembershipJob implements Job<MembershipOptions> {

    /** The job's name, at the command line and in Flink's web UI. */
    public static final String NAME = "membership";

    /** Where entries come from; those of a cluster in one partition. */
    public record Sources(Input<GossipEntry> entries) {}

    /**
     * Where results go: each consumer attaches a sink, with uid and name.
     *
     * @param nodes receives each node as it is after each change, and now and then
     * @param changes receives each change once, those of a cluster in order
     * @param clusters receives each version of a cluster once, in order
     * @param rejected receives the records that are no entries, and entries that cannot be used
     */
    public record Sinks(
            Consumer<DataStream<NodeReport>> nodes,
            Consumer<DataStream<NodeChange>> changes,
            Consumer<DataStream<ClusterReport>> clusters,
            Consumer<DataStream<RejectedRecord>> rejected) {}

    public static void main(String[] args) throws Exception {
        new MembershipJob().run(args);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public MembershipOptions options() {
        return new MembershipOptions();
    }

    @Override
    public void build(StreamExecutionEnvironment env, MembershipOptions options) {
        build(env, options.config(), options.sources(), options.sinks());
    }

    /** Draws the job's graph. */
    static void build(
            StreamExecutionEnvironment env, MembershipConfig config, Sources sources, Sinks sinks) {
        Input<GossipEntry> input = sources.entries();
        SingleOutputStreamOperator<GossipEntry> read = input.read(env);
        SingleOutputStreamOperator<NodeReport> nodes =
                read.keyBy(GossipEntry::cluster)
                        .process(new MembershipFunction(config, input.badRecords()))
                        .returns(NodeReport.class)
                        .uid("view")
                        .name("view clusters");
        sinks.nodes().accept(nodes);
        sinks.changes().accept(nodes.getSideOutput(MembershipFunction.CHANGES));
        sinks.clusters().accept(nodes.getSideOutput(MembershipFunction.CLUSTERS));
        sinks.rejected()
                .accept(
                        read.getSideOutput(SplitDecoded.REJECTED)
                                .union(nodes.getSideOutput(MembershipFunction.REJECTED)));
    }
}
