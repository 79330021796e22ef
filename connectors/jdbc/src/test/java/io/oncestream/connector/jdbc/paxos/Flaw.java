package io.oncestream.connector.jdbc.paxos;

/** A way to break the protocol, for the simulation to find. */
enum Flaw {
    NONE,
    /** One database too few is enough. */
    QUORUM_F,
    /** An accept leaves what was promised as it was. */
    ACCEPT_LEAVES_PROMISED,
    /** An attempt takes the name and the rounds of the one before. */
    BALLOT_REUSED,
    /** What is accepted already is not accepted anew. */
    UNCHANGED_NOT_ACCEPTED,
    /**
     * Neither a start nor a counter asks whose run it was. That a counter alone does not ask is not
     * found: no run comes that far that does not know what was counted.
     */
    RUN_NOT_COMPARED,
    /** A counter does not ask which commands are in. */
    DONE_NOT_COMPARED,
    /** A retry takes what it has added from what the counter is by then. */
    ANSWERS_FROM_N,
    /** A commit goes to the counters at once. */
    INDEX_NOT_FIRST,
    /** A commit does not ask who has taken the index over. */
    OWNER_NOT_COMPARED,
    /** A start takes all earlier checkpoints of a run for history, savepoints too. */
    FIRST_NOT_COMPARED(13_000),
    /** An index is at a transaction's own checkpoint, which may have been given up. */
    POSITION_NOT_COMPLETE(20_000),
    /** A start does not ask what was counted. */
    POSITION_NOT_COMPARED;

    private final long from;

    Flaw() {
        this(0);
    }

    Flaw(long from) {
        this.from = from;
    }

    /** Where to begin: what is rare is looked for where it is known to be. */
    long from() {
        return from;
    }
}
