package io.oncestream.function.quorum;

import java.io.Serializable;

/**
 * How many feeds it takes, where {@code faulty} of {@code feeds} may do whatever they like.
 *
 * <p>Two sets of {@link #exact} feeds have at least {@code faulty + 1} in common, so one that is
 * honest: a dissemination quorum system (Malkhi and Reiter, "Byzantine quorum systems", 1998,
 * §3.2). With {@code 3 * faulty + 1} feeds the honest ones alone are that many.
 *
 * @param feeds how many there are
 * @param faulty how many of them may lie, at least 1
 */
public record QuorumSize(int feeds, int faulty) implements Serializable {

    /** Refuses numbers with which nothing could be certain. */
    public QuorumSize {
        if (faulty < 1) {
            throw new IllegalArgumentException("f is %d: it must be at least 1".formatted(faulty));
        }
        if (feeds <= 3L * faulty) {
            throw new IllegalArgumentException(
                    "%d feeds are too few for f %d: it takes 3f+1 = %d"
                            .formatted(feeds, faulty, 3L * faulty + 1));
        }
    }

    /** Feeds that must have signed one value for it to be certified. */
    public int exact() {
        return (feeds + faulty) / 2 + 1;
    }

    /** Feeds whose values have a median that is not outside of what honest ones have signed. */
    public int median() {
        return 2 * faulty + 1;
    }

    /** Feeds one of which must be honest. */
    public int oneHonest() {
        return faulty + 1;
    }
}
