package io.oncestream.connector.format;

import java.time.DateTimeException;

/**
 * Why a text is no point in time, as what follows the text in a sentence. It has no stack trace: a
 * file may hold millions of them.
 */
class NoSuchTimeException extends DateTimeException {

    private static final long serialVersionUID = 1L;

    NoSuchTimeException(String message) {
        super(message);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
