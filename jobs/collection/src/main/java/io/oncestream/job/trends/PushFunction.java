package io.oncestream.job.trends;

import io.oncestream.state.trends.Push;
import io.oncestream.state.trends.RisingItem;
import io.oncestream.state.trends.RisingKey;
import io.oncestream.state.trends.TrendEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Pushes to who does something in a category what rises most in it; keyed by {@link
 * JudgeFunction#owner}. An event waits until event time has come to it: all windows that ended
 * before it are known then, and of those the last one counts, whatever else is known already.
 *
 * <p>The rising items are the same in all subtasks. One is cleared when the next comes, and no
 * event that waits can meet it. What a user got is cleared by timers, 24 hours and 7 days later.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open first.
final class PushFunction
        extends KeyedBroadcastProcessFunction<String, TrendEvent, RisingItem, Push> {

    static final MapStateDescriptor<RisingKey, RisingItem> RISING =
            new MapStateDescriptor<>(
                    "rising",
                    TypeInformation.of(RisingKey.class),
                    TypeInformation.of(RisingItem.class));

    private static final long serialVersionUID = 1L;

    private final TrendsConfig config;

    private transient WaitingItems waiting;
    private transient Caps caps;

    PushFunction(TrendsConfig config) {
        this.config = config;
    }

    @Override
    public void open(OpenContext context) {
        waiting = new WaitingItems(getRuntimeContext());
        caps = new Caps(config.cap(), new KeyedPushStore(getRuntimeContext()));
    }

    @Override
    public void processElement(TrendEvent event, ReadOnlyContext context, Collector<Push> out) {
        long time = event.time().toEpochMilli();
        waiting.add(time, event.category());
        context.timerService().registerEventTimeTimer(time);
    }

    @Override
    public void processBroadcastElement(RisingItem item, Context context, Collector<Push> out)
            throws Exception {
        var rising = context.getBroadcastState(RISING);
        List<RisingKey> over = new ArrayList<>();
        for (Map.Entry<RisingKey, RisingItem> each : rising.immutableEntries()) {
            // Two windows, since subtasks may be apart when one goes on with another's copy.
            long last = each.getKey().windowEnd() + 2 * config.windowMillis() - 1;
            if (last <= context.currentWatermark()) {
                over.add(each.getKey());
            }
        }
        for (RisingKey key : over) {
            rising.remove(key);
        }
        rising.put(new RisingKey(item.category(), item.windowEnd().toEpochMilli()), item);
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<Push> out) throws Exception {
        var rising = context.getBroadcastState(RISING);
        long windowEnd = config.windowEnd(time) - config.windowMillis();
        for (String category : waiting.take(time)) {
            RisingItem best = rising.get(new RisingKey(category, windowEnd));
            if (best != null && caps.push(best.item(), time)) {
                String user = context.getCurrentKey().substring(1);
                Instant at = Instant.ofEpochMilli(time);
                out.collect(new Push(user, best.item(), category, at, best.score()));
                context.timerService().registerEventTimeTimer(time + Caps.CAP_MILLIS);
                context.timerService().registerEventTimeTimer(time + Caps.SAME_ITEM_MILLIS);
            }
        }
        // The end of the input, a stop with drain, is no point in event time: what is forgotten
        // then would be pushed again when the job goes on.
        if (context.timerService().currentWatermark() < Long.MAX_VALUE) {
            caps.forget(time);
        }
    }
}
