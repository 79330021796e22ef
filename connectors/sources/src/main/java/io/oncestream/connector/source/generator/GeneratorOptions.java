package io.oncestream.connector.source.generator;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Which readings are generated, and how fast.
 *
 * @param keys how many keys there are: {@code k0}, {@code k1} and so on
 * @param count how many readings there are; null: without end
 * @param rate readings per second, of all subtasks together; null: as fast as possible
 * @param step event time from one reading to the next, in whole microseconds
 * @param seed which of the sequences
 */
public record GeneratorOptions(
        int keys, @Nullable Long count, @Nullable Double rate, Duration step, long seed)
        implements Serializable {

    /** Event time of the first reading. */
    public static final Instant START = Instant.parse("2020-01-01T00:00:00Z");

    static final int KEYS_MAX = 1_000_000_000;
    static final double RATE_MAX = 1e9;
    static final Duration STEP_MIN = Duration.of(1, ChronoUnit.MICROS);
    static final Duration STEP_MAX = Duration.ofDays(36_525);

    /** The first time that is written with five digits for the year. */
    private static final Instant TIME_END = Instant.parse("9999-12-31T23:59:59.999999Z");

    /** Behind the limits that it is checked against. */
    static final GeneratorOptions DEFAULTS =
            new GeneratorOptions(100, null, null, Duration.ofMillis(1), 1);

    /** Refuses what cannot be generated, with one line that carries the value. */
    public GeneratorOptions {
        check(keys >= 1 && keys <= KEYS_MAX, "keys is " + keys + ", but must be 1 to " + KEYS_MAX);
        check(
                rate == null || (rate > 0 && rate <= RATE_MAX),
                "rate is " + rate + ", but must be above 0 and at most " + (long) RATE_MAX);
        check(
                step.compareTo(STEP_MIN) >= 0
                        && step.compareTo(STEP_MAX) <= 0
                        && step.equals(step.truncatedTo(ChronoUnit.MICROS)),
                "step is " + GeneratorUri.format(step) + ", but must be 1us to 36525d");
        long countMax = countMax(step);
        check(
                count == null || (count >= 1 && count <= countMax),
                "count is %s, but must be 1 to %d: no more readings %s apart fit before the year 10000"
                        .formatted(count, countMax, GeneratorUri.format(step)));
    }

    /**
     * Reads {@code gen:?keys=N&count=N&rate=PER_SECOND&step=1ms&seed=S}; each parameter may be left
     * out.
     *
     * @throws IllegalArgumentException on anything else, with one line that says what is right
     */
    public static GeneratorOptions of(String uri) {
        return GeneratorUri.parse(uri);
    }

    /** The index behind the last reading; without a count where the year 9999 ends. */
    long end() {
        return count == null ? countMax(step) : count;
    }

    long stepMicros() {
        return micros(step);
    }

    private static long countMax(Duration step) {
        return micros(Duration.between(START, TIME_END)) / micros(step) + 1;
    }

    private static long micros(Duration duration) {
        return duration.getSeconds() * 1_000_000 + duration.getNano() / 1_000;
    }

    private static void check(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException("gen: " + message);
        }
    }
}
