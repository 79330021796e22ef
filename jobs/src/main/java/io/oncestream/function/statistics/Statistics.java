package io.oncestream.function.statistics;

import static io.oncestream.function.statistics.Dyadics.ZERO;
import static io.oncestream.function.statistics.Dyadics.minus;
import static io.oncestream.function.statistics.Dyadics.plus;
import static io.oncestream.function.statistics.Dyadics.times;

import io.oncestream.state.reading.Reading;
import io.oncestream.state.window.DyadicRational;
import io.oncestream.state.window.TimedValue;
import io.oncestream.state.window.WindowStatistics;
import java.time.Instant;
import java.util.Comparator;

/**
 * Adds readings and merges accumulators, in any order with the same result: sums are exact, and the
 * squared deviations a sum of terms of one sign that are rounded once each.
 *
 * <p>The squared deviations are updated as by Welford ("Note on a method for calculating corrected
 * sums of squares and products", Technometrics 4, 1962) in the form of Youngs and Cramer ("Some
 * results relevant to choice of sum and sum-of-product algorithms", Technometrics 13, 1971), which
 * needs the sum instead of the mean, and merged as by Chan, Golub and LeVeque ("Algorithms for
 * computing the sample variance", The American Statistician 37, 1983). Adding a reading is merging
 * with the accumulator of that reading: the formulas are the same then.
 */
final class Statistics {

    static final WindowStatistics EMPTY = of(0, new TimedValue(Instant.EPOCH, 0), ZERO, ZERO, ZERO);

    private static final Comparator<TimedValue> BY_TIME_THEN_VALUE =
            Comparator.comparing(TimedValue::time).thenComparingDouble(TimedValue::value);

    private Statistics() {}

    static WindowStatistics of(Reading reading) {
        DyadicRational value = Dyadics.of(reading.value());
        DyadicRational weight = Dyadics.of(reading.weight());
        return of(
                1,
                new TimedValue(reading.time(), reading.value()),
                value,
                times(weight, value),
                weight);
    }

    static WindowStatistics merge(WindowStatistics a, WindowStatistics b) {
        if (a.count() == 0) {
            return b;
        }
        if (b.count() == 0) {
            return a;
        }
        return new WindowStatistics(
                Math.addExact(a.count(), b.count()),
                plus(a.sum(), b.sum()),
                plus(plus(a.squaredDeviations(), b.squaredDeviations()), between(a, b)),
                plus(a.weightedSum(), b.weightedSum()),
                plus(a.weightSum(), b.weightSum()),
                Math.min(a.min(), b.min()),
                Math.max(a.max(), b.max()),
                earlier(a.first(), b.first()),
                later(a.last(), b.last()));
    }

    /**
     * (nb·Ta − na·Tb)² / (na·nb·(na + nb)) for counts n and sums T: 0 where the means are equal.
     */
    private static DyadicRational between(WindowStatistics a, WindowStatistics b) {
        DyadicRational difference = minus(times(a.sum(), b.count()), times(b.sum(), a.count()));
        double counts = (double) a.count() * b.count() * ((double) a.count() + b.count());
        return Dyadics.squareOver(difference, counts);
    }

    private static TimedValue earlier(TimedValue a, TimedValue b) {
        return BY_TIME_THEN_VALUE.compare(a, b) <= 0 ? a : b;
    }

    private static TimedValue later(TimedValue a, TimedValue b) {
        return BY_TIME_THEN_VALUE.compare(a, b) >= 0 ? a : b;
    }

    private static WindowStatistics of(
            long count,
            TimedValue value,
            DyadicRational sum,
            DyadicRational weightedSum,
            DyadicRational weightSum) {
        return new WindowStatistics(
                count,
                sum,
                ZERO,
                weightedSum,
                weightSum,
                value.value(),
                value.value(),
                value,
                value);
    }
}
