package io.oncestream.connector.format;

import java.io.IOException;

/** A stream does not begin as its format does; the message names the stream and says why. */
public class FormatException extends IOException {

    private static final long serialVersionUID = 1L;

    public FormatException(String message) {
        super(message);
    }
}
