package io.oncestream.cli;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.apache.flink.util.TimeUtils;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads durations as {@code 500ms}, {@code 1s}, {@code 5m}, {@code 1h} and {@code 1d}. */
public final class DurationConverter implements ITypeConverter<Duration> {

    private static final String FORM = "[0-9]{1,18}(ms|s|m|h|d)";

    @Override
    public Duration convert(String text) {
        // Flink alone would take much more, and a number without a unit as milliseconds.
        if (!text.matches(FORM)) {
            throw new TypeConversionException(
                    "'" + text + "' is not a duration: give one as 500ms, 1s, 5m, 1h or 1d");
        }
        try {
            // It counts in milliseconds: what does not fit fails here and not in an operator.
            return Duration.ofMillis(TimeUtils.parseDuration(text).toMillis());
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new TypeConversionException("'" + text + "' is too long for a duration");
        }
    }

    /** The shortest form that {@link #convert} reads back, or ISO 8601 where it has none. */
    public static String format(Duration duration) {
        if (!duration.equals(duration.truncatedTo(ChronoUnit.MILLIS))) {
            return duration.toString();
        }
        return TimeUtils.formatWithHighestUnit(duration).replaceFirst(" (ms|.).*", "$1");
    }
}
