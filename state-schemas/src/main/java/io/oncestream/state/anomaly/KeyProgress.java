package io.oncestream.state.anomaly;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a key has come.
 *
 * @param newest the time of its newest sample; null: there was none
 * @param samples that were learned
 * @param labels that were learned
 * @param clearAt the event time, in milliseconds, at which it is looked whether it is forgotten
 * @param model the last that was trained; null: none
 */
public record KeyProgress(
        @Nullable Instant newest,
        long samples,
        long labels,
        long clearAt,
        @Nullable ModelVersion model) {

    /** Of a key that nobody has heard of. */
    public static final KeyProgress NONE = new KeyProgress(null, 0, 0, 0, null);

    /** The same, with another time at which it is looked whether it is forgotten. */
    public KeyProgress withClearAt(long millis) {
        return new KeyProgress(newest, samples, labels, millis, model);
    }

    /** The same, with a newer sample. */
    public KeyProgress with(Instant nextNewest, long nextSamples) {
        return new KeyProgress(nextNewest, nextSamples, labels, clearAt, model);
    }

    /** The same, with what was learned of labels. */
    public KeyProgress with(long nextLabels, @Nullable ModelVersion nextModel) {
        return new KeyProgress(newest, samples, nextLabels, clearAt, nextModel);
    }
}
