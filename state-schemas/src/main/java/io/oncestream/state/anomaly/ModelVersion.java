package io.oncestream.state.anomaly;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A classifier that was trained, and how it did so far.
 *
 * @param trainedAt the time of the newest sample that it knows
 * @param version of its key, from 1; after the key was forgotten from 1 again
 * @param examples that it learned from
 * @param predicted how many labelled samples it predicted since
 * @param correct how many of these it was right about
 */
public record ModelVersion(
        String key, Instant trainedAt, long version, int examples, long predicted, long correct) {

    /** The same after one more prediction. */
    public ModelVersion judged(boolean isCorrect) {
        return new ModelVersion(
                key, trainedAt, version, examples, predicted + 1, correct + (isCorrect ? 1 : 0));
    }

    /** The share that it was right about; null: it predicted nothing yet. */
    public @Nullable Double accuracy() {
        return predicted == 0 ? null : (double) correct / predicted;
    }
}
