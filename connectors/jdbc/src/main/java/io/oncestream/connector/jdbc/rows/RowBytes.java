package io.oncestream.connector.jdbc.rows;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** The bytes of one row while it is encoded, and where each of its fields begins. */
public final class RowBytes {
    private ByteBuffer buffer = ByteBuffer.allocate(256);
    private int[] starts = new int[16];
    private int fields;

    /** Starts a row and forgets the one before; what is written first belongs to no field. */
    public ByteBuffer begin(int fieldCount) {
        buffer.clear();
        if (starts.length < fieldCount) {
            starts = new int[fieldCount];
        }
        fields = 0;
        return buffer;
    }

    /** Starts the next field, with room for so many bytes. */
    public ByteBuffer field(int bytes) {
        int needed = buffer.position() + bytes;
        if (needed > buffer.capacity()) {
            byte[] larger = Arrays.copyOf(buffer.array(), Math.max(needed, 2 * buffer.capacity()));
            buffer = ByteBuffer.wrap(larger).position(buffer.position());
        }
        starts[fields++] = buffer.position();
        return buffer;
    }

    /** How many fields have begun. */
    public int fields() {
        return fields;
    }

    /** The row. */
    public byte[] row() {
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    /** The given fields, one behind the other. */
    public byte[] key(int[] keyFields) {
        int length = 0;
        for (int key : keyFields) {
            length += end(key) - starts[key];
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        for (int key : keyFields) {
            bytes.put(buffer.array(), starts[key], end(key) - starts[key]);
        }
        return bytes.array();
    }

    private int end(int field) {
        return field + 1 < fields ? starts[field + 1] : buffer.position();
    }
}
