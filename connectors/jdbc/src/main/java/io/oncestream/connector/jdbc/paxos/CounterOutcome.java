package io.oncestream.connector.jdbc.paxos;

/** What became of a command to a counter. */
public enum CounterOutcome {
    /** The amount is added, or the number read. */
    OK("ok"),
    /** The sum would not be a number of 64 bits: nothing is added. */
    OVERFLOW("overflow"),
    /** The command cannot be done. */
    INVALID("invalid");

    private final String word;

    CounterOutcome(String word) {
        this.word = word;
    }

    /** As it stands in the table of answers. */
    public String word() {
        return word;
    }
}
