package io.oncestream.connector.source.socket;

import java.io.IOException;

/** The memory for connections does not hold one more long line. */
final class LongLinesException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int at;

    /**
     * @param at where in what was fed the line begins, or goes on
     */
    LongLinesException(int at) {
        super("the long lines of all senders take too much memory");
        this.at = at;
    }

    int at() {
        return at;
    }
}
