package io.oncestream.connector.jdbc.postgres;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Gives each row of COPY's binary format one more field, the same integer for all. It walks over
 * the lengths of a row's fields and copies its bytes, some 0.03 µs a row where COPY takes 0.5 and
 * more; hence views of arrays and one buffer for all chunks.
 */
final class AppendedField {
    private static final VarHandle SHORT = view(short[].class);
    private static final VarHandle INT = view(int[].class);
    private static final VarHandle LONG = view(long[].class);
    private static final int FIELD_BYTES = Integer.BYTES + Long.BYTES;

    private final long value;
    private byte[] buffer = {};

    AppendedField(long value) {
        this.value = value;
    }

    private static VarHandle view(Class<?> arrays) {
        return MethodHandles.byteArrayViewVarHandle(arrays, ByteOrder.BIG_ENDIAN);
    }

    /** The rows of the chunks, with the field. */
    PostgresCopy.Rows to(Iterable<byte[]> chunks) {
        return copy -> {
            for (byte[] chunk : chunks) {
                int length = fill(chunk);
                copy.writeToCopy(buffer, 0, length);
            }
        };
    }

    /** Makes the buffer hold the chunk's rows with the field; returns their length. */
    private int fill(byte[] chunk) {
        int length = 0;
        for (int start = 0; start < chunk.length; ) {
            int end = end(chunk, start);
            int bytes = end - start;
            reserve(length + bytes + FIELD_BYTES);
            System.arraycopy(chunk, start, buffer, length, bytes);
            SHORT.set(buffer, length, (short) ((short) SHORT.get(chunk, start) + 1));
            INT.set(buffer, length + bytes, Long.BYTES);
            LONG.set(buffer, length + bytes + Integer.BYTES, value);
            length += bytes + FIELD_BYTES;
            start = end;
        }
        return length;
    }

    /** Where the row that begins at {@code start} ends. */
    private static int end(byte[] chunk, int start) {
        int position = start + Short.BYTES;
        for (int fields = (short) SHORT.get(chunk, start); fields > 0; fields--) {
            // NULL has the length -1 and no bytes.
            position += Integer.BYTES + Math.max(0, (int) INT.get(chunk, position));
        }
        return position;
    }

    private void reserve(int bytes) {
        if (buffer.length < bytes) {
            buffer = Arrays.copyOf(buffer, Math.max(bytes, 2 * buffer.length));
        }
    }
}
