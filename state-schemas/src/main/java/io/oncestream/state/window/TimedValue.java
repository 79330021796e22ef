package io.oncestream.state.window;

import java.time.Instant;

/**
 * A value at an event time, to the nanosecond.
 *
 * @param time event time
 * @param value finite
 */
public record TimedValue(Instant time, double value) {}
