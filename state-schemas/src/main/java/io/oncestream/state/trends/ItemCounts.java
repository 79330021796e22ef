package io.oncestream.state.trends;

/**
 * How often each of some items was counted. Counts are at most the error too low, and an item that
 * is not there has at most the error; both are exact where it is 0.
 *
 * @param items in their order, each once
 * @param counts of these, each at least 1
 * @param error that all counts may be too low by
 * @param weight all that was counted, of items that are not there too
 * @param newest the latest time of what was counted, in milliseconds
 */
@SuppressWarnings("ArrayRecordComponent") // Thousands of them are in state.
public record ItemCounts(String[] items, long[] counts, long error, long weight, long newest) {}
