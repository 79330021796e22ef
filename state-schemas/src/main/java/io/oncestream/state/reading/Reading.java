package io.oncestream.state.reading;

import java.time.Instant;

/**
 * One measurement of one key: what every source decodes and every windowed job aggregates.
 *
 * <p>It travels between operators as a Flink POJO; no component is checked here, because a record
 * that refuses a default value could not be restored from the state of an older version.
 *
 * @param key what the reading belongs to, at most 512 characters without NUL; the empty string
 *     where all readings share one key
 * @param time event time, to the nanosecond where the source has it
 * @param value the measured value, finite
 * @param weight the weight of the value in a weighted mean, finite; 0 where the source has none
 */
public record Reading(String key, Instant time, double value, double weight) {}
