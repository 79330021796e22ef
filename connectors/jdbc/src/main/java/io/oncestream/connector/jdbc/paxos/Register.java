package io.oncestream.connector.jdbc.paxos;

import org.jspecify.annotations.Nullable;

/**
 * What one database has of a register: an acceptor. The rules of Paxos are here and nowhere else;
 * it is never deleted, for an acceptor that forgets may promise twice.
 *
 * @param promised nothing of an earlier ballot is taken any more
 * @param accepted the ballot of the value
 * @param value the last that was accepted, decided or not; null before the first
 */
public record Register(Ballot promised, Ballot accepted, @Nullable String value) {

    /** Before the first promise. */
    static final Register EMPTY = new Register(Ballot.NONE, Ballot.NONE, null);

    /** After a prepare: it has promised this ballot, or an equal or later one before. */
    Register prepare(Ballot ballot) {
        return ballot.compareTo(promised) > 0 ? new Register(ballot, accepted, value) : this;
    }

    /**
     * After an accept: the value is in, unless a later ballot was promised. The promise rises with
     * it, or an earlier ballot could come in behind this one.
     */
    Register accept(Ballot ballot, String proposed) {
        return ballot.compareTo(promised) >= 0 ? new Register(ballot, ballot, proposed) : this;
    }
}
