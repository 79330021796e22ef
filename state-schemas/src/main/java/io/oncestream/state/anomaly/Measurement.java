package io.oncestream.state.anomaly;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Numbers that were measured at one time.
 *
 * @param key of what they are: a sensor, a machine
 * @param time when they were measured
 * @param values finite; of one key always equally many, in the order of their columns
 * @param label what state it was, where somebody says so; null: nobody does
 */
public record Measurement(String key, Instant time, List<Double> values, @Nullable String label) {}
