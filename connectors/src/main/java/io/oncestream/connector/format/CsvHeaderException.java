package io.oncestream.connector.format;

import java.io.IOException;

/** The header of a CSV file cannot be used; the message names the file and says why. */
public final class CsvHeaderException extends IOException {

    private static final long serialVersionUID = 1L;

    CsvHeaderException(String message) {
        super(message);
    }
}
