package io.oncestream.connector.source.spool;

/**
 * The spool, or its disk, stayed full for longer than an append waits; none of the append was
 * written.
 */
public final class SpoolFullException extends SpoolException {

    private static final long serialVersionUID = 1L;

    SpoolFullException(String message) {
        super(message);
    }

    SpoolFullException(DiskFullException cause) {
        super(String.valueOf(cause.getMessage()), cause);
    }
}
