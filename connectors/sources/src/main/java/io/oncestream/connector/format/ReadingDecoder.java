package io.oncestream.connector.format;

import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.Reading;
import io.oncestream.state.reading.RejectedRecord;
import java.io.Serializable;
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

    private final ArrayList<String> columns = new ArrayList<>();
    private final int key;
    private final int time;
    private final int value;
    private final int weight;
    private final ReadingFields fields;

    /** Takes readings of any time. */
    public ReadingDecoder(ReadingColumns names, TimeFormat timeFormat) {
        this(names, timeFormat, MaxAhead.UNLIMITED);
    }

    public ReadingDecoder(ReadingColumns names, TimeFormat timeFormat, MaxAhead maxAhead) {
        this.key = names.key() == null ? -1 : add(names.key());
        this.time = add(names.time());
        this.value = add(names.value());
        this.weight = names.weight() == null ? -1 : add(names.weight());
        this.fields = new ReadingFields(timeFormat, maxAhead, "column");
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

    Reading decode(CsvRow row) throws BadFieldException {
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
                key < 0 ? "" : fields.key(text(row, key)),
                fields.time(text(row, time), columns.get(time)),
                number("value", row, value),
                weight < 0 ? 0 : number("weight", row, weight));
    }

    private double number(String what, CsvRow row, int column) throws BadFieldException {
        return fields.number(what, text(row, column), columns.get(column));
    }

    private String text(CsvRow row, int column) throws BadFieldException {
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
