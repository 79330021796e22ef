package io.oncestream.job.trends;

import io.oncestream.cli.DurationConverter;
import java.io.Serializable;
import java.time.Duration;

/**
 * What the trends job computes. All durations are of event time.
 *
 * @param window in which items are counted
 * @param halfLife after which what was counted before has half its weight in what is expected
 * @param minCount below which no item rises
 * @param perUser how much one user counts for an item in a window at most
 * @param gap after which a basket in which nothing came is done
 * @param relatedHalfLife after which items that were together have half their weight
 * @param cap how many pushes a user gets within 24 hours at most
 * @param hasUsers whether events have users
 * @param hasBaskets whether events have anything that items are together in
 */
record TrendsConfig(
        Duration window,
        Duration halfLife,
        long minCount,
        long perUser,
        Duration gap,
        Duration relatedHalfLife,
        int cap,
        boolean hasUsers,
        boolean hasBaskets)
        implements Serializable {

    private static final Duration WINDOW_MIN = Duration.ofSeconds(1);
    private static final Duration MAX = Duration.ofDays(36_525); // a century
    private static final int CAP_MAX = 1_000;

    /** Refuses what makes no sense, by an {@link IllegalArgumentException} with the value. */
    TrendsConfig {
        check("--window", window, WINDOW_MIN);
        check("--half-life", halfLife, window);
        check("--gap", gap, Duration.ofMillis(1));
        check("--related-half-life", relatedHalfLife, window);
        check("--min-count", minCount, Integer.MAX_VALUE);
        check("--per-user", perUser, Integer.MAX_VALUE);
        check("--cap", cap, CAP_MAX);
    }

    long windowMillis() {
        return window.toMillis();
    }

    /** The end of the window that a point in time is in. */
    long windowEnd(long time) {
        return (Math.floorDiv(time, windowMillis()) + 1) * windowMillis();
    }

    private static void check(String option, long value, long max) {
        if (value < 1 || value > max) {
            throw new IllegalArgumentException(
                    "%s is %d: it must be from 1 to %d".formatted(option, value, max));
        }
    }

    private static void check(String option, Duration value, Duration min) {
        boolean isWhole = value.equals(Duration.ofMillis(value.toMillis()));
        if (!isWhole || value.compareTo(min) < 0 || value.compareTo(MAX) > 0) {
            throw new IllegalArgumentException(
                    "%s is %s: it must be whole milliseconds, from %s to %s"
                            .formatted(
                                    option,
                                    DurationConverter.format(value),
                                    DurationConverter.format(min),
                                    DurationConverter.format(MAX)));
        }
    }
}
