package io.oncestream.state.trends;

/** How often an item was beside another one, decayed. */
public record Neighbour(String other, double count) {}
