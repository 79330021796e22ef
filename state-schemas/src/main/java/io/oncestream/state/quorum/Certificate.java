package io.oncestream.state.quorum;

import java.math.BigDecimal;
import java.util.List;

/**
 * A value with the signatures that prove it, to whoever has the feeds' public keys.
 *
 * @param observations one a feed
 */
public record Certificate(
        String instrument, long round, BigDecimal value, List<Observation> observations) {}
