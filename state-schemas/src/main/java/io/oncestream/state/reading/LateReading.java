package io.oncestream.state.reading;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A reading that came too late for every window that it belongs to: it goes to the late table
 * instead of being lost.
 *
 * @param key what the reading belongs to
 * @param time event time of the reading
 * @param value the measured value
 * @param watermark event time, in milliseconds, as far as it had come when the reading was found to
 *     be late; null where there was none
 */
public record LateReading(String key, Instant time, double value, @Nullable Instant watermark) {}
