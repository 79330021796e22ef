package io.oncestream.connector.jdbc.paxos;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;

import java.util.Comparator;

/**
 * Whose turn it is to propose. No two are alike: a proposer never uses a round twice, and none has
 * the name of another.
 *
 * @param proposer new for each attempt, so that nothing of one outlives it
 */
public record Ballot(long round, String proposer) implements Comparable<Ballot> {

    /** Below all others. */
    static final Ballot NONE = new Ballot(0, "");

    private static final Comparator<Ballot> ORDER =
            comparingLong(Ballot::round).thenComparing(comparing(Ballot::proposer));

    @Override
    public int compareTo(Ballot other) {
        return ORDER.compare(this, other);
    }
}
