package io.oncestream.function.window;

import io.oncestream.function.window.Deadlines.Deadline;
import io.oncestream.state.partial.Partial;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.state.AggregatingStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.internal.InternalAggregatingState;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Merges partials into windows, per key. A window's result is emitted when the watermark passes its
 * end, and again with each partial that comes within the lateness after it. A partial none of whose
 * windows is open any more goes to the side output: it is of one record ({@link PreAggregate}).
 *
 * <p>State: an accumulator a key and window, freed when the watermark passes the window's end by
 * the lateness, and a timer for each of the two moments. Names and types are those of Flink's own
 * window operator, so that either reads what the other has written; this one asks the state once a
 * partial.
 *
 * <p>Timers are for checkpoints: a window that begins and ends between two barriers needs none.
 * With many keys a timer a window took a third of this task's time.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open first.
final class MergeWindows<A, R> extends AbstractStreamOperator<R>
        implements OneInputStreamOperator<Partial<A>, R>, Triggerable<String, TimeWindow> {

    private static final long serialVersionUID = 1L;

    private final WindowAggregate<?, A, R> aggregate;
    private final TypeInformation<A> type;
    private final Windows windows;
    private final long lateness;
    private final OutputTag<Partial<A>> late;
    private final int deadlinesMax;

    private transient Merge<A> merge;
    private transient InternalAggregatingState<String, TimeWindow, A, A, A> state;
    private transient InternalTimerService<TimeWindow> timers;
    private transient Deadlines deadlines;

    MergeWindows(
            WindowAggregate<?, A, R> aggregate,
            TypeInformation<A> type,
            Windows windows,
            Duration lateness,
            OutputTag<Partial<A>> late,
            int deadlinesMax) {
        this.aggregate = aggregate;
        this.type = type;
        this.windows = windows;
        this.lateness = lateness.toMillis();
        this.late = late;
        this.deadlinesMax = deadlinesMax;
    }

    @Override
    @SuppressWarnings("unchecked")
    public void open() throws Exception {
        super.open();
        TimeWindow.Serializer namespaces = new TimeWindow.Serializer();
        merge = new Merge<>(aggregate);
        state =
                (InternalAggregatingState<String, TimeWindow, A, A, A>)
                        getOrCreateKeyedState(
                                namespaces,
                                new AggregatingStateDescriptor<>(
                                        "window-contents",
                                        merge,
                                        type.createSerializer(
                                                getExecutionConfig().getSerializerConfig())));
        timers = getInternalTimerService("window-timers", namespaces, this);
        deadlines = new Deadlines(deadlinesMax);
    }

    @Override
    public void processElement(StreamRecord<Partial<A>> element) throws Exception {
        Partial<A> partial = element.getValue();
        boolean isLate = true;
        for (TimeWindow window : windows.of(partial.slice())) {
            if (freedAt(window) > timers.currentWatermark()) {
                isLate = false;
                add(window, partial);
            }
        }
        if (isLate) {
            output.collect(late, element);
        }
    }

    private void add(TimeWindow window, Partial<A> partial) throws Exception {
        merge.began = false;
        state.setCurrentNamespace(window);
        state.add(partial.accumulator());
        if (merge.began) {
            await(freedAt(window), window, partial.key());
        }
        if (window.maxTimestamp() <= timers.currentWatermark()) {
            emit(partial.key(), window, state.getInternal());
        } else if (merge.began && lateness > 0) {
            await(window.maxTimestamp(), window, partial.key());
        }
    }

    private void await(long time, TimeWindow window, String key) {
        if (deadlines.hasRoom()) {
            deadlines.add(time, window, key);
        } else {
            timers.registerEventTimeTimer(window, time);
        }
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        Map.Entry<Deadline, List<String>> due;
        while ((due = deadlines.poll(mark.getTimestamp())) != null) {
            Deadline deadline = due.getKey();
            // What is in timers and due by then comes first, for the order of the results.
            advanceTimers(deadline.time());
            for (String key : due.getValue()) {
                setCurrentKey(key);
                onTime(deadline.time(), key, deadline.window());
            }
        }
        super.processWatermark(mark);
    }

    private void advanceTimers(long time) throws Exception {
        if (time > timers.currentWatermark()) {
            getTimeServiceManager().orElseThrow().advanceWatermark(new Watermark(time));
        }
    }

    @Override
    public void onEventTime(InternalTimer<String, TimeWindow> timer) throws Exception {
        onTime(timer.getTimestamp(), timer.getKey(), timer.getNamespace());
    }

    private void onTime(long time, String key, TimeWindow window) throws Exception {
        state.setCurrentNamespace(window);
        if (time == window.maxTimestamp()) {
            emit(key, window, state.getInternal());
        }
        if (time == freedAt(window)) {
            state.clear();
        }
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) {
        Map.Entry<Deadline, List<String>> due;
        while ((due = deadlines.poll(Long.MAX_VALUE)) != null) {
            Deadline deadline = due.getKey();
            for (String key : due.getValue()) {
                setCurrentKey(key);
                timers.registerEventTimeTimer(deadline.window(), deadline.time());
            }
        }
    }

    private void emit(String key, TimeWindow window, @Nullable A accumulated) {
        if (accumulated != null) {
            R result = aggregate.result(key, window, accumulated);
            output.collect(new StreamRecord<>(result, window.maxTimestamp()));
        }
    }

    private long freedAt(TimeWindow window) {
        long end = window.maxTimestamp();
        return end > Long.MAX_VALUE - lateness ? Long.MAX_VALUE : end + lateness;
    }

    @Override
    public void onProcessingTime(InternalTimer<String, TimeWindow> timer) {
        throw new IllegalStateException("no timer of processing time is registered");
    }

    /** Says whether the state was empty, which would be asked for twice otherwise. */
    private static final class Merge<A> implements AggregateFunction<A, @Nullable A, @Nullable A> {

        private static final long serialVersionUID = 1L;

        private final WindowAggregate<?, A, ?> aggregate;
        private boolean began;

        Merge(WindowAggregate<?, A, ?> aggregate) {
            this.aggregate = aggregate;
        }

        @Override
        public @Nullable A createAccumulator() {
            began = true;
            return null;
        }

        @Override
        public A add(A partial, @Nullable A accumulated) {
            return accumulated == null ? partial : aggregate.merge(accumulated, partial);
        }

        @Override
        public @Nullable A getResult(@Nullable A accumulated) {
            return accumulated;
        }

        @Override
        public @Nullable A merge(@Nullable A one, @Nullable A other) {
            throw new UnsupportedOperationException("windows are never merged");
        }
    }
}
