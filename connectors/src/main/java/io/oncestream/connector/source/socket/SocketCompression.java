package io.oncestream.connector.source.socket;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** How what comes to a socket is compressed: a connection is one stream, a datagram one block. */
enum SocketCompression {
    NONE {
        @Override
        InputStream open(InputStream in) {
            return in;
        }
    },
    GZ {
        @Override
        InputStream open(InputStream in) throws IOException {
            return new GZIPInputStream(new BufferedInputStream(in), 1 << 13);
        }
    };

    static final String FORM = "gz";

    static SocketCompression of(String name) {
        for (SocketCompression compression : values()) {
            if (compression != NONE && compression.name().toLowerCase(Locale.ROOT).equals(name)) {
                return compression;
            }
        }
        throw new IllegalArgumentException(name);
    }

    /** What the compressed bytes say. */
    abstract InputStream open(InputStream in) throws IOException;
}
