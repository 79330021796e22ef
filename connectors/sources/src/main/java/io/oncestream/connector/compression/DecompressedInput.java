package io.oncestream.connector.compression;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import org.jspecify.annotations.Nullable;

/** Watches over a decoder: what goes in, what comes out, and what is thrown. */
final class DecompressedInput extends InputStream {

    /** What may come out before it is compared with what went in. */
    private static final long UNCHECKED_BYTES = 64L << 20;

    private final Compression compression;
    private final int windowLogMax;
    private final CountedInput source;
    private @Nullable InputStream decoder;
    private long bytes;

    /**
     * @param windowLogMax of Zstandard, as a power of two
     */
    DecompressedInput(Compression compression, InputStream in, int windowLogMax) {
        this.windowLogMax = windowLogMax;
        this.compression = compression;
        this.source = new CountedInput(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        try {
            int read = readDecoded(target, offset, length);
            bytes += Math.max(read, 0);
            checkExpansion();
            return read;
        } catch (CompressedDataException e) {
            throw e;
        } catch (EOFException e) {
            throw source.failure(e, CompressedDataException.truncated(compression));
        } catch (IOException | RuntimeException e) { // Of broken data the decoders throw both.
            throw source.failure(e, broken(e));
        }
    }

    private int readDecoded(byte[] target, int offset, int length) throws IOException {
        if (decoder == null) {
            PushbackInputStream begun = new PushbackInputStream(source);
            int first = begun.read();
            if (first < 0) {
                return -1;
            }
            begun.unread(first);
            decoder = compression.decoder(begun, windowLogMax);
        }
        return decoder.read(target, offset, length);
    }

    private void checkExpansion() throws CompressedDataException {
        long expansionMax = compression.expansionMax();
        if (bytes > UNCHECKED_BYTES && bytes / expansionMax > source.bytes()) {
            throw new CompressedDataException(
                    "expands to more than %,d times its size, as only a decompression bomb does:"
                                    .formatted(expansionMax)
                            + " if it is none, decompress it first");
        }
    }

    private CompressedDataException broken(Exception e) {
        String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return new CompressedDataException(
                "holds broken %s data: %s".formatted(compression.title(), why), e);
    }

    @Override
    public void close() throws IOException {
        if (decoder == null) {
            source.close();
        } else {
            decoder.close();
        }
    }
}
