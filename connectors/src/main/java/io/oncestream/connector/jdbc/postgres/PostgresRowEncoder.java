package io.oncestream.connector.jdbc.postgres;

import io.oncestream.connector.jdbc.RowBytes;
import io.oncestream.connector.jdbc.RowEncoder;
import io.oncestream.connector.jdbc.SinkFailure;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
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

    private final RowBytes bytes = new RowBytes();

    @Override
    public void beginRow(int fields) {
        bytes.begin(fields).putShort((short) fields);
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
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        bytes.field(Integer.BYTES + utf8.length).putInt(utf8.length).put(utf8);
    }

    @Override
    public void bigint(long value) {
        bytes.field(Integer.BYTES + Long.BYTES).putInt(Long.BYTES).putLong(value);
    }

    @Override
    public void doublePrecision(@Nullable Double value) {
        if (value == null) {
            writeNull();
            return;
        }
        bytes.field(Integer.BYTES + Double.BYTES).putInt(Double.BYTES).putDouble(value);
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
        bytes.field(Integer.BYTES).putInt(NULL_LENGTH);
    }

    @Override
    public byte[] row() {
        return bytes.row();
    }

    @Override
    public byte[] key(int[] fields) {
        return bytes.key(fields);
    }
}
