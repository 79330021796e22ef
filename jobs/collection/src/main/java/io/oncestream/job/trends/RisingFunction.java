package io.oncestream.job.trends;

import io.oncestream.state.trends.CategoryProgress;
import io.oncestream.state.trends.RisingItem;
import io.oncestream.state.trends.WindowCounts;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Says which items rise, of each category, of which it is keyed by the name. It takes a category's
 * windows in the order of their ends.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open first.
final class RisingFunction extends KeyedProcessFunction<String, WindowCounts, RisingItem> {

    private static final long serialVersionUID = 1L;

    private final TrendsConfig config;

    private transient KeyedHistoryStore store;
    private transient RisingItems items;

    RisingFunction(TrendsConfig config) {
        this.config = config;
    }

    @Override
    public void open(OpenContext context) {
        store = new KeyedHistoryStore(getRuntimeContext());
        items = new RisingItems(config, store);
    }

    @Override
    public void processElement(WindowCounts window, Context context, Collector<RisingItem> out) {
        items.take(window).forEach(out::collect);
        if (store.progress().timerAt() == 0) {
            awaitForgetting(context);
        }
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<RisingItem> out) {
        if (context.timerService().currentWatermark() == Long.MAX_VALUE) {
            // No point in event time: what is usual is known when the job goes on, and the next
            // window sets the timer again.
            CategoryProgress progress = store.progress();
            store.setProgress(new CategoryProgress(progress.items(), progress.forgetAt(), 0));
        } else if (!items.forget(time)) {
            awaitForgetting(context);
        }
    }

    private void awaitForgetting(Context context) {
        CategoryProgress progress = store.progress();
        context.timerService().registerEventTimeTimer(progress.forgetAt());
        store.setProgress(
                new CategoryProgress(progress.items(), progress.forgetAt(), progress.forgetAt()));
    }
}
