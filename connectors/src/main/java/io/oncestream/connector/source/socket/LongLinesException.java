package io.oncestream.connector.source.socket;

import java.io.IOException;

/** The memory for connections does not hold one more long line. */
final class LongLinesException extends IOException {

    private static final long serialVersionUID = 1L;

    LongLinesException() {
        super("the long lines of all senders take too much memory");
    }
}
