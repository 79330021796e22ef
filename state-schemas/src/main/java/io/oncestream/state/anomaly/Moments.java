package io.oncestream.state.anomaly;

/**
 * What a z-score is counted from.
 *
 * @param count of values
 * @param mean of them
 * @param variance of them, that of a population
 */
public record Moments(long count, double mean, double variance) {

    /** Of nothing. */
    public static final Moments NONE = new Moments(0, 0, 0);
}
