package io.oncestream.state.membership;

/** Who has heard whom. */
public record HearingPair(String observer, String node) {}
