package io.oncestream.state.quorum;

/** What became of a round. */
public enum QuorumStatus {
    /** The value has a certificate. */
    CERTIFIED("certified"),
    /** The round is closed, and no value has a certificate. */
    UNDECIDED("undecided"),
    /** Two values have a certificate: more feeds lie than the rules allow for. */
    CONFLICT("conflict");

    private final String word;

    QuorumStatus(String word) {
        this.word = word;
    }

    /** As it stands in the table of values. */
    public String word() {
        return word;
    }
}
