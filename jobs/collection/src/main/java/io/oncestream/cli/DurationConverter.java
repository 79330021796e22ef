package io.oncestream.cli;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads durations as {@code 500ms}, {@code 1s}, {@code 5m}, {@code 1h} and {@code 1d}. */
public final class DurationConverter implements ITypeConverter<Duration> {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,18})(ms|s|m|h|d)");

    @Override
    public Duration convert(String text) {
        Matcher matcher = FORM.matcher(text);
        if (matcher.matches()) {
            try {
                return duration(Long.parseLong(matcher.group(1)), matcher.group(2));
            } catch (ArithmeticException e) {
                throw new TypeConversionException("'" + text + "' is too long for a duration");
            }
        }
        throw new TypeConversionException(
                "'" + text + "' is not a duration: give one as 500ms, 1s, 5m, 1h or 1d");
    }

    /** The shortest form that {@link #convert} reads back, or ISO 8601 where it has none. */
    public static String format(Duration duration) {
        if (!duration.equals(duration.truncatedTo(ChronoUnit.MILLIS))) {
            return duration.toString();
        }
        long millis = duration.toMillis();
        for (String unit : new String[] {"d", "h", "m", "s"}) {
            long unitMillis = duration(1, unit).toMillis();
            if (millis > 0 && millis % unitMillis == 0) {
                return millis / unitMillis + unit;
            }
        }
        return millis + "ms";
    }

    private static Duration duration(long amount, String unit) {
        Duration duration =
                switch (unit) {
                    case "ms" -> Duration.ofMillis(amount);
                    case "s" -> Duration.ofSeconds(amount);
                    case "m" -> Duration.ofMinutes(amount);
                    case "h" -> Duration.ofHours(amount);
                    default -> Duration.ofDays(amount);
                };
        // Flink counts in milliseconds: what does not fit fails here and not in an operator.
        return Duration.ofMillis(duration.toMillis());
    }
}
