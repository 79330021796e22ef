package io.oncestream.connector.format;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The records of a CSV stream one after the other, whatever their columns mean. */
final class CsvRecords {

    private final CsvLimits limits;
    private final ByteWindow window;
    private final Utf8 utf8 = new Utf8();
    private RowScanner scanner;

    private long line = 1;
    private @Nullable String broken;

    /** What of the stream this record takes: it stays in the window until the next is read. */
    private int length;

    private int lineBreaks;
    private boolean ascii;

    /** The beginning of a line that was too long to stay in the window. */
    private @Nullable String skipped;

    CsvRecords(InputStream in, CsvLimits limits) throws IOException {
        this.limits = limits;
        this.window =
                new ByteWindow(in, limits.windowBytes(), limits.recordBytes() + "\r\n".length());
        this.scanner = new RowScanner((byte) ',', limits.recordLines());
        skipByteOrderMark();
    }

    /** Moves to the next record; false at the end. */
    boolean next() throws IOException {
        consume();
        skipEmptyLines();
        if (window.length() == 0) {
            return false;
        }
        read();
        return true;
    }

    /** Reads the current record again as if that delimiter separated its fields. */
    void readAgainWith(byte delimiter) throws IOException {
        scanner = new RowScanner(delimiter, limits.recordLines());
        if (skipped == null) { // What was skipped is gone, and too long under each delimiter.
            read();
        }
    }

    @Nullable String broken() {
        return broken;
    }

    int fields() {
        return scanner.fields();
    }

    String field(int index) {
        return scanner.text(window.bytes(), window.start(), index, ascii);
    }

    long line() {
        return line;
    }

    long endOffset() {
        return window.offset() + length;
    }

    String excerpt() {
        return skipped != null ? skipped : excerptOf(length);
    }

    /** Goes on behind that offset, counting the lines before it. */
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

    private void read() throws IOException {
        int next = scanner.scan(window.bytes(), window.start(), window.end(), window.isLast());
        while (next == RowScanner.INCOMPLETE && window.more()) {
            next = scanner.scan(window.bytes(), window.start(), window.end(), window.isLast());
        }
        broken = scanner.broken();
        if (next < 0) {
            breakFirstLine();
            return;
        }
        length = next - window.start();
        lineBreaks = scanner.lineBreaks() + 1;
        if (contentEnd(length) > window.start() + limits.recordBytes()) {
            breakFirstLine();
            return;
        }
        ascii = Utf8.isAscii(window.bytes(), window.start(), next);
        if (!ascii && !utf8.isValid(window.bytes(), window.start(), next)) {
            broken = "it holds bytes that are not UTF-8";
        }
    }

    private void breakFirstLine() throws IOException {
        int lineFeed = window.indexOfLineFeed();
        while (lineFeed < 0 && window.more()) {
            lineFeed = window.indexOfLineFeed();
        }
        length = (lineFeed < 0 ? window.end() : lineFeed + 1) - window.start();
        lineBreaks = 1;
        if (contentEnd(length) > window.start() + limits.recordBytes()) {
            broken = "a line over " + limit();
            skipLine(lineFeed >= 0);
        } else {
            String why = broken == null ? "a quote is not closed within " + limit() : broken;
            broken = "broken CSV: " + why;
        }
    }

    private String limit() {
        return (limits.recordBytes() >> 20) + " MiB";
    }

    private void skipLine(boolean lineFeedSeen) throws IOException {
        skipped = excerptOf(length);
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

    /** Where a record of that length ends without its line break. */
    private int contentEnd(int recordLength) {
        byte[] bytes = window.bytes();
        int end = window.start() + recordLength;
        if (end > window.start() && bytes[end - 1] == '\n') {
            end--;
        }
        return end > window.start() && bytes[end - 1] == '\r' ? end - 1 : end;
    }

    private String excerptOf(int recordLength) {
        return Utf8.excerpt(window.bytes(), window.start(), contentEnd(recordLength));
    }

    private void consume() {
        window.consume(length);
        line += lineBreaks;
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
            line++;
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
