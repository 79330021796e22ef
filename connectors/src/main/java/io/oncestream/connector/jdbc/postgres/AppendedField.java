package io.oncestream.connector.jdbc.postgres;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Gives each row of COPY's binary format one more field, the same integer for all. It costs a walk
 * over the lengths of a row's fields and one copy of its bytes.
 */
record AppendedField(long value) {
    private static final int FIELD_BYTES = Integer.BYTES + Long.BYTES;
    private static final int ROW_BYTES_MIN = Short.BYTES;

    /** The chunks with the field, each made when it is asked for. */
    Iterable<byte[]> to(List<byte[]> chunks) {
        return () -> chunks.stream().map(this::to).iterator();
    }

    private byte[] to(byte[] chunk) {
        ByteBuffer in = ByteBuffer.wrap(chunk);
        int rows = rows(in);
        ByteBuffer out = ByteBuffer.allocate(chunk.length + rows * FIELD_BYTES);
        for (int row = 0, start = 0; row < rows; row++) {
            int end = end(in, start);
            out.putShort((short) (in.getShort(start) + 1));
            out.put(chunk, start + ROW_BYTES_MIN, end - start - ROW_BYTES_MIN);
            out.putInt(Long.BYTES).putLong(value);
            start = end;
        }
        return out.array();
    }

    private static int rows(ByteBuffer in) {
        int rows = 0;
        for (int start = 0; start < in.limit(); start = end(in, start)) {
            rows++;
        }
        return rows;
    }

    /** Where the row that begins at {@code start} ends. */
    private static int end(ByteBuffer in, int start) {
        int position = start + ROW_BYTES_MIN;
        for (int field = in.getShort(start); field > 0; field--) {
            // NULL has the length -1 and no bytes.
            position += Integer.BYTES + Math.max(0, in.getInt(position));
        }
        return position;
    }
}
