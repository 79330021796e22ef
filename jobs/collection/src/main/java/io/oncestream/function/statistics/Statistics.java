package io.oncestream.function.statistics;

import io.oncestream.state.window.TimedValue;
import io.oncestream.state.window.WindowStatistics;

/** Merges statistics, in any order with the same result; none is changed. */
final class Statistics {

    private Statistics() {}

    static WindowStatistics merge(WindowStatistics a, WindowStatistics b) {
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
