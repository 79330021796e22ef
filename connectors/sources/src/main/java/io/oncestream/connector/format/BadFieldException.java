package io.oncestream.connector.format;

/** Why a field cannot be used. It has no stack trace: a file may hold millions of them. */
public final class BadFieldException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean unclearTime;

    /**
     * @param message one sentence for a person: what is wrong with which field
     */
    public BadFieldException(String message) {
        this(message, false);
    }

    BadFieldException(String message, boolean unclearTime) {
        super(message, null, false, false);
        this.unclearTime = unclearTime;
    }

    /** Whether it is a number of which nobody has said what time it is. */
    boolean isUnclearTime() {
        return unclearTime;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
