package io.oncestream.connector.jdbc.paxos;

import java.util.UUID;

/** The ballots of one attempt, each above its last. */
public final class Ballots {

    private final String proposer;
    private long round;

    /** Of a proposer that never was before. */
    public Ballots() {
        this(UUID.randomUUID().toString());
    }

    /** Of one with a name of its own. */
    Ballots(String proposer) {
        this.proposer = proposer;
    }

    /** By which these ballots are told from all others. */
    String proposer() {
        return proposer;
    }

    Ballot next() {
        round++;
        return new Ballot(round, proposer);
    }

    /** The next is to be above what others have. */
    void pass(Ballot seen) {
        round = Math.max(round, seen.round());
    }
}
