package io.oncestream.connector.format;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The records of a CSV stream one after the other, whatever their columns mean. */
final class CsvRecords {

    private final CsvLimits limits;
    private final Lines lines;
    private final Utf8 utf8 = new Utf8();
    private RowScanner scanner;
    private @Nullable String broken;
    private boolean ascii;

    CsvRecords(InputStream in, CsvLimits limits) throws IOException {
        this.limits = limits;
        this.lines = new Lines(in, limits);
        this.scanner = new RowScanner((byte) ',', limits.recordLines());
    }

    /** Moves to the next record; false at the end. */
    boolean next() throws IOException {
        if (!lines.begin()) {
            return false;
        }
        read();
        return true;
    }

    /** Reads the current record again as if that delimiter separated its fields. */
    void readAgainWith(byte delimiter) throws IOException {
        scanner = new RowScanner(delimiter, limits.recordLines());
        if (!lines.isSkipped()) { // What was skipped is gone, and too long under each delimiter.
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
        ByteWindow window = lines.window();
        return scanner.text(window.bytes(), window.start(), index, ascii);
    }

    int start(int index) {
        return lines.window().start() + scanner.start(index);
    }

    int end(int index) {
        return lines.window().start() + scanner.end(index);
    }

    Lines lines() {
        return lines;
    }

    private void read() throws IOException {
        ByteWindow window = lines.window();
        int next = scanner.scan(window.bytes(), window.start(), window.end(), window.isLast());
        while (next == RowScanner.INCOMPLETE && window.more()) {
            next = scanner.scan(window.bytes(), window.start(), window.end(), window.isLast());
        }
        broken = scanner.broken();
        if (next < 0 || !lines.take(next - window.start(), scanner.lineBreaks() + 1)) {
            breakFirstLine();
            return;
        }
        ascii = Utf8.isAscii(window.bytes(), window.start(), next);
        if (!ascii && !utf8.isValid(window.bytes(), window.start(), next)) {
            broken = "it holds bytes that are not UTF-8";
        }
    }

    private void breakFirstLine() throws IOException {
        if (lines.takeLine()) {
            String why = broken == null ? "a quote is not closed within " + limit() : broken;
            broken = "broken CSV: " + why;
        } else {
            broken = "a line over " + limit();
        }
    }

    private String limit() {
        return (limits.recordBytes() >> 20) + " MiB";
    }
}
