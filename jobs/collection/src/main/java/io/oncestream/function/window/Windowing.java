package io.oncestream.function.window;

import io.oncestream.state.partial.Partial;
import io.oncestream.state.partial.PartialType;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/**
 * Event-time windows per key, added up before and behind the shuffle: the results are those of
 * Flink's window operator with the same windows and lateness, to the record.
 *
 * <p>The records have event time as their timestamps. The operators' uids are {@code
 * pre-aggregate}, {@code restore-watermark} and {@code windows}, each behind the prefix.
 *
 * @param aggregate what becomes of the records of a window
 * @param windows how event time is cut
 * @param lateness how far the watermark may be past a window's end for a record still to change its
 *     result
 * @param accumulated the type of accumulators in state
 * @param travelling how accumulators are written for the shuffle
 * @param uidPrefix what tells the operators of a job's several such streams apart: never changed
 */
public record Windowing<T, A, R>(
        WindowAggregate<T, A, R> aggregate,
        Windows windows,
        Duration lateness,
        TypeInformation<A> accumulated,
        TypeSerializer<A> travelling,
        String uidPrefix) {

    /** Of a job that has one such stream. */
    public Windowing(
            WindowAggregate<T, A, R> aggregate,
            Windows windows,
            Duration lateness,
            TypeInformation<A> accumulated,
            TypeSerializer<A> travelling) {
        this(aggregate, windows, lateness, accumulated, travelling, "");
    }

    /** The side output of the records that are too late for each of their windows, one by one. */
    public OutputTag<Partial<A>> late() {
        return new OutputTag<>("late", new PartialType<>(travelling));
    }

    /** Results in the order in which windows close; all of one key come from one subtask. */
    public SingleOutputStreamOperator<R> append(
            DataStream<T> records, String name, TypeInformation<R> result) {
        DataStream<Partial<A>> partials =
                records.transform(
                                "pre-aggregate",
                                new PartialType<>(travelling),
                                new PreAggregate<>(aggregate, windows))
                        .uid(uidPrefix + "pre-aggregate")
                        .setParallelism(records.getParallelism());
        return RestoreWatermark.keyBy(partials, Partial::key, Types.STRING, uidPrefix)
                .transform(
                        name,
                        result,
                        new MergeWindows<>(
                                aggregate, accumulated, windows, lateness, late(), Deadlines.MAX))
                .uid(uidPrefix + "windows");
    }
}
