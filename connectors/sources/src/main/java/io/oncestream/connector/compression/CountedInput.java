package io.oncestream.connector.compression;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Counts what is read, and tells its own failures from those of who reads it. */
final class CountedInput extends FilterInputStream {

    private long bytes;
    private @Nullable IOException failure;

    CountedInput(InputStream in) {
        super(in);
    }

    long bytes() {
        return bytes;
    }

    /** What to throw for an exception that came from reading this: its own, or the other one. */
    IOException failure(Exception thrown, IOException otherwise) {
        return failure == null || failure != thrown ? otherwise : failure;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            int read = in.read(target, offset, length);
            bytes += Math.max(read, 0);
            return read;
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
