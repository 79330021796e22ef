package io.oncestream.job.trends;

import io.oncestream.function.window.Accumulator;
import io.oncestream.function.window.WindowAggregate;
import io.oncestream.state.trends.ItemCounts;
import io.oncestream.state.trends.Sighting;
import io.oncestream.state.trends.WindowCounts;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/** Counts what an item was beside in a window; beside itself: in how many baskets it was. */
final class CountSightings implements WindowAggregate<Sighting, ItemCounts, WindowCounts> {

    private static final long serialVersionUID = 1L;

    private static final Tally.Entries<Sighting> ENTRIES =
            new Tally.Entries<>() {
                @Override
                public String item(Sighting sighting) {
                    return sighting.other();
                }

                @Override
                public long weight(Sighting sighting) {
                    return 1;
                }

                @Override
                public long time(Sighting sighting) {
                    return Long.MIN_VALUE;
                }
            };

    @Override
    public String key(Sighting sighting) {
        return sighting.item();
    }

    @Override
    public Accumulator<Sighting, ItemCounts> begin() {
        return new Tally<>(ENTRIES);
    }

    @Override
    public ItemCounts merge(ItemCounts one, ItemCounts other) {
        return Tally.merge(one, other);
    }

    @Override
    public WindowCounts result(String item, TimeWindow window, ItemCounts counts) {
        return new WindowCounts(item, window.getEnd(), counts);
    }
}
