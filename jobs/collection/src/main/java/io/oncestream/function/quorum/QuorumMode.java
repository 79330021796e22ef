package io.oncestream.function.quorum;

/** What makes a value certain. */
public enum QuorumMode {
    /** That a quorum of feeds has signed the same value. */
    EXACT("exact"),
    /** That it is the median of what enough feeds have signed. */
    MEDIAN("median");

    private final String word;

    QuorumMode(String word) {
        this.word = word;
    }

    /** As it is typed. */
    public String word() {
        return word;
    }
}
