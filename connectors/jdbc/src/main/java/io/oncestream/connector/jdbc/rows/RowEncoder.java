package io.oncestream.connector.jdbc.rows;

import io.oncestream.connector.jdbc.SinkFailure;
import io.oncestream.state.ledger.Column;
import io.oncestream.state.ledger.TableDefinition;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Encodes one row at a time into the form in which a {@code Dialect} applies it. Fields are written
 * in the order of the table's columns. What the database could not take at the commit throws {@link
 * SinkFailure} here, where the row is not yet in a checkpoint: no value for a column that needs
 * one, a text with NUL or half of a surrogate pair, a number that does not fit, a time out of
 * range, a text that is no JSON, and what else the database refuses. How large a row may be only
 * the server knows, at the commit.
 */
public abstract class RowEncoder {
    protected static final String LEAVE_OUT = ": leave such a row out";

    protected final RowBytes bytes = new RowBytes();
    private final TableDefinition table;
    private final TimeRange range;
    private final StorableText texts;

    protected RowEncoder(TableDefinition table, TimeRange range, ServerLimits limits) {
        this.table = table.withoutTransaction();
        this.range = range;
        this.texts = new StorableText(limits.charset());
    }

    /** Starts a row and forgets the one before. */
    public abstract void beginRow(int fields);

    /** Starts a field of a type whose values all have this many bytes, and writes its head. */
    protected abstract ByteBuffer fixed(int length);

    /** Starts a field of a type whose values have their own lengths, and writes its head. */
    protected abstract ByteBuffer variable(int length);

    protected abstract void writeNull();

    /** A number of the column's scale and at most its precision. */
    protected abstract void writeDecimal(BigDecimal value);

    protected abstract void writeJson(byte[] utf8);

    /** NULL. */
    public final void none() {
        if (table.primaryKey().contains(column().name())) {
            throw refusal("no value, and it is of the primary key", LEAVE_OUT);
        }
        if (column().required()) {
            throw refusal("no value, and it is NOT NULL", LEAVE_OUT);
        }
        writeNull();
    }

    public void text(String value) {
        refuse(texts.fault(value));
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        variable(utf8.length).put(utf8);
    }

    /** A text in which characters that the database cannot store become their numbers. */
    public final void escapedText(String value) {
        text(texts.escaped(value));
    }

    public final void bigint(long value) {
        fixed(Long.BYTES).putLong(value);
    }

    public final void integer(int value) {
        fixed(Integer.BYTES).putInt(value);
    }

    public final void bool(boolean value) {
        fixed(1).put((byte) (value ? 1 : 0));
    }

    public void doublePrecision(double value) {
        fixed(Double.BYTES).putDouble(value);
    }

    /** A number, which is refused if it would have to be rounded. */
    public final void decimal(BigDecimal value) {
        Column column = column();
        refuse(ExactDecimal.fault(value, column.precision(), column.scale()));
        writeDecimal(value.setScale(column.scale()));
    }

    /** A point in time, cut to microseconds. */
    public final void timestamp(Instant value) {
        requireInRange("time", value, value);
        bigint(
                TimeUnit.DAYS.toMicros(-range.epoch().toEpochDay())
                        + TimeUnit.SECONDS.toMicros(value.getEpochSecond())
                        + value.getNano() / 1_000);
    }

    public final void date(LocalDate value) {
        requireInRange("date", value, value.atStartOfDay().toInstant(ZoneOffset.UTC));
        integer((int) (value.toEpochDay() - range.epoch().toEpochDay()));
    }

    public void bytes(byte[] value) {
        variable(value.length).put(value);
    }

    public final void json(String value) {
        refuse(texts.fault(value));
        refuse(JsonText.fault(value));
        refuse(texts.faultOfEscapes(value));
        writeJson(value.getBytes(StandardCharsets.UTF_8));
    }

    /** The row that was written last, until the next one begins. */
    public RowBytes encoded() {
        return bytes;
    }

    /** That row alone. */
    public final byte[] row() {
        return encoded().row();
    }

    private void requireInRange(String what, Object value, Instant start) {
        if (start.isBefore(range.first()) || !start.isBefore(range.end())) {
            throw refusal(
                    "the %s %s, and %s".formatted(what, value, range.words()), range.remedy());
        }
    }

    private void refuse(@Nullable String fault) {
        if (fault != null) {
            throw refusal(fault, LEAVE_OUT);
        }
    }

    /** Whether the column that is written next is of the primary key. */
    protected final boolean isKey() {
        return table.primaryKey().contains(column().name());
    }

    protected final SinkFailure refusal(String what, String remedy) {
        return new SinkFailure(
                "column %s of table %s is given %s%s"
                        .formatted(column().name(), table.name(), what, remedy));
    }

    /** Of a row that has all its fields. */
    protected final SinkFailure rowRefusal(String what, String remedy) {
        return new SinkFailure("a row of table %s has %s%s".formatted(table.name(), what, remedy));
    }

    /** The one that is written next. */
    private Column column() {
        return table.columns().get(bytes.fields());
    }
}
