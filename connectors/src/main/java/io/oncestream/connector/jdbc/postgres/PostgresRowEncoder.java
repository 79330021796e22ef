package io.oncestream.connector.jdbc.postgres;

import io.oncestream.connector.jdbc.RowEncoder;
import io.oncestream.connector.jdbc.SinkFailure;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows in the binary format of COPY (PostgreSQL documentation, "COPY", File Formats): the number of
 * fields in 16 bits, then each field with its length in 32 bits in front, -1 for NULL. Integers and
 * IEEE 754 numbers are big-endian; a timestamp is in microseconds since the year 2000.
 */
final class PostgresRowEncoder implements RowEncoder {
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int NULL_LENGTH = -1;

    private ByteBuffer buffer = ByteBuffer.allocate(256);
    private int[] ends = new int[16];
    private int field;

    @Override
    public void beginRow(int fields) {
        buffer.clear();
        buffer.putShort((short) fields);
        if (ends.length < fields) {
            ends = new int[fields];
        }
        field = 0;
    }

    @Override
    public void text(@Nullable String value) {
        if (value == null) {
            writeNull();
            return;
        }
        if (value.indexOf('\0') >= 0) {
            throw new SinkFailure("a text with a NUL character cannot be stored in PostgreSQL");
        }
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        reserve(bytes.length);
        buffer.putInt(bytes.length).put(bytes);
        endField();
    }

    @Override
    public void bigint(long value) {
        reserve(Long.BYTES);
        buffer.putInt(Long.BYTES).putLong(value);
        endField();
    }

    @Override
    public void doublePrecision(@Nullable Double value) {
        if (value == null) {
            writeNull();
            return;
        }
        reserve(Double.BYTES);
        buffer.putInt(Double.BYTES).putDouble(value);
        endField();
    }

    @Override
    public void timestamp(@Nullable Instant value) {
        if (value == null) {
            writeNull();
            return;
        }
        long micros =
                Math.addExact(
                        Math.multiplyExact(
                                value.getEpochSecond() - EPOCH.getEpochSecond(), MICROS_PER_SECOND),
                        value.getNano() / 1_000);
        bigint(micros);
    }

    private void writeNull() {
        reserve(0);
        buffer.putInt(NULL_LENGTH);
        endField();
    }

    private void endField() {
        ends[field++] = buffer.position();
    }

    /** Makes room for a field's length and the given number of bytes. */
    private void reserve(int bytes) {
        int needed = buffer.position() + Integer.BYTES + bytes;
        if (needed > buffer.capacity()) {
            byte[] larger = Arrays.copyOf(buffer.array(), Math.max(needed, 2 * buffer.capacity()));
            buffer = ByteBuffer.wrap(larger).position(buffer.position());
        }
    }

    @Override
    public byte[] row() {
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    @Override
    public byte[] key(int[] fields) {
        int length = 0;
        for (int key : fields) {
            length += ends[key] - start(key);
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        for (int key : fields) {
            bytes.put(buffer.array(), start(key), ends[key] - start(key));
        }
        return bytes.array();
    }

    private int start(int key) {
        return key == 0 ? Short.BYTES : ends[key - 1];
    }
}
