package io.oncestream.connector.format;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The wanted columns of one row or message, by their places in {@link RecordMapper#columns}. A
 * field that is missing, or is not what it is asked for as, is a {@link BadFieldException} that
 * names use, column and text. Blanks around anything but texts are ignored.
 */
public interface Fields {

    /**
     * A text as it stands, the empty one too.
     *
     * @param charactersMax the most Unicode code points, as databases count; NUL and half of a
     *     surrogate pair, which none of them stores, are refused as well
     */
    String text(int field, int charactersMax) throws BadFieldException;

    /**
     * As {@link #text}; null where it is not there, or, in CSV, which has no other way to say that,
     * empty.
     */
    @Nullable String textIfThere(int field, int charactersMax) throws BadFieldException;

    /** Whether it is there and, in CSV, not empty: what {@link #textIfThere} is not null for. */
    boolean isThere(int field) throws BadFieldException;

    /** A point in time, of the years 1 to 9999, in the time format that the user has chosen. */
    Instant instant(int field) throws BadFieldException;

    /** As {@link #instant}, and not further ahead of now than the user allows. */
    Instant eventTime(int field) throws BadFieldException;

    /** A finite number in decimal notation. */
    double number(int field) throws BadFieldException;

    /** A whole number of 64 bits. */
    long integer(int field) throws BadFieldException;

    /** A number with all of its digits, at most 1,000 in front of the point and behind it. */
    BigDecimal decimal(int field) throws BadFieldException;

    /** {@code true} or {@code false}, in JSON as a text or as itself. */
    boolean bool(int field) throws BadFieldException;
}
