package io.oncestream.connector.format;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream of which nobody may read more than the beginning, however long its lines are. */
final class Beginning extends FilterInputStream {

    /** More than any record takes. */
    private static final int BYTES_MAX = 4 << 20;

    /** Somebody wants more. */
    static final class Over extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private int rest = BYTES_MAX;

    Beginning(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (rest == 0) {
            throw new Over();
        }
        int read = super.read(bytes, offset, Math.min(length, rest));
        rest -= Math.max(0, read);
        return read;
    }
}
