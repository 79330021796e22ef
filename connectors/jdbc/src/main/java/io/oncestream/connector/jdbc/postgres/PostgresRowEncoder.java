package io.oncestream.connector.jdbc.postgres;

import io.oncestream.connector.jdbc.RowBytes;
import io.oncestream.connector.jdbc.RowEncoder;
import io.oncestream.connector.jdbc.SinkFailure;
import io.oncestream.connector.jdbc.StorableText;
import io.oncestream.state.ledger.TableDefinition;
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

    /** What the type can hold: 4714 BC to the year 294276. */
    private static final Instant FIRST = Instant.parse("-4713-11-24T00:00:00Z");

    private static final Instant END = Instant.parse("+294277-01-01T00:00:00Z");

    private final TableDefinition table;
    private final RowBytes bytes = new RowBytes();

    PostgresRowEncoder(TableDefinition table) {
        this.table = table;
    }

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
        String fault = StorableText.fault(value);
        if (fault != null) {
            throw refusal(fault);
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
        if (value.isBefore(FIRST) || !value.isBefore(END)) {
            throw refusal(
                    "the time " + value + ", and PostgreSQL stores 4714 BC to the year 294276");
        }
        long seconds = value.getEpochSecond() - EPOCH.getEpochSecond();
        bigint(seconds * MICROS_PER_SECOND + value.getNano() / 1_000);
    }

    private void writeNull() {
        if (table.primaryKey().contains(column())) {
            throw refusal("no value, and it is of the primary key");
        }
        bytes.field(Integer.BYTES).putInt(NULL_LENGTH);
    }

    /** The name of the one that is written next. */
    private String column() {
        return table.columns().get(bytes.fields()).name();
    }

    private SinkFailure refusal(String what) {
        return new SinkFailure(
                "column %s of table %s is given %s: leave such a row out"
                        .formatted(column(), table.name(), what));
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
