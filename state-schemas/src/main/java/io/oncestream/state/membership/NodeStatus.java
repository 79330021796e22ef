package io.oncestream.state.membership;

/** What is thought of a node. */
public enum NodeStatus {
    /** It was heard of, and nothing shows that it lives. */
    JOINING("joining"),
    /** It shows signs of life. */
    ALIVE("alive"),
    /** It has shown none for longer than it usually does. */
    SUSPECT("suspect"),
    /** It is suspected for long. */
    DEAD("dead"),
    /** It has said that it goes. */
    LEFT("left");

    private final String word;

    NodeStatus(String word) {
        this.word = word;
    }

    /** As it stands in the tables. */
    public String word() {
        return word;
    }
}
