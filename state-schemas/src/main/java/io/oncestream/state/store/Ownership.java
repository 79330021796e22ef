package io.oncestream.state.store;

import java.util.Arrays;

/** What a shard's header of a bucket says of the bucket. */
public enum Ownership {
    /** The shard has it. */
    OWNER("owner"),
    /** The shard has it as long as the other one does not. */
    MOVING("moving"),
    /** The other one has it, or had it. */
    MOVED("moved");

    private final String word;

    Ownership(String word) {
        this.word = word;
    }

    /** As it stands in the table. */
    public String word() {
        return word;
    }

    /**
     * The one of a word.
     *
     * @throws IllegalArgumentException where there is none
     */
    public static Ownership of(String word) {
        return Arrays.stream(values())
                .filter(each -> each.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a header has the state " + word));
    }
}
