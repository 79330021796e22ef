package io.oncestream.state.trends;

/** For what a user counts at most so much; the window's end is in milliseconds. */
public record CountedItem(long windowEnd, String category, String item) {}
