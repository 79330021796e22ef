package io.oncestream.bench.quorum;

import io.oncestream.bench.measure.Check;
import io.oncestream.bench.measure.Tally;
import java.math.BigDecimal;
import java.util.List;

/** Adds up certified values, in any order. */
final class Certified {

    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private long values;
    private long votes;
    private long identity;

    /**
     * Takes one.
     *
     * @param by how many feeds are in the certificate
     */
    void add(String instrument, long round, BigDecimal value, int by) {
        values++;
        votes += by;
        long place = Tally.mix(instrument.hashCode() * GOLDEN + round);
        identity += Tally.mix(place * GOLDEN + value.stripTrailingZeros().hashCode());
    }

    Check check() {
        return new Check(values, votes, identity, List.of());
    }
}
