package io.oncestream.state.trends;

/**
 * What was counted in a window of event time.
 *
 * @param key a category, or an item whose neighbours are counted
 * @param windowEnd the first millisecond behind it
 */
public record WindowCounts(String key, long windowEnd, ItemCounts counts) {}
