package io.oncestream.connector.source.generator;

import io.oncestream.state.reading.Reading;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The reading of each index, a function of the seed and the index alone. Its bits come from
 * SplitMix64 (G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators", OOPSLA
 * 2014), whose n-th number needs none of those before.
 */
final class SeededReadings {

    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;
    private static final long START_MICROS = GeneratorOptions.START.getEpochSecond() * 1_000_000;
    private static final int KEYS_KEPT_MAX = 1 << 16;
    private static final int WEIGHTS = 10;
    private static final double VALUE_END = 100;

    private final int keys;
    private final long stepMicros;
    private final long origin;

    /** The names of the first keys: making one for each reading would double the garbage. */
    private final @Nullable String[] names;

    SeededReadings(GeneratorOptions options) {
        this.keys = options.keys();
        this.stepMicros = options.stepMicros();
        // Mixed, so that the sequences of two seeds are no shifted copies of each other.
        this.origin = mix(options.seed() + GOLDEN_GAMMA);
        this.names = new String[Math.min(keys, KEYS_KEPT_MAX)];
    }

    Reading at(long index) {
        long first = mix(origin + (2 * index + 1) * GOLDEN_GAMMA);
        long second = mix(origin + (2 * index + 2) * GOLDEN_GAMMA);
        return new Reading(
                key(below(keys, first >>> 32)),
                time(START_MICROS + index * stepMicros),
                (second >>> 11) * 0x1p-53 * VALUE_END,
                1 + below(WEIGHTS, first & 0xffff_ffffL));
    }

    /** Event time in milliseconds, as Flink counts it. */
    long millis(long index) {
        return (START_MICROS + index * stepMicros) / 1_000;
    }

    private static Instant time(long micros) {
        return Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1_000);
    }

    private String key(int number) {
        if (number >= names.length) {
            return "k" + number;
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
