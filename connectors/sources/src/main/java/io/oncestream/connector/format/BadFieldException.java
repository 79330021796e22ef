package io.oncestream.connector.format;

/** Why a field cannot be used. It has no stack trace: a file may hold millions of them. */
public final class BadFieldException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * @param message one sentence for a person: what is wrong with which field
     */
    public BadFieldException(String message) {
        super(message, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
