package io.oncestream.state.anomaly;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How odd a sample is.
 *
 * @param time of the sample at which it was noticed
 * @param grade from 0, nothing odd, to 1
 * @param score of the detector, before it is compared to the usual ones
 * @param column whose value is the oddest; null: nothing is odd
 * @param oddAt the time of the odd value, which may be a few samples before it was noticed; null:
 *     nothing is odd
 * @param value that was odd; null: nothing is odd
 * @param expected instead; null: nothing is odd, or nothing was expected
 */
public record Anomaly(
        String key,
        Instant time,
        double grade,
        double score,
        @Nullable String column,
        @Nullable Instant oddAt,
        @Nullable Double value,
        @Nullable Double expected) {}
