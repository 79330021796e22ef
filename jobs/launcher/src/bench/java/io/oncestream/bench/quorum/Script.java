package io.oncestream.bench.quorum;

import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.Check;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * What feeds send, one line after the other: round by round each feed's value of each instrument,
 * in any order. All have the same value, but in a few rounds of an instrument two of the signatures
 * are another feed's; and a few lines come again at once.
 *
 * @param observations how many lines
 */
record Script(int observations, int instruments, long seed) {

    /** A setting of a case. */
    static final String INSTRUMENTS = "instruments";

    private static final int PERCENT = 100;
    private static final int FORGED_PERCENT = 2;
    private static final int REPEATED_PERCENT = 3;
    private static final int VALUE_CENTS = 1_000_000;

    /**
     * A line.
     *
     * @param signer whose key was used: where it is not the feed's the line is forged
     */
    record Line(int feed, String instrument, long round, BigDecimal value, int signer) {

        boolean isForged() {
            return signer != feed;
        }
    }

    /** A round of an instrument. */
    private record Place(String instrument, long round) {}

    static Script of(Case one) {
        return new Script(
                one.number(Case.READINGS), one.number(INSTRUMENTS), one.number("seed"));
    }

    SigningFeeds feeds() {
        return new SigningFeeds(instruments, seed);
    }

    /** The lines of fewer observations are the first ones of more. */
    List<Line> lines() {
        SplittableRandom random = new SplittableRandom(seed);
        List<Line> lines = new ArrayList<>();
        for (long round = 0; lines.size() < observations; round++) {
            for (Line line : round(round, random)) {
                lines.add(line);
                if (random.nextInt(PERCENT) < REPEATED_PERCENT) {
                    lines.add(line);
                }
            }
        }
        return lines.subList(0, observations);
    }

    private List<Line> round(long round, SplittableRandom random) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < instruments; i++) {
            BigDecimal value = BigDecimal.valueOf(random.nextInt(VALUE_CENTS), 2);
            // Two of four: who counts them certifies what has no quorum.
            int honest = random.nextInt(PERCENT) < FORGED_PERCENT ? 2 : SigningFeeds.COUNT;
            for (int feed = 0; feed < SigningFeeds.COUNT; feed++) {
                int signer = feed < honest ? feed : feed - 1;
                lines.add(new Line(feed, SigningFeeds.instrument(i), round, value, signer));
            }
        }
        Collections.shuffle(lines, new Random(random.nextLong()));
        return lines;
    }

    long forged() {
        return lines().stream().filter(Line::isForged).count();
    }

    /** What is certified of it, by who is known to have signed: no signature is looked at. */
    Check certified() {
        Map<Place, BigDecimal> values = new HashMap<>();
        Map<Place, Integer> feeds = new HashMap<>();
        for (Line line : lines()) {
            if (!line.isForged()) {
                Place place = new Place(line.instrument, line.round);
                values.put(place, line.value);
                feeds.merge(place, 1 << line.feed, (one, other) -> one | other);
            }
        }
        Certified certified = new Certified();
        values.forEach(
                (place, value) -> {
                    if (Integer.bitCount(feeds.getOrDefault(place, 0)) >= SigningFeeds.QUORUM) {
                        certified.add(place.instrument, place.round, value, SigningFeeds.QUORUM);
                    }
                });
        return certified.check();
    }

    /**
     * Compares what a system has certified.
     *
     * @throws IllegalStateException when it is not what the lines say
     */
    Check compare(Certified certified) {
        Check right = certified();
        if (!certified.check().equals(right)) {
            throw new IllegalStateException(
                    "certified is %s instead of %s".formatted(certified.check(), right));
        }
        return right;
    }
}
