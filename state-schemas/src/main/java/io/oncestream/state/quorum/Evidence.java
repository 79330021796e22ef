package io.oncestream.state.quorum;

/**
 * That a feed has signed two values for one round: both signatures are its own, so that nobody else
 * can have made this up.
 *
 * @param first that came first
 * @param second of another value, and the same feed, instrument and round
 */
public record Evidence(Observation first, Observation second) {}
