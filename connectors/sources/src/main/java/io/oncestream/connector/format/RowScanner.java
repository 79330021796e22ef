package io.oncestream.connector.format;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the fields of one CSV record in bytes. Nothing is decoded here: all that it looks for is
 * ASCII, which in UTF-8 never is a part of another character.
 */
final class RowScanner {

    /** More bytes are needed to find the record's end. */
    static final int INCOMPLETE = -1;

    /** The record is broken, see {@link #broken()}. */
    static final int BROKEN = -2;

    private final byte delimiter;
    private final int linesMax;

    /** Relative to the record's first byte, because the window may move. */
    private int[] starts = new int[16];

    private int[] ends = new int[16];
    private int fields;
    private int lineBreaks;
    private @Nullable String broken;

    RowScanner(byte delimiter, int linesMax) {
        this.delimiter = delimiter;
        this.linesMax = linesMax;
    }

    int fields() {
        return fields;
    }

    /** How many line breaks stand inside the record's quotes. */
    int lineBreaks() {
        return lineBreaks;
    }

    @Nullable String broken() {
        return broken;
    }

    /**
     * Scans the record that begins at {@code from}.
     *
     * @param last whether nothing follows after {@code to}
     * @return the index after the record and its line break, {@link #INCOMPLETE} or {@link #BROKEN}
     */
    int scan(byte[] bytes, int from, int to, boolean last) {
        fields = 0;
        lineBreaks = 0;
        broken = null;
        int start = from;
        while (true) {
            boolean quoted = start < to && bytes[start] == '"';
            int end =
                    quoted
                            ? closingQuote(bytes, start + 1, to, last)
                            : unquotedEnd(bytes, start, to);
            if (end < 0) {
                return end;
            }
            int next = quoted ? afterQuote(bytes, end + 1, to, last) : end;
            if (next < 0 || (next == to && !last)) {
                return next < 0 ? next : INCOMPLETE;
            }
            boolean lineEnd = next == to || bytes[next] == '\n';
            boolean carriageReturn = lineEnd && !quoted && end > start && bytes[end - 1] == '\r';
            add((quoted ? start + 1 : start) - from, (carriageReturn ? end - 1 : end) - from);
            if (lineEnd) {
                return next == to ? to : next + 1;
            }
            start = next + 1;
        }
    }

    private int unquotedEnd(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && bytes[i] != delimiter && bytes[i] != '\n') {
            i++;
        }
        return i;
    }

    private int closingQuote(byte[] bytes, int from, int to, boolean last) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n' && ++lineBreaks == linesMax) {
                return broken("a quote is not closed within " + linesMax + " lines");
            }
            if (bytes[i] == '"') {
                if (i + 1 == to || bytes[i + 1] != '"') {
                    return i + 1 == to && !last ? INCOMPLETE : i;
                }
                i++;
            }
        }
        return last ? broken("a quote is never closed") : INCOMPLETE;
    }

    /** The index of what ends a quoted field: a delimiter, a line feed or the end. */
    private int afterQuote(byte[] bytes, int from, int to, boolean last) {
        int i = from;
        if (i < to && bytes[i] == '\r') {
            i++;
            if (i == to) {
                return last ? to : INCOMPLETE;
            }
            return bytes[i] == '\n' ? i : broken("a closing quote is followed by text");
        }
        return i == to || bytes[i] == delimiter || bytes[i] == '\n'
                ? i
                : broken("a closing quote is followed by text");
    }

    private int broken(String reason) {
        broken = reason;
        return BROKEN;
    }

    private void add(int start, int end) {
        if (fields == starts.length) {
            starts = Arrays.copyOf(starts, 2 * fields);
            ends = Arrays.copyOf(ends, 2 * fields);
        }
        starts[fields] = start;
        ends[fields] = end;
        fields++;
    }

    /** Where a field begins in the record, within its quotes. */
    int start(int field) {
        return starts[field];
    }

    /** Where a field ends in the record. */
    int end(int field) {
        return ends[field];
    }

    /** The text of a field of the record at {@code from}, whose bytes are known to be valid. */
    String text(byte[] bytes, int from, int field, boolean ascii) {
        int start = starts[field];
        Charset charset = ascii ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
        String text = new String(bytes, from + start, ends[field] - start, charset);
        boolean quoted = start > 0 && bytes[from + start - 1] == '"';
        return quoted ? text.replace("\"\"", "\"") : text;
    }
}
