package io.oncestream.state.anomaly;

import java.time.Instant;

/**
 * One value that is expected.
 *
 * @param madeAt the time of the newest sample that was known then
 * @param step how many samples later it is expected, from 1
 * @param lower what it is likely above
 * @param upper what it is likely below
 */
public record Forecast(
        String key,
        Instant madeAt,
        int step,
        String column,
        double value,
        double lower,
        double upper) {}
