package io.oncestream.connector.jdbc.mariadb;

import io.oncestream.connector.jdbc.rows.RowBytes;
import io.oncestream.connector.jdbc.rows.RowEncoder;
import io.oncestream.connector.jdbc.rows.ServerLimits;
import io.oncestream.connector.jdbc.rows.TimeRange;
import io.oncestream.state.ledger.TableDefinition;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Rows for {@link MySqlRowReader}: each field is the byte 0 for NULL, or the byte 1 and its value.
 * A text is its length in 32 bits and its UTF-8, and so are JSON and bytes; a decimal is its length
 * and the two's complement of its digits without the point. Integers and IEEE 754 numbers have the
 * length of their type; a timestamp is in microseconds, a date in days since 1970. All numbers are
 * big-endian.
 *
 * <p>What the database would refuse or change is refused here, where the column is known.
 */
final class MySqlRowEncoder extends RowEncoder {
    /**
     * Types were added to it without another number: each field is read by its column's type, and
     * those of the types before are as they were.
     */
    static final String CODEC = "mysql-rows-1";

    static final byte NULL = 0;
    static final byte VALUE = 1;

    private static final String ELSEWHERE = LEAVE_OUT + ", or write to PostgreSQL";
    private static final TimeRange RANGE =
            new TimeRange(
                    LocalDate.EPOCH,
                    Instant.parse("0001-01-01T00:00:00Z"),
                    Instant.parse("+10000-01-01T00:00:00Z"),
                    "MariaDB stores the years 1 to 9999",
                    ELSEWHERE);

    private final ServerLimits limits;
    private final int keyLengthMax;

    MySqlRowEncoder(TableDefinition table, ServerLimits limits) {
        super(table, RANGE, limits);
        this.limits = limits;
        keyLengthMax = MySqlTypes.lengthMax(table, table.storedKey());
    }

    @Override
    public void beginRow(int fields) {
        bytes.begin(fields);
    }

    @Override
    protected ByteBuffer fixed(int length) {
        return bytes.field(1 + length).put(VALUE);
    }

    @Override
    protected ByteBuffer variable(int length) {
        return fixed(Integer.BYTES + length).putInt(length);
    }

    @Override
    protected void writeNull() {
        bytes.field(1).put(NULL);
    }

    @Override
    public void text(String value) {
        if (value.length() > keyLengthMax) {
            requireKeyFits(value.codePointCount(0, value.length()), "a text of %d characters");
        }
        super.text(value);
    }

    @Override
    public void bytes(byte[] value) {
        requireKeyFits(value.length, "%d bytes");
        super.bytes(value);
    }

    private void requireKeyFits(int length, String what) {
        if (length > keyLengthMax && isKey()) {
            throw refusal(
                    what.formatted(length)
                            + ", and of the primary key MariaDB stores at most "
                            + keyLengthMax,
                    ": shorten it, or write to PostgreSQL");
        }
    }

    @Override
    public void doublePrecision(double value) {
        if (!Double.isFinite(value)) {
            throw refusal("the number " + value + ", which MariaDB cannot store", ELSEWHERE);
        }
        super.doublePrecision(value);
    }

    @Override
    protected void writeDecimal(BigDecimal value) {
        byte[] digits = value.unscaledValue().toByteArray();
        variable(digits.length).put(digits);
    }

    @Override
    protected void writeJson(byte[] utf8) {
        variable(utf8.length).put(utf8);
    }

    @Override
    public RowBytes encoded() {
        if (bytes.length() > limits.rowBytesMax()) {
            throw rowRefusal(
                    "%d bytes, more than the server's max_allowed_packet has room for"
                            .formatted(bytes.length()),
                    LEAVE_OUT + ", or enlarge that");
        }
        return super.encoded();
    }
}
