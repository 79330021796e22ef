package io.oncestream.state.trends;

/** That an item was put beside another one; beside itself: that it was put into a basket. */
public record Sighting(String item, String other) {}
