package io.oncestream.launcher.demo.anomalies;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table of what is odd, or is not.
 *
 * @param grade 0: it is not
 * @param oddAt when the value was measured, where it is odd
 */
record Alarm(
        String key,
        Instant time,
        double grade,
        @Nullable String column,
        @Nullable Instant oddAt,
        @Nullable Double value) {}
