package io.oncestream.state.store;

/**
 * What a key has.
 *
 * @param version the bucket's {@code seq} when it got it
 */
public record StoredEntry(String value, long version) {}
