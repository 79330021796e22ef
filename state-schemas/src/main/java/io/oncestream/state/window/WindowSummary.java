package io.oncestream.state.window;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The statistics of one key's complete window: one row of the result table. Key, start and end
 * identify it.
 *
 * <p>A statistic is null when it does not fit a double; the weighted mean also without weights and
 * when they sum up to 0.
 *
 * @param key what the readings belong to
 * @param windowStart first event time of the window, aligned to the epoch in UTC
 * @param windowEnd first event time after the window
 * @param count number of readings, at least 1
 * @param sum of the values
 * @param mean sum / count
 * @param weightedMean sum of weight × value / sum of the weights
 * @param min smallest value
 * @param max greatest value
 * @param first value at the earliest event time, the smallest of several
 * @param last value at the latest event time, the greatest of several
 * @param stddev population standard deviation
 */
public record WindowSummary(
        String key,
        Instant windowStart,
        Instant windowEnd,
        long count,
        @Nullable Double sum,
        @Nullable Double mean,
        @Nullable Double weightedMean,
        @Nullable Double min,
        @Nullable Double max,
        @Nullable Double first,
        @Nullable Double last,
        @Nullable Double stddev) {}
