package io.oncestream.state.anomaly;

import java.time.Instant;

/**
 * A sample that was not used, as it was no newer than its key's newest, or came after its key was
 * forgotten.
 *
 * @param newest of its key, or event time where its key was forgotten
 */
public record LateMeasurement(Measurement sample, Instant newest) {}
