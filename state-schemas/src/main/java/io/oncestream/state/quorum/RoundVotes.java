package io.oncestream.state.quorum;

import java.math.BigDecimal;
import java.util.List;

/**
 * What is known of a round of an instrument.
 *
 * @param observations at most two of a feed, in the order in which they came
 * @param certified the values that have a certificate; more than one only where more feeds lie than
 *     the rules allow for
 */
public record RoundVotes(List<Observation> observations, List<BigDecimal> certified) {

    /** Of a round of which nothing is known. */
    public static final RoundVotes NONE = new RoundVotes(List.of(), List.of());
}
