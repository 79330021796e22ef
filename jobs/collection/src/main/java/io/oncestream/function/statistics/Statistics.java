package io.oncestream.function.statistics;

import static io.oncestream.function.statistics.RunningSums.SQUARES;
import static io.oncestream.function.statistics.RunningSums.VALUES;
import static io.oncestream.function.statistics.RunningSums.WEIGHTED_VALUES;

import io.oncestream.state.window.TimedValue;
import io.oncestream.state.window.WindowStatistics;

/** Merges statistics, in any order with the same result; none is changed. */
final class Statistics {

    private Statistics() {}

    /** Of one reading: but for the weight's, its sums are left out, as they follow from it. */
    static WindowStatistics of(TimedValue value, double weight) {
        return new WindowStatistics(
                1,
                ExactSums.ZERO,
                ExactSums.ZERO,
                ExactSums.ZERO,
                weight == 0 ? ExactSums.ZERO : ExactSums.of(weight),
                value.value(),
                value.value(),
                value,
                value);
    }

    /** Whether sums were left out; early versions left out none. */
    private static boolean isShort(WindowStatistics statistics) {
        return statistics.count() == 1 && statistics.sum().digits().length == 0;
    }

    private static WindowStatistics whole(WindowStatistics statistics) {
        if (!isShort(statistics)) {
            return statistics;
        }
        RunningSums sums = new RunningSums();
        sums.add(statistics.first().value(), ExactSums.exact(statistics.weightSum()).toDouble());
        return new WindowStatistics(
                1,
                sums.result(VALUES),
                sums.result(SQUARES),
                sums.result(WEIGHTED_VALUES),
                statistics.weightSum(),
                statistics.min(),
                statistics.max(),
                statistics.first(),
                statistics.last());
    }

    static WindowStatistics merge(WindowStatistics one, WindowStatistics other) {
        WindowStatistics a = whole(one);
        WindowStatistics b = whole(other);
        return new WindowStatistics(
                Math.addExact(a.count(), b.count()),
                ExactSums.merge(a.sum(), b.sum()),
                ExactSums.merge(a.sumOfSquares(), b.sumOfSquares()),
                ExactSums.merge(a.weightedSum(), b.weightedSum()),
                ExactSums.merge(a.weightSum(), b.weightSum()),
                Math.min(a.min(), b.min()),
                Math.max(a.max(), b.max()),
                isBefore(b.first(), a.first()) ? b.first() : a.first(),
                isBefore(a.last(), b.last()) ? b.last() : a.last());
    }

    /** By time, and by value at one time. */
    private static boolean isBefore(TimedValue a, TimedValue b) {
        int order = a.time().compareTo(b.time());
        return order < 0 || (order == 0 && Double.compare(a.value(), b.value()) < 0);
    }
}
