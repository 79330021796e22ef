package io.oncestream.state.window;

/**
 * The accumulator of one key's window: the state in which readings are summed up. Flink clears it
 * with the window, when the watermark passes its end.
 *
 * <p>With a count of 1 the sums that follow from the value may be left out: that of the values, of
 * their squares and of weight × value have no digits then.
 *
 * <p>With a count of 0 minimum, maximum, first and last are without meaning. Deviations follow from
 * the sums, which are exact.
 *
 * @param count number of readings
 * @param sum of the values
 * @param sumOfSquares of the values
 * @param weightedSum sum of weight × value
 * @param weightSum sum of the weights
 * @param min smallest value; -0.0 is smaller than 0.0
 * @param max greatest value
 * @param first the smallest value at the earliest event time
 * @param last the greatest value at the latest event time
 */
public record WindowStatistics(
        long count,
        ExactSum sum,
        ExactSum sumOfSquares,
        ExactSum weightedSum,
        ExactSum weightSum,
        double min,
        double max,
        TimedValue first,
        TimedValue last) {}
