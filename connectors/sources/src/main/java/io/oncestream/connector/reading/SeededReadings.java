package io.oncestream.connector.reading;

import io.oncestream.connector.source.generator.Sequence;
import io.oncestream.state.reading.Reading;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.TimeUtils;
import org.jspecify.annotations.Nullable;

/**
 * Readings that follow from a seed: reading i has the event time {@link #START} + i × step, one of
 * the keys, all of them equally likely, a value from 0 to 100 with all the digits of a double, and
 * a whole weight from 1 to 10. The bits come from SplitMix64 (G. Steele, D. Lea, C. Flood, "Fast
 * splittable pseudorandom number generators", OOPSLA 2014), whose n-th number needs none of those
 * before.
 */
public final class SeededReadings implements Sequence<Reading> {

    private static final long serialVersionUID = 1L;

    /** Event time of the first reading. */
    public static final Instant START = Instant.parse("2020-01-01T00:00:00Z");

    /** The first time that is written with five digits for the year. */
    private static final Instant TIME_END = Instant.parse("9999-12-31T23:59:59.999999Z");

    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;
    private static final long START_MICROS = START.getEpochSecond() * 1_000_000;
    private static final int KEYS_MAX = 1_000_000_000;
    private static final Duration STEP_MAX = Duration.ofDays(36_525);
    private static final int KEYS_KEPT_MAX = 1 << 16;
    private static final int WEIGHTS = 10;
    private static final double VALUE_END = 100;

    private final int keys;
    private final long stepMicros;
    private final long origin;

    /** The names of the first keys: making one for each reading would double the garbage. */
    private transient @Nullable String @Nullable [] names;

    /**
     * Refuses what cannot be generated, with one line that carries the value.
     *
     * @param keys how many keys there are: {@code k0}, {@code k1} and so on
     * @param step event time from one reading to the next, in whole microseconds
     * @param seed which of the sequences
     */
    public SeededReadings(int keys, Duration step, long seed) {
        check(keys >= 1 && keys <= KEYS_MAX, "keys is " + keys + ", but must be 1 to " + KEYS_MAX);
        check(
                step.compareTo(Duration.ZERO) > 0
                        && step.compareTo(STEP_MAX) <= 0
                        && step.equals(step.truncatedTo(ChronoUnit.MICROS)),
                "step is "
                        + TimeUtils.formatWithHighestUnit(step).replace(" ", "")
                        + ", but must be 1us to 36525d, in whole microseconds");
        this.keys = keys;
        this.stepMicros = micros(step);
        // Mixed, so that the sequences of two seeds are no shifted copies of each other.
        this.origin = mix(seed + GOLDEN_GAMMA);
    }

    private static long micros(Duration duration) {
        return duration.getSeconds() * 1_000_000 + duration.getNano() / 1_000;
    }

    private static void check(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException("gen: " + message);
        }
    }

    @Override
    public long length() {
        return micros(Duration.between(START, TIME_END)) / stepMicros + 1;
    }

    @Override
    public String key(Reading reading) {
        return reading.key();
    }

    @Override
    public TypeInformation<Reading> type() {
        return TypeInformation.of(Reading.class);
    }

    @Override
    public Reading at(long index) {
        long first = mix(origin + (2 * index + 1) * GOLDEN_GAMMA);
        long second = mix(origin + (2 * index + 2) * GOLDEN_GAMMA);
        return new Reading(
                key(below(keys, first >>> 32)),
                time(START_MICROS + index * stepMicros),
                (second >>> 11) * 0x1p-53 * VALUE_END,
                1 + below(WEIGHTS, first & 0xffff_ffffL));
    }

    @Override
    public long millis(long index) {
        return (START_MICROS + index * stepMicros) / 1_000;
    }

    private static Instant time(long micros) {
        return Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1_000);
    }

    private String key(int number) {
        if (number >= KEYS_KEPT_MAX) {
            return "k" + number;
        }
        if (names == null) {
            names = new String[Math.min(keys, KEYS_KEPT_MAX)];
        }
        String name = names[number];
        if (name == null) {
            name = "k" + number;
            names[number] = name;
        }
        return name;
    }

    /** Scales 32 bits down to a number from 0 to the bound, which is not among them. */
    private static int below(int bound, long bits32) {
        return (int) ((bits32 * bound) >>> 32);
    }

    private static long mix(long bits) {
        long z = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
