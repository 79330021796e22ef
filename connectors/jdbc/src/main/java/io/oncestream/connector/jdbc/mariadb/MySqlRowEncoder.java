package io.oncestream.connector.jdbc.mariadb;

import io.oncestream.connector.jdbc.RowBytes;
import io.oncestream.connector.jdbc.RowEncoder;
import io.oncestream.connector.jdbc.SinkFailure;
import io.oncestream.connector.jdbc.StorableText;
import io.oncestream.state.ledger.Column;
import io.oncestream.state.ledger.TableDefinition;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Rows for {@link MySqlRowReader}, codec {@code mysql-rows-1}: each field is the byte 0 for NULL,
 * or the byte 1 and its value. A text is its length in 32 bits and its UTF-8; an integer, an IEEE
 * 754 number and a timestamp have 64 bits, the last in microseconds since 1970. All numbers are
 * big-endian.
 *
 * <p>What the database would refuse or change is refused here, where the column is known.
 */
final class MySqlRowEncoder implements RowEncoder {
    static final String CODEC = "mysql-rows-1";
    static final byte NULL = 0;
    static final byte VALUE = 1;

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");
    private static final long MICROS_PER_SECOND = 1_000_000;

    private final TableDefinition table;
    private final int keyCharactersMax;
    private final RowBytes bytes = new RowBytes();

    MySqlRowEncoder(TableDefinition table) {
        this.table = table.withoutTransaction();
        keyCharactersMax = MySqlTypes.keyCharactersMax(table);
    }

    @Override
    public void beginRow(int fields) {
        bytes.begin(fields);
    }

    @Override
    public void text(@Nullable String value) {
        if (value == null) {
            writeNull();
            return;
        }
        check(value);
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        bytes.field(1 + Integer.BYTES + utf8.length).put(VALUE).putInt(utf8.length).put(utf8);
    }

    private void check(String value) {
        String fault = StorableText.fault(value);
        if (fault != null) {
            throw refusal(fault, ": leave such a row out");
        }
        if (value.length() > keyCharactersMax
                && MySqlTypes.isKey(table, column())
                && value.codePointCount(0, value.length()) > keyCharactersMax) {
            throw refusal(
                    "a text of %d characters, and of the primary key MariaDB stores at most %d"
                            .formatted(value.codePointCount(0, value.length()), keyCharactersMax),
                    ": shorten it, or write to PostgreSQL");
        }
    }

    @Override
    public void bigint(long value) {
        bytes.field(1 + Long.BYTES).put(VALUE).putLong(value);
    }

    @Override
    public void doublePrecision(@Nullable Double value) {
        if (value == null) {
            writeNull();
            return;
        }
        if (!Double.isFinite(value)) {
            throw refusal(
                    "the number " + value + ", which MariaDB cannot store",
                    ": leave such a row out, or write to PostgreSQL");
        }
        bytes.field(1 + Double.BYTES).put(VALUE).putDouble(value);
    }

    @Override
    public void timestamp(@Nullable Instant value) {
        if (value == null) {
            writeNull();
            return;
        }
        if (value.isBefore(FIRST) || !value.isBefore(END)) {
            throw refusal(
                    "the time " + value + ", and MariaDB stores the years 1 to 9999",
                    ": leave such a row out, or write to PostgreSQL");
        }
        bigint(value.getEpochSecond() * MICROS_PER_SECOND + value.getNano() / 1_000);
    }

    private void writeNull() {
        if (table.primaryKey().contains(column().name())) {
            throw refusal("no value, and it is of the primary key", ": leave such a row out");
        }
        bytes.field(1).put(NULL);
    }

    /** The column that is written next. */
    private Column column() {
        return table.columns().get(bytes.fields());
    }

    private SinkFailure refusal(String what, String remedy) {
        return new SinkFailure(
                "column %s of table %s is given %s%s"
                        .formatted(column().name(), table.name(), what, remedy));
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
