package io.oncestream.job.trends;

import io.oncestream.function.window.Accumulator;
import io.oncestream.function.window.WindowAggregate;
import io.oncestream.state.trends.ItemCounts;
import io.oncestream.state.trends.TrendEvent;
import io.oncestream.state.trends.WindowCounts;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/** Counts the items of a category in a window. */
final class CountEvents implements WindowAggregate<TrendEvent, ItemCounts, WindowCounts> {

    private static final long serialVersionUID = 1L;

    private static final Tally.Entries<TrendEvent> ENTRIES =
            new Tally.Entries<>() {
                @Override
                public String item(TrendEvent event) {
                    return event.item();
                }

                @Override
                public long weight(TrendEvent event) {
                    return event.weight();
                }

                @Override
                public long time(TrendEvent event) {
                    return event.time().toEpochMilli();
                }
            };

    @Override
    public String key(TrendEvent event) {
        return event.category();
    }

    @Override
    public Accumulator<TrendEvent, ItemCounts> begin() {
        return new Tally<>(ENTRIES);
    }

    @Override
    public ItemCounts merge(ItemCounts one, ItemCounts other) {
        return Tally.merge(one, other);
    }

    @Override
    public WindowCounts result(String category, TimeWindow window, ItemCounts counts) {
        return new WindowCounts(category, window.getEnd(), counts);
    }
}
