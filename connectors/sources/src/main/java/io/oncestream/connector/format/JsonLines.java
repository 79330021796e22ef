package io.oncestream.connector.format;

import java.io.IOException;
import java.io.InputStream;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * JSON objects, one a line: see {@link JsonMessages}. A line over 1 MiB is rejected unread.
 *
 * @param <T> what the mapper makes of each object
 */
public record JsonLines<T>(JsonMessages<T> messages) implements RecordFormat<T> {

    /** So many lines without any object are no accident. */
    private static final int CHECKED_LINES = 100;

    @Override
    public RecordReader<T> open(InputStream in, String source) throws IOException {
        return open(in, source, CsvLimits.DEFAULT);
    }

    RecordReader<T> open(InputStream in, String source, CsvLimits limits) throws IOException {
        return new JsonLineReader<>(new Lines(in, limits), messages, source);
    }

    @Override
    public TypeInformation<T> type() {
        return messages.type();
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
