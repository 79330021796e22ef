package io.oncestream.function.window;

import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the watermark in the state, which Flink does not (FLINK-5601), for the operator behind it.
 *
 * <p>After a restore a window operator knows no watermark until all sources have sent one again. A
 * late reading that arrives before would open its window anew and, since the window's readings are
 * gone with its state, replace a full row with one of this reading alone. This operator therefore
 * emits the watermark of the checkpoint before anything else, and no lower one after it.
 *
 * <p>The state is a union list with an entry for each subtask. Behind a shuffle all entries are
 * equal as a rule, but a source that was idle may let one subtask be ahead of another. The greatest
 * is taken: the windows that a subtask has closed must stay closed, whichever subtask its keys come
 * to; a reading that is late only because of this goes where late readings go and is not lost. The
 * watermark that closes all windows at the end of the input is no point in event time and is left
 * out, so that a job that was stopped with drain can go on.
 *
 * <p>While some subtasks have finished and others have not, Flink declines checkpoints of a union
 * list and tries again (FLIP-147); the final checkpoint begins when all have finished.
 *
 * @param <T> the records, which pass unchanged
 */
public final class RestoreWatermark<T> extends AbstractStreamOperator<T>
        implements OneInputStreamOperator<T, T> {

    private static final long serialVersionUID = 1;

    private long watermark = Long.MIN_VALUE;
    private long published = Long.MIN_VALUE;
    private transient @Nullable ListState<Long> state;

    /** Partitions a stream by key, with this operator between the shuffle and what follows. */
    public static <T, K> KeyedStream<T, K> keyBy(
            DataStream<T> stream, KeySelector<T, K> key, TypeInformation<K> keyType) {
        return keyBy(stream, key, keyType, "");
    }

    /**
     * The same once more in a job.
     *
     * @param uidPrefix what the operator's uid begins with: never changed
     */
    public static <T, K> KeyedStream<T, K> keyBy(
            DataStream<T> stream,
            KeySelector<T, K> key,
            TypeInformation<K> keyType,
            String uidPrefix) {
        return DataStreamUtils.reinterpretAsKeyedStream(
                restored(stream, key, keyType, uidPrefix), key, keyType);
    }

    /**
     * The same where the end of the input is the end of nothing, as of no lease: no timer fires
     * because of it, be it that of a stop with drain.
     */
    public static <T, K> KeyedStream<T, K> keyByWithoutEnd(
            DataStream<T> stream, KeySelector<T, K> key, TypeInformation<K> keyType) {
        return keyByWithoutEnd(stream, key, keyType, "");
    }

    /**
     * The same once more in a job.
     *
     * @param uidPrefix what the operators' uids begin with: never changed
     */
    public static <T, K> KeyedStream<T, K> keyByWithoutEnd(
            DataStream<T> stream,
            KeySelector<T, K> key,
            TypeInformation<K> keyType,
            String uidPrefix) {
        // Before the shuffle: where the end of one subtask came through, event time would go on
        // to where the others are. Behind it: subtasks that are restored when all have ended send
        // it past what is before.
        DataStream<T> endless = HoldEnd.append(stream, uidPrefix + "hold-end-of-subtask");
        return DataStreamUtils.reinterpretAsKeyedStream(
                HoldEnd.append(restored(endless, key, keyType, uidPrefix), uidPrefix + "hold-end"),
                key,
                keyType);
    }

    private static <T, K> DataStream<T> restored(
            DataStream<T> stream,
            KeySelector<T, K> key,
            TypeInformation<K> keyType,
            String uidPrefix) {
        // Not the keyed stream itself, which would give this operator a keyed state backend.
        DataStream<T> partitioned =
                new DataStream<>(
                        stream.getExecutionEnvironment(),
                        stream.keyBy(key, keyType).getTransformation());
        return partitioned
                .transform("restore watermark", stream.getType(), new RestoreWatermark<>())
                .uid(uidPrefix + "restore-watermark");
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        ListState<Long> restored =
                context.getOperatorStateStore()
                        .getUnionListState(new ListStateDescriptor<>("watermark", Types.LONG));
        for (long each : restored.get()) {
            watermark = Math.max(watermark, each);
        }
        state = restored;
    }

    /** Flink opens a chain from its end: what follows is open already. */
    @Override
    public void open() throws Exception {
        super.open();
        if (watermark > Long.MIN_VALUE) {
            super.processWatermark(new Watermark(watermark));
        }
    }

    @Override
    public void processElement(StreamRecord<T> element) {
        output.collect(element);
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        if (mark.getTimestamp() > watermark) {
            if (mark.getTimestamp() < Long.MAX_VALUE) {
                watermark = mark.getTimestamp();
            }
            super.processWatermark(mark);
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        if (state != null) {
            state.update(List.of(watermark));
        }
        if (watermark > published) {
            // A checkpoint without it would let a subtask before the shuffle believe that it is
            // not behind; so the checkpoint fails where the JobManager does not take it.
            GreatestWatermark.of(getRuntimeContext(), watermark);
            published = watermark;
        }
    }
}
