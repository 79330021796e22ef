package io.oncestream.state.trends;

/** The window of a category whose best item is broadcast; its end is in milliseconds. */
public record RisingKey(String category, long windowEnd) {}
