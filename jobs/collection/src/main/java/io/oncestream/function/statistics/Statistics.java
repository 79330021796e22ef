package io.oncestream.function.statistics;

import io.oncestream.state.reading.Reading;
import io.oncestream.state.window.TimedValue;
import io.oncestream.state.window.WindowStatistics;
import java.time.Instant;
import java.util.Comparator;

/**
 * Adds readings and merges accumulators, in any order with the same result: sums are exact.
 *
 * <p>The squared deviations are therefore not updated reading by reading as by Welford ("Note on a
 * method for calculating corrected sums of squares and products", Technometrics 4, 1962). His
 * recurrence avoids the cancellation between rounded sums, which exact ones do not have, and its
 * own roundings depend on the order of the readings.
 */
final class Statistics {

    /** Neutral: every reading is below its minimum, above its maximum, earlier and later. */
    static final WindowStatistics EMPTY =
            new WindowStatistics(
                    0,
                    ExactSums.ZERO,
                    ExactSums.ZERO,
                    ExactSums.ZERO,
                    ExactSums.ZERO,
                    Double.POSITIVE_INFINITY,
                    Double.NEGATIVE_INFINITY,
                    new TimedValue(Instant.MAX, Double.POSITIVE_INFINITY),
                    new TimedValue(Instant.MIN, Double.NEGATIVE_INFINITY));

    private static final Comparator<TimedValue> BY_TIME_THEN_VALUE =
            Comparator.comparing(TimedValue::time).thenComparingDouble(TimedValue::value);

    private Statistics() {}

    /** Changes the digits of the statistics' sums, so that only the result may be used after. */
    static WindowStatistics add(WindowStatistics statistics, Reading reading) {
        // Before any sum is changed.
        double value = requireFinite(reading.value());
        double weight = requireFinite(reading.weight());
        boolean weighted = weight != 0;
        TimedValue timed = new TimedValue(reading.time(), value);
        return new WindowStatistics(
                Math.addExact(statistics.count(), 1),
                ExactSums.add(statistics.sum(), value),
                ExactSums.addProduct(statistics.sumOfSquares(), value, value),
                weighted
                        ? ExactSums.addProduct(statistics.weightedSum(), weight, value)
                        : statistics.weightedSum(),
                weighted ? ExactSums.add(statistics.weightSum(), weight) : statistics.weightSum(),
                Math.min(statistics.min(), value),
                Math.max(statistics.max(), value),
                earlier(statistics.first(), timed),
                later(statistics.last(), timed));
    }

    private static double requireFinite(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("Not a finite number: " + value);
        }
        return value;
    }

    static WindowStatistics merge(WindowStatistics a, WindowStatistics b) {
        return new WindowStatistics(
                Math.addExact(a.count(), b.count()),
                ExactSums.merge(a.sum(), b.sum()),
                ExactSums.merge(a.sumOfSquares(), b.sumOfSquares()),
                ExactSums.merge(a.weightedSum(), b.weightedSum()),
                ExactSums.merge(a.weightSum(), b.weightSum()),
                Math.min(a.min(), b.min()),
                Math.max(a.max(), b.max()),
                earlier(a.first(), b.first()),
                later(a.last(), b.last()));
    }

    private static TimedValue earlier(TimedValue a, TimedValue b) {
        return BY_TIME_THEN_VALUE.compare(a, b) <= 0 ? a : b;
    }

    private static TimedValue later(TimedValue a, TimedValue b) {
        return BY_TIME_THEN_VALUE.compare(a, b) >= 0 ? a : b;
    }
}
