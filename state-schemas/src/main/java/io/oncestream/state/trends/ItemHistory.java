package io.oncestream.state.trends;

/**
 * What an item's counts were, weighted exponentially.
 *
 * @param mean of a window's count
 * @param variance of it
 * @param windowEnd the end of the last window that is in them, in milliseconds
 */
public record ItemHistory(double mean, double variance, long windowEnd) {}
