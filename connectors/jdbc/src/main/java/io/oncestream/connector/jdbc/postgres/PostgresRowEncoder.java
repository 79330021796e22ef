package io.oncestream.connector.jdbc.postgres;

import io.oncestream.connector.jdbc.rows.RowEncoder;
import io.oncestream.connector.jdbc.rows.ServerLimits;
import io.oncestream.connector.jdbc.rows.TimeRange;
import io.oncestream.state.ledger.Column;
import io.oncestream.state.ledger.TableDefinition;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Rows in the binary format of COPY (PostgreSQL documentation, "COPY", File Formats): the number of
 * fields in 16 bits, then each field with its length in 32 bits in front, -1 for NULL. Integers and
 * IEEE 754 numbers are big-endian; timestamps and dates are in microseconds and days since the year
 * 2000, jsonb is its text behind a version.
 */
final class PostgresRowEncoder extends RowEncoder {
    /**
     * Types were added to it without another number: each field is read by its column's type, and
     * those of the types before are as they were.
     */
    static final String CODEC = "postgres-copy-binary-1";

    /** What the type can hold: 4714 BC to the year 294276. */
    private static final TimeRange RANGE =
            new TimeRange(
                    LocalDate.of(2000, 1, 1),
                    Instant.parse("-4713-11-24T00:00:00Z"),
                    Instant.parse("+294277-01-01T00:00:00Z"),
                    "PostgreSQL stores 4714 BC to the year 294276",
                    LEAVE_OUT);

    private static final int NULL_LENGTH = -1;
    private static final byte JSONB_VERSION = 1;

    /** An entry of a B-tree has at most 2704 bytes, of which some are its own. */
    private static final int KEY_BYTES_MAX = 2_600;

    private static final int NUMBER_BYTES = 24;

    private final int keyLengthMax;

    PostgresRowEncoder(TableDefinition table, ServerLimits limits) {
        super(table, RANGE, limits);
        keyLengthMax = keyLengthMax(table);
    }

    /** How long each text of the primary key can be so that all of them fit. */
    private static int keyLengthMax(TableDefinition table) {
        int room = KEY_BYTES_MAX;
        int texts = 0;
        for (Column column : table.columns()) {
            if (table.primaryKey().contains(column.name())) {
                switch (column.type()) {
                    case TEXT, BYTES -> texts++;
                    // Two bytes for each four digits.
                    case DECIMAL -> room -= NUMBER_BYTES + column.precision();
                    default -> room -= NUMBER_BYTES;
                }
            }
        }
        return room / Math.max(1, texts);
    }

    @Override
    public void beginRow(int fields) {
        bytes.begin(fields).putShort((short) fields);
    }

    @Override
    protected ByteBuffer fixed(int length) {
        return variable(length);
    }

    @Override
    protected ByteBuffer variable(int length) {
        if (length > keyLengthMax && isKey()) {
            throw refusal(
                    "%d bytes, and of the primary key PostgreSQL stores at most %d"
                            .formatted(length, keyLengthMax),
                    ": shorten it");
        }
        return bytes.field(Integer.BYTES + length).putInt(length);
    }

    @Override
    protected void writeNull() {
        bytes.field(Integer.BYTES).putInt(NULL_LENGTH);
    }

    @Override
    protected void writeDecimal(BigDecimal value) {
        byte[] numeric = PostgresNumeric.encode(value);
        variable(numeric.length).put(numeric);
    }

    @Override
    protected void writeJson(byte[] utf8) {
        variable(1 + utf8.length).put(JSONB_VERSION).put(utf8);
    }
}
