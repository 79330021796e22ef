package io.oncestream.function;

import io.oncestream.state.reading.Decoded;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * Where a job's records come from, and what it must know about their source.
 *
 * @param source of records, and of what could not be decoded
 * @param type of the records
 * @param eventTime gives each record its time as timestamp, and says how far event time has come
 * @param size how much there is to read, for progress
 * @param badRecords what becomes of what could not be decoded
 * @param parallelismMax more subtasks than this would have nothing to read, and a subtask that
 *     reads nothing holds event time back until it counts as idle
 */
public record Input<T>(
        Source<Decoded<T>, ?, ?> source,
        TypeInformation<T> type,
        WatermarkStrategy<Decoded<T>> eventTime,
        InputSize size,
        BadRecordPolicy badRecords,
        int parallelismMax) {

    /**
     * The max parallelism of every job, fixed for good: a savepoint's key groups depend on it. 720
     * is a multiple of 1 to 6, 8, 9, 10 and 12, so that subtasks get equally many key groups at the
     * parallelisms that people choose.
     */
    public static final int PARALLELISM_MAX = 720;

    /** The event time of a record. */
    public interface Time<T> extends Serializable {
        Instant of(T record);
    }

    /**
     * Of a source whose order says nothing about event time, such as files that are read side by
     * side: it must be bounded, since event time stands still until it ends. No record is late.
     */
    public static <T> Input<T> inAnyOrder(
            Source<Decoded<T>, ?, ?> source,
            TypeInformation<T> type,
            Time<T> time,
            InputSize size) {
        return of(source, type, timed(time, WatermarkStrategy.noWatermarks()), size);
    }

    /**
     * Of a source whose subtasks emit records in the order of event time, or nearly: event time
     * goes on while it runs.
     *
     * @param outOfOrder how much earlier than the latest record before it a record of the same
     *     subtask may be without being late
     */
    public static <T> Input<T> inOrder(
            Source<Decoded<T>, ?, ?> source,
            TypeInformation<T> type,
            Time<T> time,
            Duration outOfOrder,
            InputSize size) {
        return of(
                source,
                type,
                timed(time, WatermarkStrategy.forBoundedOutOfOrderness(outOfOrder)),
                size);
    }

    /**
     * Of a source whose parts, such as partitions, each deliver in the order of event time, or
     * nearly, and without end.
     *
     * @param idleAfter how long a part may be silent before event time goes on without it; null: it
     *     never does
     */
    public static <T> Input<T> live(
            Source<Decoded<T>, ?, ?> source,
            TypeInformation<T> type,
            Time<T> time,
            Duration outOfOrder,
            @Nullable Duration idleAfter) {
        WatermarkStrategy<Decoded<T>> all = WatermarkStrategy.forBoundedOutOfOrderness(outOfOrder);
        return of(
                source,
                type,
                timed(time, idleAfter == null ? all : all.withIdleness(idleAfter)),
                InputSize.UNKNOWN);
    }

    private static <T> Input<T> of(
            Source<Decoded<T>, ?, ?> source,
            TypeInformation<T> type,
            WatermarkStrategy<Decoded<T>> eventTime,
            InputSize size) {
        return new Input<>(
                source, type, eventTime, size, BadRecordPolicy.REJECT, Integer.MAX_VALUE);
    }

    private static <T> WatermarkStrategy<Decoded<T>> timed(
            Time<T> time, WatermarkStrategy<Decoded<T>> watermarks) {
        return watermarks.withTimestampAssigner(
                // Never the source's own timestamp: a rejected message that came now, in a topic
                // of last year's records, would make all others late.
                (decoded, ofSource) -> {
                    T record = decoded.value();
                    return record == null
                            ? TimestampAssigner.NO_TIMESTAMP
                            : time.of(record).toEpochMilli();
                });
    }

    /** The same, read by at most so many subtasks. */
    public Input<T> withParallelismMax(int subtasks) {
        return new Input<>(source, type, eventTime, size, badRecords, subtasks);
    }

    /** The same of another source. */
    public Input<T> withSource(Source<Decoded<T>, ?, ?> other) {
        return new Input<>(other, type, eventTime, size, badRecords, parallelismMax);
    }

    /** The same with another policy. */
    public Input<T> withBadRecords(BadRecordPolicy policy) {
        return new Input<>(source, type, eventTime, size, policy, parallelismMax);
    }

    /**
     * What every job begins with: reads, counts, and sets what could not be decoded aside, to the
     * side output {@link SplitDecoded#REJECTED}.
     */
    public SingleOutputStreamOperator<T> read(StreamExecutionEnvironment env) {
        env.setMaxParallelism(PARALLELISM_MAX);
        int parallelism = Math.min(env.getParallelism(), parallelismMax);
        return env.fromSource(source, eventTime, "read", Decoded.typeInformation(type))
                .uid("read")
                .setParallelism(parallelism)
                .process(new SplitDecoded<>(badRecords, size))
                .returns(type)
                .uid("split-decoded")
                .setParallelism(parallelism)
                .name("set bad records aside");
    }
}
