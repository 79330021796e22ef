package io.oncestream.function.statistics;

import io.oncestream.function.window.Accumulator;
import io.oncestream.function.window.WindowAggregate;
import io.oncestream.state.reading.Reading;
import io.oncestream.state.window.WindowStatistics;
import io.oncestream.state.window.WindowSummary;
import java.time.Instant;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/**
 * Sums readings up, so that the state of a window is one accumulator whatever its number of
 * readings. Order, splitting and merging do not change the result.
 */
public final class ReadingStatistics
        implements WindowAggregate<Reading, WindowStatistics, WindowSummary> {

    private static final long serialVersionUID = 1L;

    @Override
    public String key(Reading reading) {
        return reading.key();
    }

    @Override
    public Accumulator<Reading, WindowStatistics> begin() {
        return new RunningStatistics();
    }

    @Override
    public WindowStatistics merge(WindowStatistics one, WindowStatistics other) {
        return Statistics.merge(one, other);
    }

    @Override
    public WindowSummary result(String key, TimeWindow window, WindowStatistics statistics) {
        return Summaries.of(
                key,
                Instant.ofEpochMilli(window.getStart()),
                Instant.ofEpochMilli(window.getEnd()),
                statistics);
    }
}
