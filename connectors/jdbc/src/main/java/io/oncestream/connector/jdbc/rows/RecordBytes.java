package io.oncestream.connector.jdbc.rows;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * How a row lies among others with its key, in the heap and in a file: where in the row the key
 * begins, the key's length, the row's length, the row. A key whose fields are not side by side in
 * the row stands behind it once more. A record is known by its array and its first byte there.
 */
final class RecordBytes {
    static final int HEADER = 3 * Integer.BYTES;

    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private RecordBytes() {}

    /** Who is given records one by one. */
    interface Receiver {
        void take(byte[] bytes, int record) throws IOException;
    }

    static int rowAt(int record) {
        return record + HEADER;
    }

    static int rowLength(byte[] bytes, int record) {
        return (int) INT.get(bytes, record + 2 * Integer.BYTES);
    }

    static int keyAt(byte[] bytes, int record) {
        return record + HEADER + (int) INT.get(bytes, record);
    }

    static int keyLength(byte[] bytes, int record) {
        return (int) INT.get(bytes, record + Integer.BYTES);
    }

    /** All of it, with its header. */
    static int size(byte[] bytes, int record) {
        int keyEnd = (int) INT.get(bytes, record) + keyLength(bytes, record);
        return HEADER + Math.max(rowLength(bytes, record), keyEnd);
    }

    /** What the row takes as a record. */
    static int size(RowBytes row) {
        return HEADER + row.lengthWithKey();
    }

    static void write(byte[] to, int record, RowBytes row) {
        INT.set(to, record, row.keyAt());
        INT.set(to, record + Integer.BYTES, row.keyLength());
        INT.set(to, record + 2 * Integer.BYTES, row.length());
        System.arraycopy(row.array(), 0, to, record + HEADER, row.lengthWithKey());
    }

    /** Orders keys as unsigned bytes, a key before those that it begins. */
    static int compareKeys(byte[] one, int record, byte[] other, int otherRecord) {
        int at = keyAt(one, record);
        int otherAt = keyAt(other, otherRecord);
        return Arrays.compareUnsigned(
                one,
                at,
                at + keyLength(one, record),
                other,
                otherAt,
                otherAt + keyLength(other, otherRecord));
    }
}
