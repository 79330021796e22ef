package io.oncestream.function.statistics;

import io.oncestream.state.window.DyadicRational;
import io.oncestream.state.window.WindowStatistics;
import io.oncestream.state.window.WindowSummary;
import java.math.BigInteger;
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
        DyadicRational count = new DyadicRational(BigInteger.valueOf(statistics.count()), 0);
        return new WindowSummary(
                key,
                windowStart,
                windowEnd,
                statistics.count(),
                finite(Dyadics.toDouble(statistics.sum())),
                finite(Dyadics.quotient(statistics.sum(), count)),
                weightedMean(statistics),
                statistics.min(),
                statistics.max(),
                statistics.first().value(),
                statistics.last().value(),
                finite(Dyadics.squareRootOfQuotient(statistics.squaredDeviations(), count)));
    }

    private static @Nullable Double weightedMean(WindowStatistics statistics) {
        return Dyadics.isZero(statistics.weightSum())
                ? null
                : finite(Dyadics.quotient(statistics.weightedSum(), statistics.weightSum()));
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? (Double) value : null;
    }
}
