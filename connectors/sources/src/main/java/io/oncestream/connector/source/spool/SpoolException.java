package io.oncestream.connector.source.spool;

import java.io.IOException;

/** A spool that cannot be used as it is, in one line that names its folder and the remedy. */
public class SpoolException extends IOException {

    private static final long serialVersionUID = 1L;

    public SpoolException(String message) {
        super(message);
    }

    SpoolException(String message, Throwable cause) {
        super(message, cause);
    }
}
