package io.oncestream.state.store;

/** What became of a command. */
public enum StoreOutcome {
    /** It is done. */
    OK("ok"),
    /** There is no such key, or no such shard in the ring. Nothing is changed. */
    ABSENT("absent"),
    /** The key has another version than the command wants. Nothing is changed. */
    CONFLICT("conflict"),
    /** The command cannot be done, whatever there is. Nothing is changed. */
    INVALID("invalid");

    private final String word;

    StoreOutcome(String word) {
        this.word = word;
    }

    /** As it stands in the table of answers. */
    public String word() {
        return word;
    }
}
