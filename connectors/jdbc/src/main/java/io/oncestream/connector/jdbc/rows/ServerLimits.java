package io.oncestream.connector.jdbc.rows;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * What one server stores, and another of its kind may not.
 *
 * @param charset of its texts
 * @param rowBytesMax how many bytes a row can have
 */
public record ServerLimits(Charset charset, long rowBytesMax) {

    /** Of a server that stores each text and whatever fits into Java's arrays. */
    public static final ServerLimits NONE =
            new ServerLimits(StandardCharsets.UTF_8, Integer.MAX_VALUE);
}
