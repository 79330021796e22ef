package io.oncestream.connector.format;

/** The header of a CSV file cannot be used; the message names the file and says why. */
public final class CsvHeaderException extends FormatException {

    private static final long serialVersionUID = 1L;

    CsvHeaderException(String message) {
        super(message);
    }
}
