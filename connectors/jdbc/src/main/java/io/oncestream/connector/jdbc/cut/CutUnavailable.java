package io.oncestream.connector.jdbc.cut;

/** The databases cannot be read at one cut, or not at the one that was asked for. */
public final class CutUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CutUnavailable(String message) {
        super(message);
    }
}
