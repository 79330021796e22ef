package io.oncestream.connector.format;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a stream, of which one or several make a record. They end with {@code \n} or {@code
 * \r\n}, the last one also with the end of the stream. A byte order mark and empty lines are
 * skipped. A record stays in the window until the next one begins.
 */
final class Lines {

    private final ByteWindow window;
    private final int recordBytes;
    private long number = 1;

    /** What of the window the current record takes. */
    private int length;

    private int lineBreaks;

    /** The beginning of a line that was too long to stay in the window. */
    private @Nullable String skipped;

    Lines(InputStream in, CsvLimits limits) throws IOException {
        this.recordBytes = limits.recordBytes();
        this.window = new ByteWindow(in, limits.windowBytes(), recordBytes + "\r\n".length());
        skipByteOrderMark();
    }

    /** Goes on to where the next record begins; false at the end. */
    boolean begin() throws IOException {
        consume();
        skipEmptyLines();
        return window.length() > 0;
    }

    ByteWindow window() {
        return window;
    }

    /** Takes the window's first bytes as the record; false when they are too many for one. */
    boolean take(int bytes, int breaks) {
        length = bytes;
        lineBreaks = breaks;
        return contentEnd() <= window.start() + recordBytes;
    }

    /** Takes the first line as the record; false when it was too long, and skipped to its end. */
    boolean takeLine() throws IOException {
        int lineFeed = window.indexOfLineFeed();
        while (lineFeed < 0 && window.more()) {
            lineFeed = window.indexOfLineFeed();
        }
        int end = lineFeed < 0 ? window.end() : lineFeed + 1;
        if (take(end - window.start(), 1)) {
            return true;
        }
        skipLine(lineFeed >= 0);
        return false;
    }

    /** Whether the window holds anything; reads on where it does not. */
    boolean hasMore() throws IOException {
        while (window.length() == 0 && window.more()) {}
        return window.length() > 0;
    }

    /** Passes over the window's first byte, which is in no record. */
    void skipByte() {
        number += window.countLineFeeds(1);
        window.consume(1);
    }

    /** Takes a JSON value as the record; one that is too long is skipped to its end. */
    void takeValue(JsonExtent value) throws IOException {
        int end;
        int scanned = 0;
        do {
            end = value.scan(window.bytes(), window.start() + scanned, window.end());
            scanned = window.length();
            if (end == JsonExtent.INCOMPLETE && scanned >= recordBytes) {
                passOver();
                scanned = 0;
            }
        } while (end == JsonExtent.INCOMPLETE && window.more());
        int valueEnd = end == JsonExtent.INCOMPLETE ? window.end() : end;
        int breaks = lineBreaks + window.countLineFeeds(valueEnd - window.start());
        if (!take(valueEnd - window.start(), breaks) && skipped == null) {
            skipped = excerpt();
        }
    }

    private void passOver() {
        length = window.length();
        skipped = excerpt();
        lineBreaks += window.countLineFeeds(length);
        window.consume(length);
        length = 0;
    }

    private void skipLine(boolean lineFeedSeen) throws IOException {
        skipped = excerpt();
        boolean atEnd = lineFeedSeen;
        while (!atEnd) {
            window.consume(window.length());
            length = 0;
            if (!window.more()) {
                return;
            }
            int lineFeed = window.indexOfLineFeed();
            atEnd = lineFeed >= 0;
            length = (atEnd ? lineFeed + 1 : window.end()) - window.start();
        }
    }

    /** Whether the record was a line too long to be kept. */
    boolean isSkipped() {
        return skipped != null;
    }

    /** Where the record ends in the window without its line break. */
    int contentEnd() {
        byte[] bytes = window.bytes();
        int end = window.start() + length;
        if (end > window.start() && bytes[end - 1] == '\n') {
            end--;
        }
        return end > window.start() && bytes[end - 1] == '\r' ? end - 1 : end;
    }

    /** The number of the line, from 1, on which the record begins. */
    long number() {
        return number;
    }

    /** How many lines the record takes. */
    int taken() {
        return lineBreaks;
    }

    /** The stream's offset behind the record and its line break. */
    long endOffset() {
        return window.offset() + length;
    }

    String excerpt() {
        return skipped != null
                ? skipped
                : Utf8.excerpt(window.bytes(), window.start(), contentEnd());
    }

    /**
     * Goes on behind that offset, counting the lines before it.
     *
     * @throws EOFException when the stream is shorter
     */
    void skipTo(long offset) throws IOException {
        consume();
        while (window.offset() < offset) {
            if (window.length() == 0 && !window.more()) {
                throw new EOFException(
                        "it ends at byte %d, but had been read up to byte %d"
                                .formatted(window.offset(), offset));
            }
            length = (int) Math.min(window.length(), offset - window.offset());
            lineBreaks = window.countLineFeeds(length);
            consume();
        }
    }

    private void consume() {
        window.consume(length);
        number += lineBreaks;
        length = 0;
        lineBreaks = 0;
        skipped = null;
    }

    private void skipEmptyLines() throws IOException {
        while (true) {
            while (window.length() < 2 && window.more()) {}
            int emptyLine = window.emptyLineLength();
            if (emptyLine == 0) {
                return;
            }
            window.consume(emptyLine);
            number++;
        }
    }

    private void skipByteOrderMark() throws IOException {
        while (window.length() < 3 && window.more()) {}
        byte[] bytes = window.bytes();
        if (window.length() >= 3
                && bytes[0] == (byte) 0xEF
                && bytes[1] == (byte) 0xBB
                && bytes[2] == (byte) 0xBF) {
            window.consume(3);
        }
    }
}
