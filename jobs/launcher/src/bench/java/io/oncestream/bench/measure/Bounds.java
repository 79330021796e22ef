package io.oncestream.bench.measure;

import io.oncestream.launcher.failure.UsageException;

/** What an option's number may be. */
public final class Bounds {

    private Bounds() {}

    /** Throws a {@link UsageException} unless the value is from least to most. */
    public static void check(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new UsageException(
                    "%s is %d, but must be %d to %d".formatted(option, value, least, most));
        }
    }
}
