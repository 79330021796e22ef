package io.oncestream.connector.jdbc;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Encodes one row at a time into the form in which a {@link Dialect} applies it. Fields are written
 * in the order of the table's columns, null as SQL's NULL. What the database could not take at the
 * commit throws {@link SinkFailure} here, where the row is not yet in a checkpoint: a NULL of the
 * primary key, a text with NUL or half of a surrogate pair, a time out of range, and what else the
 * database refuses. How large a row may be only the server knows, at the commit.
 */
public interface RowEncoder {

    /** Starts a row and forgets the one before. */
    void beginRow(int fields);

    void text(@Nullable String value);

    void bigint(long value);

    void doublePrecision(@Nullable Double value);

    /** A point in time, cut to microseconds. */
    void timestamp(@Nullable Instant value);

    /** The row that was written last. */
    byte[] row();

    /** The given fields of that row, as bytes that are equal for equal values. */
    byte[] key(int[] fields);
}
