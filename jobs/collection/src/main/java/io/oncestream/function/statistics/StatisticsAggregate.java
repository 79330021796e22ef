package io.oncestream.function.statistics;

import io.oncestream.state.reading.Reading;
import io.oncestream.state.window.WindowStatistics;
import org.apache.flink.api.common.functions.AggregateFunction;

/**
 * Sums readings up as they arrive, so that a window's state is one accumulator whatever its number
 * of readings. Order, splitting and merging do not change the result.
 *
 * <p>Adding and merging use the accumulators that they are given up, as Flink allows.
 */
public final class StatisticsAggregate
        implements AggregateFunction<Reading, WindowStatistics, WindowStatistics> {

    @Override
    public WindowStatistics createAccumulator() {
        return Statistics.EMPTY;
    }

    @Override
    public WindowStatistics add(Reading reading, WindowStatistics statistics) {
        return Statistics.add(statistics, reading);
    }

    @Override
    public WindowStatistics merge(WindowStatistics a, WindowStatistics b) {
        return Statistics.merge(a, b);
    }

    @Override
    public WindowStatistics getResult(WindowStatistics statistics) {
        return statistics;
    }
}
