package io.oncestream.state.trends;

import java.time.Instant;

/** A message to a user: what rises in a category. */
public record Push(String user, String item, String category, Instant time, double score) {}
