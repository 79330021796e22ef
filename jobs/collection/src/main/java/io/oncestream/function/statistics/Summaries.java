package io.oncestream.function.statistics;

import io.oncestream.state.window.WindowStatistics;
import io.oncestream.state.window.WindowSummary;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes a row of a window's accumulator: here, and only here, its exact sums become doubles. */
final class Summaries {

    private Summaries() {}

    /**
     * @param statistics of one reading at least
     */
    static WindowSummary of(
            String key, Instant windowStart, Instant windowEnd, WindowStatistics statistics) {
        if (statistics.count() == 1) {
            return ofOne(key, windowStart, windowEnd, statistics);
        }
        DyadicRational count = DyadicRational.of(statistics.count());
        DyadicRational sum = ExactSums.exact(statistics.sum());
        return new WindowSummary(
                key,
                windowStart,
                windowEnd,
                statistics.count(),
                finite(sum.toDouble()),
                finite(sum.quotient(count)),
                weightedMean(statistics),
                statistics.min(),
                statistics.max(),
                statistics.first().value(),
                statistics.last().value(),
                finite(deviation(count, sum, ExactSums.exact(statistics.sumOfSquares()))));
    }

    /** The same without arithmetic: a value is its own sum and its own mean. */
    private static WindowSummary ofOne(
            String key, Instant windowStart, Instant windowEnd, WindowStatistics statistics) {
        double value = statistics.first().value();
        // -0.0 is a value, but no sum.
        double sum = value + 0.0;
        return new WindowSummary(
                key,
                windowStart,
                windowEnd,
                1,
                sum,
                sum,
                ExactSums.exact(statistics.weightSum()).isZero() ? null : (Double) sum,
                value,
                value,
                value,
                value,
                0.0);
    }

    /** √((n·Σx² − (Σx)²) / n²), exact until the quotient is rounded. */
    private static double deviation(
            DyadicRational count, DyadicRational sum, DyadicRational sumOfSquares) {
        return count.times(sumOfSquares)
                .minus(sum.times(sum))
                .squareRootOfQuotient(count.times(count));
    }

    private static @Nullable Double weightedMean(WindowStatistics statistics) {
        DyadicRational weightSum = ExactSums.exact(statistics.weightSum());
        return weightSum.isZero()
                ? null
                : finite(ExactSums.exact(statistics.weightedSum()).quotient(weightSum));
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? (Double) value : null;
    }
}
