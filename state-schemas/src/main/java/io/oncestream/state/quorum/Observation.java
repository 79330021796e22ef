package io.oncestream.state.quorum;

import java.math.BigDecimal;

/**
 * What a feed has signed: the value of an instrument in a round.
 *
 * @param feed its name in the file of feeds
 * @param round from 0 on; feeds number the rounds of an instrument alike
 * @param value without trailing zeros, of at most 64 characters in plain notation
 * @param signature of 64 bytes by Ed25519, in Base64
 */
public record Observation(
        String feed, String instrument, long round, BigDecimal value, String signature) {}
