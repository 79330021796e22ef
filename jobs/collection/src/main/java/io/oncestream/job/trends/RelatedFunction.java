package io.oncestream.job.trends;

import io.oncestream.state.trends.Neighbours;
import io.oncestream.state.trends.RelatedItem;
import io.oncestream.state.trends.WindowCounts;
import java.io.IOException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Knows what goes together with each item, of which it is keyed by the name. It takes an item's
 * windows in the order of their ends. An item is cleared when all that was counted has decayed; the
 * end of the input is no point in event time, and clears none.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open first.
final class RelatedFunction extends KeyedProcessFunction<String, WindowCounts, RelatedItem> {

    private static final long serialVersionUID = 1L;

    private final RelatedItems items;

    private transient ValueState<Neighbours> neighbours;

    RelatedFunction(TrendsConfig config) {
        this.items = new RelatedItems(config);
    }

    @Override
    public void open(OpenContext context) {
        neighbours =
                getRuntimeContext()
                        .getState(new ValueStateDescriptor<>("neighbours", Neighbours.class));
    }

    @Override
    public void processElement(WindowCounts window, Context context, Collector<RelatedItem> out)
            throws IOException {
        Neighbours before = neighbours.value();
        Neighbours next = items.take(before, window, out::collect);
        neighbours.update(next);
        if (before != null) {
            context.timerService().deleteEventTimeTimer(before.forgetAt());
        }
        context.timerService().registerEventTimeTimer(next.forgetAt());
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<RelatedItem> out)
            throws IOException {
        if (context.timerService().currentWatermark() == Long.MAX_VALUE) {
            return;
        }
        Neighbours over = neighbours.value();
        if (over != null && over.forgetAt() <= time) {
            RelatedItems.blank(context.getCurrentKey(), over, 0, out::collect);
            neighbours.clear();
        }
    }
}
