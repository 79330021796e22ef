package io.oncestream.job.trends;

import io.oncestream.state.trends.OpenBasket;
import io.oncestream.state.trends.Sighting;
import io.oncestream.state.trends.TrendEvent;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Sees which items are together in a basket, of which it is keyed by {@link #basket}. An event
 * waits until event time has come to it. A basket is cleared when nothing came for the gap.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open first.
final class BasketFunction extends KeyedProcessFunction<String, TrendEvent, Sighting> {

    private static final long serialVersionUID = 1L;

    private final long gap;

    private transient WaitingItems waiting;
    private transient ValueState<OpenBasket> basket;

    BasketFunction(TrendsConfig config) {
        this.gap = config.gap().toMillis();
    }

    /** What an event's item is together with others in; the empty string: in nothing. */
    static String basket(TrendEvent event) {
        if (event.basket() != null) {
            return "b" + event.basket();
        }
        return event.user() != null ? "u" + event.user() : "";
    }

    @Override
    public void open(OpenContext context) {
        waiting = new WaitingItems(getRuntimeContext());
        basket =
                getRuntimeContext()
                        .getState(new ValueStateDescriptor<>("basket", OpenBasket.class));
    }

    @Override
    public void processElement(TrendEvent event, Context context, Collector<Sighting> out) {
        long time = event.time().toEpochMilli();
        waiting.add(time, event.item());
        context.timerService().registerEventTimeTimer(time);
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<Sighting> out)
            throws IOException {
        OpenBasket open = basket.value();
        if (open != null && open.last() + gap <= time) {
            basket.clear();
            open = null;
        }
        List<String> items = waiting.take(time);
        if (items.isEmpty()) {
            return;
        }
        for (String item : items) {
            open = Baskets.put(open, item, time, (a, b) -> out.collect(new Sighting(a, b)));
        }
        basket.update(open);
        context.timerService().registerEventTimeTimer(time + gap);
    }
}
