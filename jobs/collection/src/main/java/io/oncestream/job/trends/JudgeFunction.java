package io.oncestream.job.trends;

import io.oncestream.function.LateReadings;
import io.oncestream.function.RareCount;
import io.oncestream.state.trends.CountedItem;
import io.oncestream.state.trends.LateEvent;
import io.oncestream.state.trends.TrendEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Judges who is late, and how much of what a user does counts; keyed by {@link #owner}. What comes
 * through it is late nowhere behind it.
 *
 * <p>An event whose window is still open is counted. One that event time has passed is in no basket
 * and leads to no push: these depend on the order, and others behind it in the order have been
 * taken already.
 *
 * <p>State: what each user counts for in the open windows, cleared when event time passes their
 * ends.
 */
@SuppressWarnings("NullAway.Init") // Flink calls initializeState and open first.
final class JudgeFunction extends KeyedProcessFunction<String, TrendEvent, TrendEvent>
        implements CheckpointedFunction {

    /** Events that event time has not passed. */
    static final OutputTag<TrendEvent> TIMELY =
            new OutputTag<>("timely", TypeInformation.of(TrendEvent.class));

    static final OutputTag<LateEvent> LATE =
            new OutputTag<>("late", TypeInformation.of(LateEvent.class));

    private static final long serialVersionUID = 1L;

    private final TrendsConfig config;

    private transient MapState<CountedItem, Long> counted;
    private transient RareCount late;

    JudgeFunction(TrendsConfig config) {
        this.config = config;
    }

    /** What its events are together with: a user, a basket, or, if there is neither, an item. */
    static String owner(TrendEvent event) {
        if (event.user() != null) {
            return "u" + event.user();
        }
        return event.basket() != null ? "b" + event.basket() : "i" + event.item();
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        late = new RareCount(LateReadings.ROWS_LATE, context.getOperatorStateStore());
    }

    @Override
    public void open(OpenContext context) {
        late.open(getRuntimeContext());
        counted =
                getRuntimeContext()
                        .getMapState(
                                new MapStateDescriptor<>(
                                        "counted",
                                        TypeInformation.of(CountedItem.class),
                                        Types.LONG));
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        late.snapshot();
    }

    @Override
    public void processElement(TrendEvent event, Context context, Collector<TrendEvent> out)
            throws Exception {
        long watermark = context.timerService().currentWatermark();
        long time = event.time().toEpochMilli();
        long windowEnd = config.windowEnd(time);
        boolean isOpen = windowEnd - 1 > watermark;
        if (event.weight() == 0) {
            return;
        }
        if (time > watermark) {
            context.output(TIMELY, event);
        } else {
            late.add(getRuntimeContext());
            context.output(LATE, new LateEvent(event, Instant.ofEpochMilli(watermark), isOpen));
        }
        if (isOpen) {
            count(event, windowEnd, context, out);
        }
    }

    private void count(TrendEvent event, long windowEnd, Context context, Collector<TrendEvent> out)
            throws Exception {
        if (event.user() == null) {
            out.collect(event);
            return;
        }
        CountedItem item = new CountedItem(windowEnd, event.category(), event.item());
        Long before = counted.get(item);
        long used = before == null ? 0 : before;
        long more = Math.min(event.weight(), config.perUser() - used);
        if (more > 0) {
            counted.put(item, used + more);
            context.timerService().registerEventTimeTimer(windowEnd - 1);
            out.collect(event.withWeight(more));
        }
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<TrendEvent> out)
            throws Exception {
        if (context.timerService().currentWatermark() == Long.MAX_VALUE) {
            return; // No point in event time: behind a stop with drain the windows go on.
        }
        List<CountedItem> over = new ArrayList<>();
        for (CountedItem item : counted.keys()) {
            if (item.windowEnd() - 1 <= time) {
                over.add(item);
            }
        }
        // One by one: what an iterator removes leaves an empty map behind.
        for (CountedItem item : over) {
            counted.remove(item);
        }
    }
}
