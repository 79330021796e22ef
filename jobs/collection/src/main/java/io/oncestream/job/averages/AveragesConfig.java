package io.oncestream.job.averages;

import static io.oncestream.cli.DurationConverter.format;

import java.time.Duration;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the averages job computes.
 *
 * @param window the length of a window, in whole milliseconds of event time
 * @param slide the time between the starts of two windows, in whole milliseconds; equal to the
 *     window where windows do not overlap
 * @param lateness how far event time may be past a window's end, in whole milliseconds, for a
 *     reading still to change its row
 * @param zone whose midnights windows begin at, so that both durations are whole days; null for
 *     windows that are aligned to 1970-01-01 in UTC
 */
public record AveragesConfig(
        Duration window, Duration slide, Duration lateness, @Nullable ZoneId zone) {

    private static final Duration DAY = Duration.ofDays(1);

    private static final Duration WINDOW_MIN = Duration.ofMillis(1);
    private static final Duration WINDOW_MAX = Duration.ofDays(36_525); // a century
    private static final int WINDOWS_PER_READING_MAX = 1_000;

    /** Refuses what cannot run, by an {@link IllegalArgumentException} that carries the value. */
    public AveragesConfig {
        checkMillis("window", window, WINDOW_MIN);
        checkMillis("slide", slide, WINDOW_MIN);
        checkMillis("lateness", lateness, Duration.ZERO);
        if (zone != null) {
            checkDays("window", window);
            checkDays("slide", slide);
        }
        if (slide.compareTo(window) > 0) {
            throw new IllegalArgumentException(
                    "slide is %s, longer than the window of %s: readings between would be lost"
                            .formatted(format(slide), format(window)));
        }
        long windowsPerReading = window.plus(slide).minusMillis(1).dividedBy(slide);
        if (windowsPerReading > WINDOWS_PER_READING_MAX) {
            throw new IllegalArgumentException(
                    "slide is %s, so that %d windows of %s overlap: at most %d can"
                            .formatted(
                                    format(slide),
                                    windowsPerReading,
                                    format(window),
                                    WINDOWS_PER_READING_MAX));
        }
    }

    /** Of windows that are aligned to 1970-01-01 in UTC. */
    public AveragesConfig(Duration window, Duration slide, Duration lateness) {
        this(window, slide, lateness, null);
    }

    private static void checkDays(String name, Duration duration) {
        if (!duration.equals(DAY.multipliedBy(duration.toDays()))) {
            throw new IllegalArgumentException(
                    "%s is %s: --align local needs whole days, as 1d or 7d"
                            .formatted(name, format(duration)));
        }
    }

    private static void checkMillis(String name, Duration duration, Duration min) {
        boolean inRange = duration.compareTo(min) >= 0 && duration.compareTo(WINDOW_MAX) <= 0;
        if (!inRange || !duration.equals(duration.truncatedTo(ChronoUnit.MILLIS))) {
            throw new IllegalArgumentException(
                    "%s is %s: it must be whole milliseconds, from %s to %s"
                            .formatted(name, format(duration), format(min), format(WINDOW_MAX)));
        }
    }
}
