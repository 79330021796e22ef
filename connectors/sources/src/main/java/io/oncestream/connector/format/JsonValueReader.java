package io.oncestream.connector.format;

import java.io.EOFException;
import java.io.IOException;

/**
 * The elements of JSON arrays, and objects over several lines, one after the other. Where one ends
 * is only known from the beginning on: going on in the middle reads what is before it once more.
 */
final class JsonValueReader<T> extends JsonReader<T> {

    private boolean inArray;

    JsonValueReader(Lines lines, JsonMessages<T> messages, String source) {
        super(lines, messages, source);
    }

    @Override
    public boolean next() throws IOException {
        lines.begin();
        while (lines.hasMore()) {
            byte b = lines.window().bytes()[lines.window().start()];
            if (!isBetweenValues(b)) {
                return takeValue();
            }
            inArray = b == '[' || (inArray && b != ']');
            lines.skipByte();
        }
        if (inArray) {
            throw new CutOffException("a JSON array, on line " + lines.number());
        }
        return false;
    }

    private boolean isBetweenValues(byte b) {
        return JsonExtent.isBlank(b) || (inArray ? b == ',' || b == ']' : b == '[');
    }

    private boolean takeValue() throws IOException {
        JsonExtent value = new JsonExtent();
        lines.takeValue(value);
        if (value.isOpen()) {
            throw new CutOffException("the JSON that begins on line " + lines.number());
        }
        return true;
    }

    @Override
    String tooLong() {
        return "a JSON value over 1 MiB";
    }

    @Override
    public void skipTo(long offset) throws IOException {
        long end = 0;
        while (end < offset) {
            if (!next()) {
                throw new EOFException(
                        "it ends at byte %d, but had been read up to byte %d"
                                .formatted(endOffset(), offset));
            }
            end = endOffset();
        }
        if (end > offset) {
            throw new IOException(
                    "byte %d, up to which it had been read, is in the middle of JSON now"
                            .formatted(offset));
        }
    }
}
