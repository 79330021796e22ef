package io.oncestream.connector.format;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a number counts since 1970-01-01T00:00Z. */
enum EpochUnit {
    DAYS(86_400_000_000_000L),
    SECONDS(1_000_000_000),
    MILLIS(1_000_000),
    MICROS(1_000),
    NANOS(1);

    private static final String PREFIX = "epoch-";

    private final BigInteger nanos;

    EpochUnit(long nanos) {
        this.nanos = BigInteger.valueOf(nanos);
    }

    BigInteger nanos() {
        return nanos;
    }

    /** As {@code --time-format} takes it: {@code epoch-seconds}. */
    String option() {
        return PREFIX + name().toLowerCase(Locale.ROOT);
    }

    /**
     * The unit that a time format names, or null when it is a pattern.
     *
     * @throws IllegalArgumentException when it names one that there is not
     */
    static @Nullable EpochUnit of(String timeFormat) {
        if (!timeFormat.startsWith(PREFIX)) {
            return null;
        }
        return Arrays.stream(values())
                .filter(unit -> unit.option().equals(timeFormat))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "time format \"%s\" cannot be used: there are %s"
                                                .formatted(timeFormat, options())));
    }

    private static String options() {
        return Arrays.stream(values()).map(EpochUnit::option).collect(Collectors.joining(", "));
    }
}
