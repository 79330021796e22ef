package io.oncestream.connector.jdbc.rows;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** The bytes of one row while it is encoded, and where each of its fields begins. */
public final class RowBytes {
    private ByteBuffer buffer = ByteBuffer.allocate(256);
    private int[] starts = new int[16];
    private int fields;
    private int keyAt;
    private int keyLength;
    private int lengthWithKey;

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
        reserve(buffer.position() + bytes);
        starts[fields++] = buffer.position();
        return buffer;
    }

    private void reserve(int needed) {
        if (needed > buffer.capacity()) {
            byte[] larger = Arrays.copyOf(buffer.array(), Math.max(needed, 2 * buffer.capacity()));
            buffer = ByteBuffer.wrap(larger).position(buffer.position());
        }
    }

    /** How many fields have begun. */
    public int fields() {
        return fields;
    }

    /** The row. */
    public byte[] row() {
        return Arrays.copyOf(array(), length());
    }

    /** What has the row at its beginning. */
    byte[] array() {
        return buffer.array();
    }

    /** The row's. */
    public int length() {
        return buffer.position();
    }

    /**
     * Finds the fields that are the row's key, as bytes that are equal for equal values: in the row
     * where they are side by side, and else they are put behind it.
     */
    void findKey(int[] keyFields) {
        int last = keyFields.length - 1;
        boolean together = true;
        keyLength = 0;
        for (int i = 0; i <= last; i++) {
            together &= keyFields[i] == keyFields[0] + i;
            keyLength += end(keyFields[i]) - starts[keyFields[i]];
        }
        keyAt = together ? starts[keyFields[0]] : length();
        lengthWithKey = together ? length() : length() + keyLength;
        if (!together) {
            copyKey(keyFields);
        }
    }

    private void copyKey(int[] keyFields) {
        reserve(lengthWithKey);
        int at = keyAt;
        for (int key : keyFields) {
            int count = end(key) - starts[key];
            System.arraycopy(array(), starts[key], array(), at, count);
            at += count;
        }
    }

    int keyAt() {
        return keyAt;
    }

    int keyLength() {
        return keyLength;
    }

    /** Of the row and, where it stands behind it, the key. */
    int lengthWithKey() {
        return lengthWithKey;
    }

    private int end(int field) {
        return field + 1 < fields ? starts[field + 1] : buffer.position();
    }
}
