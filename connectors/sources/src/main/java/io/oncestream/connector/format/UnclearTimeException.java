package io.oncestream.connector.format;

import java.util.List;

/** A number that may be several times. */
final class UnclearTimeException extends NoSuchTimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param readings each a value of {@code --time-format} and what it makes of the number
     */
    UnclearTimeException(List<String> readings) {
        super(
                TimeFormat.UNCLEAR
                        + ": give --time-format "
                        + (readings.isEmpty() ? "if it is any" : String.join(", or ", readings)));
    }
}
