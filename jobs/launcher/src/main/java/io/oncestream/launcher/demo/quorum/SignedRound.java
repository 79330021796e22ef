package io.oncestream.launcher.demo.quorum;

import io.oncestream.state.quorum.Observation;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.stream.Stream;

/**
 * What all feeds send for a round.
 *
 * @param normal what honest feeds saw, before their noise
 * @param sent in this order
 */
record SignedRound(long round, BigDecimal normal, List<Sent> sent) {

    /**
     * An observation that is sent.
     *
     * @param isForged its signature is of another round
     */
    record Sent(Observation observation, boolean isForged) {}

    /** What feeds have signed for this round. */
    Stream<Observation> signed() {
        return sent.stream().filter(each -> !each.isForged).map(Sent::observation);
    }

    /** What nobody has signed for this round. */
    Stream<Observation> forged() {
        return sent.stream().filter(Sent::isForged).map(Sent::observation);
    }

    /** What those that do not lie have signed. */
    Stream<BigDecimal> honest() {
        return signed().filter(each -> !each.feed().equals(RoundScript.LIAR))
                .map(Observation::value);
    }

    /** Whether the liar has signed two values. */
    boolean hasTwoValues() {
        return signed().filter(each -> each.feed().equals(RoundScript.LIAR)).count() > 1;
    }

    /** How far the mean of all that is signed is off. */
    double errorOfMean() {
        BigDecimal sum = signed().map(Observation::value).reduce(BigDecimal.ZERO, BigDecimal::add);
        return error(sum.divide(BigDecimal.valueOf(signed().count()), MathContext.DECIMAL64));
    }

    /** How far a value is off. */
    double error(BigDecimal value) {
        return value.subtract(normal).abs().doubleValue();
    }
}
