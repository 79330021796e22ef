package io.oncestream.connector.format;

import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.Reading;
import io.oncestream.state.reading.RejectedRecord;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes readings of CSV rows without a header, one a message (RFC 4180, UTF-8): its fields are
 * separated by commas and have the given names, in their order. A line break at the end is ignored;
 * a message of several rows is rejected, and so is one over 1 MiB.
 */
public final class CsvMessages implements MessageDecoder {

    private static final long serialVersionUID = 1L;

    private final ReadingDecoder decoder;
    private final int[] positions;
    private final int names;
    private transient @Nullable CsvMessage row;

    /**
     * @param names of all fields of a row
     * @throws IllegalArgumentException when a wanted column is not one of the names, or several
     */
    public CsvMessages(List<String> names, ReadingDecoder decoder) {
        this.decoder = decoder;
        this.names = names.size();
        this.positions =
                decoder.columns().stream().mapToInt(column -> position(names, column)).toArray();
    }

    private static int position(List<String> names, String column) {
        int count = Collections.frequency(names, column);
        if (count != 1) {
            throw new IllegalArgumentException(
                    "--columns %s: %s column is named \"%s\", which is wanted; name all fields of a message once each, in their order, or correct --key, --time, --value and --weight"
                            .formatted(
                                    String.join(",", names),
                                    count == 0 ? "no" : "more than one",
                                    column));
        }
        return names.indexOf(column);
    }

    @Override
    public Decoded<Reading> decode(byte[] message, String source, long position) {
        if (row == null) {
            row = new CsvMessage(positions, names);
        }
        try {
            row.scan(message);
            return Decoded.of(decoder.decode(row), message.length);
        } catch (BadFieldException e) {
            String text = Utf8.excerpt(message, 0, message.length);
            return Decoded.rejected(
                    new RejectedRecord(source, position, text, e.reason()), message.length);
        }
    }
}
