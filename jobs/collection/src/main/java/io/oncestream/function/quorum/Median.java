package io.oncestream.function.quorum;

import io.oncestream.state.quorum.Observation;
import java.math.BigDecimal;
import java.util.List;

/**
 * The value in the middle. Of an even number it is the lower of the two: a value that somebody has
 * signed, and no mean of two.
 *
 * <p>Of {@code 2f + 1} values or more, {@code f} of them lies, it is between two honest ones, or is
 * one: at most {@code f} are below the smallest honest one, and as many above the largest.
 */
public final class Median {

    private Median() {}

    /** Of one observation a feed. */
    public static BigDecimal of(List<Observation> observations) {
        return observations.stream()
                .map(Observation::value)
                .sorted()
                .skip((observations.size() - 1) / 2)
                .findFirst()
                .orElseThrow();
    }
}
