package io.oncestream.function.request;

import io.oncestream.function.Input;
import io.oncestream.function.SplitDecoded;
import io.oncestream.function.window.RestoreWatermark;
import io.oncestream.state.command.Command;
import io.oncestream.state.reading.RejectedRecord;
import java.util.function.Consumer;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** What every job that takes commands begins with. */
public final class Commands {

    private Commands() {}

    /**
     * Reads commands, each behind those of its key that were before it in the same part of the
     * source. Ticks have said how far event time is when they leave the source, and are dropped.
     * Neither a restore nor the end of the input changes event time. Checkpoints are aligned,
     * whatever the cluster's configuration says: a barrier that overtakes commands would let a
     * restore go on with the watermark of a subtask that was ahead, and end leases before renewals
     * are read.
     *
     * @param rejected receives the records that are no commands
     */
    public static KeyedStream<Command, String> read(
            StreamExecutionEnvironment env,
            Input<Command> input,
            Consumer<DataStream<RejectedRecord>> rejected) {
        return RestoreWatermark.keyByWithoutEnd(
                unkeyed(env, input, rejected), Command::key, Types.STRING);
    }

    /**
     * The same of a job that has keys of its own, by {@link RestoreWatermark#keyByWithoutEnd}: each
     * command behind those that were before it in the same part of the source.
     */
    public static DataStream<Command> unkeyed(
            StreamExecutionEnvironment env,
            Input<Command> input,
            Consumer<DataStream<RejectedRecord>> rejected) {
        env.getCheckpointConfig().enableUnalignedCheckpoints(false);
        SingleOutputStreamOperator<Command> read = input.read(env);
        rejected.accept(read.getSideOutput(SplitDecoded.REJECTED));
        return read.filter(command -> !command.isTick())
                .uid("drop-ticks")
                .setParallelism(read.getParallelism())
                .name("drop ticks");
    }
}
