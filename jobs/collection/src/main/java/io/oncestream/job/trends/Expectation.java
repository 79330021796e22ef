package io.oncestream.job.trends;

import io.oncestream.state.trends.ItemHistory;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What is expected of an item in a window: the mean and variance of its windows before, weighted
 * exponentially (West, "Updating mean and variance estimates", 1979). Windows without it count as 0
 * and are made up for in closed form, so that nothing happens in them.
 */
final class Expectation implements Serializable {

    private static final long serialVersionUID = 1L;

    /** What has less than that of the weight of one count is as good as never seen. */
    private static final double NEGLIGIBLE = 0.01;

    private final long window;

    /** Of which part of its weight what was before is left behind each window. */
    private final double kept;

    Expectation(long windowMillis, long halfLifeMillis) {
        this.window = windowMillis;
        this.kept = StrictMath.pow(0.5, (double) windowMillis / halfLifeMillis);
    }

    /** As it is before the window that ends then; null: nothing worth it is remembered. */
    @Nullable ItemHistory before(@Nullable ItemHistory history, long windowEnd) {
        if (history == null || forgetAt(history) <= windowEnd) {
            return null;
        }
        // A window that a stop with drain has cut in two comes twice.
        long empty = Math.max(0, (windowEnd - history.windowEnd()) / window - 1);
        double left = StrictMath.pow(kept, (double) empty);
        double mean = history.mean();
        return new ItemHistory(
                mean * left,
                left * (history.variance() + mean * mean * (1 - left)),
                windowEnd - window);
    }

    /** With the window that ends then. */
    ItemHistory with(@Nullable ItemHistory before, long count, long windowEnd) {
        double mean = before == null ? 0 : before.mean();
        double variance = before == null ? 0 : before.variance();
        double away = count - mean;
        return new ItemHistory(
                mean + (1 - kept) * away, kept * (variance + (1 - kept) * away * away), windowEnd);
    }

    /** How many deviations, of a count at least, it is more than expected. */
    static double score(@Nullable ItemHistory before, long count) {
        double mean = before == null ? 0 : before.mean();
        double variance = before == null ? 0 : before.variance();
        return (count - mean) / Math.sqrt(variance + mean + 1);
    }

    /** The end of the first window for which there is nothing to remember. */
    long forgetAt(ItemHistory history) {
        double mean = history.mean();
        double most = Math.max(mean, history.variance() + mean * mean);
        double windows =
                Math.max(0, StrictMath.log(NEGLIGIBLE * (1 - kept) / most) / StrictMath.log(kept));
        return history.windowEnd() + (1 + (long) Math.ceil(windows)) * window;
    }
}
