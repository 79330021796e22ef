package io.oncestream.connector.compression;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4FrameInputStream;
import net.jpountz.xxhash.XXHashFactory;

/**
 * LZ4 frames, decoded in Java alone and with bounds checked. The library reads frames whose blocks
 * do not depend on each other, which is how the lz4 tool writes them by default.
 */
final class Lz4Input extends FilterInputStream {

    /** What the library says of the end of the stream within a frame. */
    private static final String TRUNCATED = "Stream ended prematurely";

    private static final String UNKNOWN = "Stream unsupported";
    private static final String DEPENDENT_BLOCKS = "Dependent block";

    private Lz4Input(InputStream decoder) {
        super(decoder);
    }

    static InputStream open(InputStream in) throws IOException {
        return new Lz4Input(
                new LZ4FrameInputStream(
                        in,
                        LZ4Factory.safeInstance().safeDecompressor(),
                        XXHashFactory.safeInstance().hash32()));
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            return in.read(target, offset, length);
        } catch (IOException | RuntimeException e) {
            String why = String.valueOf(e.getMessage());
            if (why.startsWith(TRUNCATED)) {
                throw CompressedDataException.truncated(Compression.LZ4);
            }
            if (why.startsWith(UNKNOWN)) {
                throw new CompressedDataException("holds something else than LZ4 frames", e);
            }
            if (why.startsWith(DEPENDENT_BLOCKS)) {
                throw new CompressedDataException(
                        "has LZ4 blocks that depend on each other: compress it with independent"
                                + " ones (lz4 -BI)",
                        e);
            }
            throw e;
        }
    }
}
