package io.oncestream.function;

import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.Reading;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Source;

/**
 * Readings, and what a job must know about their source.
 *
 * @param source of readings and of records that could not be decoded
 * @param eventTime gives each reading its time as timestamp, and says how far event time has come
 * @param size how much there is to read, for progress
 * @param parallelismMax more subtasks than this would have nothing to read, and a subtask that
 *     reads nothing holds event time back until it counts as idle
 */
public record InputReadings(
        Source<Decoded<Reading>, ?, ?> source,
        WatermarkStrategy<Decoded<Reading>> eventTime,
        InputSize size,
        int parallelismMax) {

    public InputReadings(
            Source<Decoded<Reading>, ?, ?> source,
            WatermarkStrategy<Decoded<Reading>> eventTime,
            InputSize size) {
        this(source, eventTime, size, Integer.MAX_VALUE);
    }

    /** The same, read by at most so many subtasks. */
    public InputReadings withParallelismMax(int subtasks) {
        return new InputReadings(source, eventTime, size, subtasks);
    }

    /** The same of another source. */
    public InputReadings withSource(Source<Decoded<Reading>, ?, ?> other) {
        return new InputReadings(other, eventTime, size, parallelismMax);
    }

    /**
     * Of a source whose order says nothing about event time, such as files that are read side by
     * side: it must be bounded, since event time stands still until it ends. No reading is late.
     */
    public static InputReadings inAnyOrder(Source<Decoded<Reading>, ?, ?> source, InputSize size) {
        return new InputReadings(source, timed(WatermarkStrategy.noWatermarks()), size);
    }

    /**
     * Of a source whose subtasks emit readings in the order of event time, or nearly: event time
     * goes on while it runs.
     *
     * @param outOfOrder how much earlier than the latest reading before it a reading of the same
     *     subtask may be without being late
     */
    public static InputReadings inOrder(
            Source<Decoded<Reading>, ?, ?> source, Duration outOfOrder, InputSize size) {
        return new InputReadings(
                source, timed(WatermarkStrategy.forBoundedOutOfOrderness(outOfOrder)), size);
    }

    /**
     * Of a source whose parts, such as partitions, each deliver in the order of event time, or
     * nearly, and without end.
     *
     * @param idleAfter how long a part may be silent before event time goes on without it
     */
    public static InputReadings live(
            Source<Decoded<Reading>, ?, ?> source, Duration outOfOrder, Duration idleAfter) {
        return new InputReadings(
                source,
                timed(
                        WatermarkStrategy.<Decoded<Reading>>forBoundedOutOfOrderness(outOfOrder)
                                .withIdleness(idleAfter)),
                InputSize.UNKNOWN);
    }

    private static WatermarkStrategy<Decoded<Reading>> timed(
            WatermarkStrategy<Decoded<Reading>> watermarks) {
        return watermarks.withTimestampAssigner(
                // Never the source's own timestamp: a rejected message that came now, in a topic
                // of last year's readings, would make all others late.
                (decoded, ofSource) -> {
                    Reading reading = decoded.value();
                    return reading == null
                            ? TimestampAssigner.NO_TIMESTAMP
                            : reading.time().toEpochMilli();
                });
    }
}
