package io.oncestream.function.window;

import io.oncestream.state.partial.Partial;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.jspecify.annotations.Nullable;

/**
 * Adds records up before the shuffle, per key and slice, so that a partial sum travels in the place
 * of many records.
 *
 * <p><b>Contract.</b> Behind the shuffle everything is as if each record had travelled by itself:
 *
 * <ul>
 *   <li><b>Event time.</b> Partials leave before the watermark that closes the first window of
 *       their slice, and before the subtask becomes idle.
 *   <li><b>Lateness.</b> A record that may find one of its windows closed travels by itself, so
 *       that it is judged, updates a row, or is set aside by itself: that is one behind this
 *       subtask's watermark, and each one while that does not bound the watermark behind the
 *       shuffle ({@link Alignment}).
 *   <li><b>Checkpoints.</b> All partials leave before the barrier. There is no state, so that
 *       nothing can be lost or counted twice.
 *   <li><b>Size.</b> With {@link #PARTIALS_MAX} partials all leave.
 *   <li><b>Many keys.</b> Where hardly two records share a partial, most travel by themselves
 *       ({@link Saving}).
 * </ul>
 *
 * <p>Flink SQL's local aggregation sends all that it has with each watermark; here a partial may
 * stay until its window closes.
 */
@SuppressWarnings("NullAway.Init") // Flink calls initializeState first.
final class PreAggregate<T, A> extends AbstractStreamOperator<Partial<A>>
        implements OneInputStreamOperator<T, Partial<A>> {

    private static final long serialVersionUID = 1L;

    /** Each of statistics takes some 400 bytes, with its place in the map. */
    static final int PARTIALS_MAX = 1 << 16;

    private final WindowAggregate<T, A, ?> aggregate;
    private final Windows windows;

    private transient TreeMap<Long, Slice<T, A>> slices;
    private transient @Nullable Slice<T, A> latest;
    private transient int partials;
    private transient long watermark;
    private transient Alignment alignment;
    private transient Saving saving;

    PreAggregate(WindowAggregate<T, A, ?> aggregate, Windows windows) {
        this.aggregate = aggregate;
        this.windows = windows;
    }

    private record Slice<T, A>(
            long number,
            long begin,
            long end,
            long firstClose,
            Map<String, Accumulator<T, A>> accumulators,
            Saving.Records records) {}

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        slices = new TreeMap<>();
        watermark = Long.MIN_VALUE;
        saving = new Saving();
        alignment =
                new Alignment(
                        context.isRestored(),
                        !CheckpointingOptions.isUnalignedCheckpointEnabled(
                                getRuntimeContext().getJobConfiguration()));
    }

    @Override
    public void processElement(StreamRecord<T> element) {
        T record = element.getValue();
        Slice<T, A> slice = slice(element.getTimestamp());
        if (slice.firstClose <= watermark || !alignment.isProven() || !saving.pays()) {
            Accumulator<T, A> single = aggregate.begin();
            single.add(record);
            emit(slice, aggregate.key(record), single);
            return;
        }
        String key = aggregate.key(record);
        Accumulator<T, A> accumulator = slice.accumulators.get(key);
        if (accumulator == null) {
            accumulator = begin(slice, key);
        }
        slice.records.count++;
        accumulator.add(record);
    }

    private Accumulator<T, A> begin(Slice<T, A> slice, String key) {
        if (slice.accumulators.isEmpty()) {
            slices.put(slice.number, slice);
        }
        if (partials == PARTIALS_MAX) {
            flush(slices);
            slices.put(slice.number, slice);
        }
        partials++;
        Accumulator<T, A> accumulator = aggregate.begin();
        slice.accumulators.put(key, accumulator);
        return accumulator;
    }

    private Slice<T, A> slice(long time) {
        Slice<T, A> slice = latest;
        if (slice == null || time < slice.begin || time >= slice.end) {
            long number = windows.slice(time);
            slice = slices.get(number);
            if (slice == null) {
                slice =
                        new Slice<>(
                                number,
                                windows.begin(number),
                                windows.begin(number + 1),
                                windows.firstClose(number),
                                new HashMap<>(),
                                new Saving.Records());
            }
            latest = slice;
        }
        return slice;
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        watermark = Math.max(watermark, mark.getTimestamp());
        while (!slices.isEmpty() && slices.firstEntry().getValue().firstClose <= watermark) {
            flush(slices.headMap(slices.firstKey(), true));
        }
        super.processWatermark(mark);
    }

    @Override
    public void processWatermarkStatus(WatermarkStatus status) throws Exception {
        if (status.isIdle()) {
            flush(slices);
        }
        alignment.idle(status.isIdle());
        super.processWatermarkStatus(status);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) {
        flush(slices);
        alignment.barrier(checkpointId, watermark);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        super.notifyCheckpointComplete(checkpointId);
        if (alignment.isProvenBy(checkpointId)) {
            alignment.greatestBehind(GreatestWatermark.of(getRuntimeContext(), Long.MIN_VALUE));
        }
    }

    @Override
    public void finish() throws Exception {
        flush(slices);
        super.finish();
    }

    private void flush(Map<Long, Slice<T, A>> some) {
        for (Slice<T, A> slice : some.values()) {
            saving.sent(slice.accumulators.size(), slice.records);
            partials -= slice.accumulators.size();
            slice.accumulators.forEach((key, accumulator) -> emit(slice, key, accumulator));
            slice.accumulators.clear();
        }
        some.clear();
    }

    private void emit(Slice<T, A> slice, String key, Accumulator<T, A> accumulator) {
        output.collect(new StreamRecord<>(new Partial<>(key, slice.number, accumulator.result())));
    }
}
