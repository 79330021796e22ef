package io.oncestream.state.trends;

import java.time.Instant;

/**
 * An item that rises in a window: a row.
 *
 * @param windowEnd the first instant behind the window
 * @param rank from 1 on, by the score
 * @param count that is at most the error too low
 * @param expected the weighted mean of the windows before
 */
public record RisingItem(
        String category,
        Instant windowEnd,
        int rank,
        String item,
        long count,
        long error,
        double expected,
        double score) {

    public RisingItem withRank(int next) {
        return new RisingItem(category, windowEnd, next, item, count, error, expected, score);
    }
}
