package io.oncestream.connector.format;

import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.Reading;
import io.oncestream.state.reading.RejectedRecord;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes readings of CSV rows, or says why a row is none.
 *
 * <p>Numbers are finite and in decimal notation, blanks around them ignored. A key is taken as it
 * stands, the empty one too, up to 512 code points without NUL. A row with fewer fields than a
 * wanted column needs is rejected, and so is one with more fields than the header has: which of
 * them are shifted cannot be told.
 */
public final class ReadingDecoder implements Serializable {

    private static final long serialVersionUID = 1L;

    /** In Unicode code points, as databases count. */
    public static final int KEY_LENGTH_MAX = 512;

    private static final int QUOTED_CHARS_MAX = 60;

    private final ArrayList<String> columns = new ArrayList<>();
    private final int key;
    private final int time;
    private final int value;
    private final int weight;
    private final TimeFormat timeFormat;

    public ReadingDecoder(ReadingColumns names, TimeFormat timeFormat) {
        this.key = names.key() == null ? -1 : add(names.key());
        this.time = add(names.time());
        this.value = add(names.value());
        this.weight = names.weight() == null ? -1 : add(names.weight());
        this.timeFormat = timeFormat;
    }

    private int add(String column) {
        columns.add(column);
        return columns.size() - 1;
    }

    /** The columns to open a {@link CsvReader} with, in the order in which this asks for them. */
    public List<String> columns() {
        return List.copyOf(columns);
    }

    /**
     * Decodes the reader's current record.
     *
     * @param source what a rejected record calls the stream: a file's path
     * @param bytes how many bytes of the source this record takes
     */
    public Decoded<Reading> decode(CsvReader row, String source, long bytes) {
        try {
            return Decoded.of(decode(row), bytes);
        } catch (BadFieldException e) {
            return Decoded.rejected(
                    new RejectedRecord(source, row.line(), row.excerpt(), e.reason()), bytes);
        }
    }

    private Reading decode(CsvReader row) throws BadFieldException {
        String broken = row.broken();
        if (broken != null) {
            throw new BadFieldException(broken);
        }
        if (row.fields() > row.headerFields()) {
            throw new BadFieldException(
                    "the row has %d fields, the header %d"
                            .formatted(row.fields(), row.headerFields()));
        }
        return new Reading(
                key < 0 ? "" : key(row),
                time(row),
                number("value", row, value),
                weight < 0 ? 0 : number("weight", row, weight));
    }

    private String key(CsvReader row) throws BadFieldException {
        String text = text(row, key);
        if (text.length() > KEY_LENGTH_MAX) {
            int length = text.codePointCount(0, text.length());
            if (length > KEY_LENGTH_MAX) {
                throw new BadFieldException(
                        "key of %d characters is over %d".formatted(length, KEY_LENGTH_MAX));
            }
        }
        if (text.indexOf('\0') >= 0) {
            throw new BadFieldException("key holds a NUL character");
        }
        return text;
    }

    private Instant time(CsvReader row) throws BadFieldException {
        String text = text(row, time);
        try {
            return timeFormat.parse(text);
        } catch (DateTimeException e) {
            throw bad("time", text, time, String.valueOf(e.getMessage()));
        }
    }

    private double number(String what, CsvReader row, int column) throws BadFieldException {
        String text = text(row, column).strip();
        if (DecimalNumber.isOne(text)) {
            double number = Double.parseDouble(text);
            if (Double.isFinite(number)) {
                return number;
            }
        }
        throw bad(what, text, column, "is not a finite number");
    }

    private String text(CsvReader row, int column) throws BadFieldException {
        String text = row.text(column);
        if (text == null) {
            throw new BadFieldException(
                    "the row has %d fields, column %s is the %s"
                            .formatted(
                                    row.fields(),
                                    columns.get(column),
                                    ordinal(row.position(column) + 1)));
        }
        return text;
    }

    private BadFieldException bad(String what, String text, int column, String why) {
        String shown = Utf8.cut(text.replace('\0', '\uFFFD'), QUOTED_CHARS_MAX);
        String more = shown.length() < text.length() ? "..." : "";
        return new BadFieldException(
                "%s \"%s%s\" in column %s %s"
                        .formatted(what, shown, more, columns.get(column), why));
    }

    private static String ordinal(int number) {
        boolean teen = number / 10 % 10 == 1;
        String suffix =
                switch (teen ? 0 : number % 10) {
                    case 1 -> "st";
                    case 2 -> "nd";
                    case 3 -> "rd";
                    default -> "th";
                };
        return number + suffix;
    }
}
