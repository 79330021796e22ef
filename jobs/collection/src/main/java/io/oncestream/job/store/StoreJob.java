package io.oncestream.job.store;

import io.oncestream.connector.jdbc.store.StoreShards;
import io.oncestream.function.Input;
import io.oncestream.function.request.Commands;
import io.oncestream.function.request.RequestMemory;
import io.oncestream.function.window.RestoreWatermark;
import io.oncestream.kit.Job;
import io.oncestream.state.command.Command;
import io.oncestream.state.command.RefusedCommand;
import io.oncestream.state.reading.RejectedRecord;
import io.oncestream.state.store.BucketInput;
import io.oncestream.state.store.StoreAnswer;
import io.oncestream.state.store.StoreRow;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * A key-value store over several databases, the shards, of which some join and leave while all
 * runs: only the buckets that must are moved, and no reader sees two owners of one.
 *
 * <p>The commands of a bucket are decided one after the other, those of several in parallel. The
 * truth is in Flink's state; the shards are its committed copies, which a move needs not read.
 */
public final class StoreJob implements Job<StoreOptions> {

    /** The job's name, at the command line and in Flink's web UI. */
    public static final String NAME = "store";

    /** Where commands come from, with what their source knows of event time. */
    public record Sources(Input<Command> commands) {}

    /**
     * Where results go: each consumer attaches a sink, with uid and name.
     *
     * @param shards of each its name, with what receives its rows: those of one bucket in their
     *     order
     * @param answers receives a stream in which all answers of one key come in their order
     * @param refused receives the commands that are neither done nor answered
     * @param rejected receives the records that are no commands
     */
    public record Sinks(
            Map<String, Consumer<DataStream<StoreRow>>> shards,
            Consumer<DataStream<StoreAnswer>> answers,
            Consumer<DataStream<RefusedCommand>> refused,
            Consumer<DataStream<RejectedRecord>> rejected) {}

    public static void main(String[] args) throws Exception {
        new StoreJob().run(args);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public StoreOptions options() {
        return new StoreOptions();
    }

    @Override
    public void build(StreamExecutionEnvironment env, StoreOptions options) {
        build(env, options, options.shardsSeen());
    }

    /**
     * The same with another view of the shards than theirs.
     *
     * @param shards what each subtask sees of them
     */
    public static void build(
            StreamExecutionEnvironment env,
            StoreOptions options,
            SerializableSupplier<StoreShards> shards) {
        StoreFunction function =
                new StoreFunction(options.layout(), options.remember(), options.moveRate(), shards);
        RingPlanner planner =
                new RingPlanner(options.layout(), options.remember(), options.moveRate());
        build(env, planner, function, options.sources(), options.sinks());
    }

    /**
     * Draws the job's graph. What a bucket is assigned is keyed before the operators that hold the
     * end, too: where their parallelism is another, two assignments would overtake each other.
     */
    static void build(
            StreamExecutionEnvironment env,
            RingPlanner planner,
            StoreFunction function,
            Sources sources,
            Sinks sinks) {
        DataStream<Command> commands = Commands.unkeyed(env, sources.commands(), sinks.rejected());
        SingleOutputStreamOperator<BucketInput> assigned = ring(commands, planner);
        SingleOutputStreamOperator<StoreAnswer> answers =
                RestoreWatermark.keyByWithoutEnd(
                                toBuckets(commands, function)
                                        .union(assigned.keyBy(BucketInput::bucket, Types.INT)),
                                BucketInput::bucket,
                                Types.INT)
                        .process(function)
                        .returns(StoreAnswer.class)
                        .uid("decide")
                        .name("decide");
        sinks.shards()
                .forEach(
                        (shard, sink) ->
                                sink.accept(answers.getSideOutput(StoreFunction.rows(shard))));
        sinks.answers().accept(answers);
        sinks.refused()
                .accept(
                        answers.getSideOutput(RequestMemory.REFUSED)
                                .union(assigned.getSideOutput(RequestMemory.REFUSED)));
    }

    /** Under one key, so that one subtask has the whole ring. */
    private static SingleOutputStreamOperator<BucketInput> ring(
            DataStream<Command> commands, RingPlanner planner) {
        DataStream<Command> aboutRing =
                commands.filter(StoreFormat::isAboutRing)
                        .uid("ring-commands")
                        .setParallelism(commands.getParallelism())
                        .name("commands about the ring");
        return RestoreWatermark.keyByWithoutEnd(aboutRing, command -> "", Types.STRING, "ring-")
                .process(planner)
                .returns(BucketInput.class)
                .uid("plan-ring")
                .name("plan ring");
    }

    private static DataStream<BucketInput> toBuckets(
            DataStream<Command> commands, StoreFunction function) {
        return commands.filter(command -> !StoreFormat.isAboutRing(command))
                .uid("key-commands")
                .setParallelism(commands.getParallelism())
                .name("commands about keys")
                .map(function.toBucket())
                .returns(BucketInput.class)
                .uid("find-bucket")
                .setParallelism(commands.getParallelism())
                .name("find bucket");
    }
}
