package io.oncestream.connector.format;

/** Why a field cannot be used. It has no stack trace: a file may hold millions of them. */
final class BadFieldException extends Exception {

    private static final long serialVersionUID = 1L;

    BadFieldException(String message) {
        super(message, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
