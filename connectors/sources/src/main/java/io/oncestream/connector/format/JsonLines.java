package io.oncestream.connector.format;

import java.io.IOException;
import java.io.InputStream;

/** JSON objects, one a line: see {@link JsonMessages}. A line over 1 MiB is rejected unread. */
public record JsonLines(JsonMessages messages) implements ReadingFormat {

    /** So many lines without any object are no accident. */
    private static final int CHECKED_LINES = 100;

    @Override
    public RecordReader open(InputStream in, String source) throws IOException {
        return open(in, source, CsvLimits.DEFAULT);
    }

    RecordReader open(InputStream in, String source, CsvLimits limits) throws IOException {
        return new JsonLineReader(new Lines(in, limits), messages, source);
    }

    @Override
    public void check(InputStream in, String source) throws IOException {
        Lines lines = new Lines(in, CsvLimits.DEFAULT);
        boolean array = false;
        int count = 0;
        while (count < CHECKED_LINES && lines.begin()) {
            lines.takeLine();
            String text = lines.excerpt().strip();
            if (text.startsWith("{")) {
                return;
            }
            array |= count++ == 0 && text.startsWith("[");
        }
        if (array) {
            throw new FormatException(
                    source + " holds a JSON array: one object a line is needed (jq -c '.[]')");
        }
        if (count > 0) {
            throw new FormatException(
                    source
                            + " holds no JSON lines: none of the first begins with {; is it CSV"
                            + " (--format csv)?");
        }
    }
}
