package io.oncestream.state.quorum;

import java.util.List;

/**
 * The rounds of an instrument of which a feed's observations are kept: its newest.
 *
 * @param rounds in ascending order
 */
public record FeedRounds(List<Long> rounds) {}
