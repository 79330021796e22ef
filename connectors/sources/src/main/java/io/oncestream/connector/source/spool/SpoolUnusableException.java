package io.oncestream.connector.source.spool;

/** What the folder holds is not what it should: that stays so until somebody mends it. */
public final class SpoolUnusableException extends SpoolException {

    private static final long serialVersionUID = 1L;

    SpoolUnusableException(String message) {
        super(message);
    }
}
