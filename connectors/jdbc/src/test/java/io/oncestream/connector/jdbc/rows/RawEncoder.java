package io.oncestream.connector.jdbc.rows;

import io.oncestream.state.ledger.Column;
import io.oncestream.state.ledger.ColumnType;
import io.oncestream.state.ledger.TableDefinition;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * Rows of bytes without lengths, so that any bytes are a key: the key and the value, or the key's
 * two halves around the value.
 */
final class RawEncoder extends RowEncoder {
    private static final TimeRange RANGE =
            new TimeRange(LocalDate.EPOCH, Instant.MIN, Instant.MAX, "", "");

    private final boolean keyIsTogether;

    RawEncoder(boolean keyIsTogether) {
        super(table(keyIsTogether), RANGE, ServerLimits.NONE);
        this.keyIsTogether = keyIsTogether;
    }

    static TableDefinition table(boolean keyIsTogether) {
        return new TableDefinition(
                "t",
                List.of(
                        new Column("first", ColumnType.BYTES),
                        new Column("value", ColumnType.BYTES),
                        new Column("last", ColumnType.BYTES)),
                keyIsTogether ? List.of("first") : List.of("first", "last"));
    }

    RawEncoder encode(byte[] key, byte[] value) {
        int half = keyIsTogether ? key.length : key.length / 2;
        beginRow(3);
        fixed(half).put(key, 0, half);
        bytes(value);
        fixed(key.length - half).put(key, half, key.length - half);
        return this;
    }

    @Override
    public void beginRow(int fields) {
        bytes.begin(fields);
    }

    @Override
    protected ByteBuffer fixed(int length) {
        return bytes.field(length);
    }

    @Override
    protected ByteBuffer variable(int length) {
        return bytes.field(length);
    }

    @Override
    protected void writeNull() {
        throw new UnsupportedOperationException();
    }

    @Override
    protected void writeDecimal(BigDecimal value) {
        throw new UnsupportedOperationException();
    }

    @Override
    protected void writeJson(byte[] utf8) {
        throw new UnsupportedOperationException();
    }
}
