package io.oncestream.connector.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * JSON objects: see {@link JsonMessages}. Each is a line, where the first one is. In a file that
 * begins with an array, or with an object over several lines, they are the elements of arrays, or
 * follow each other however they are broken into lines. What is over 1 MiB is rejected unread.
 *
 * @param <T> what the mapper makes of each object
 */
public record JsonLines<T>(JsonMessages<T> messages) implements RecordFormat<T> {

    @Override
    public RecordReader<T> open(InputStream in, String source) throws IOException {
        return open(in, source, CsvLimits.DEFAULT);
    }

    RecordReader<T> open(InputStream in, String source, CsvLimits limits) throws IOException {
        Lines lines = new Lines(in, limits);
        return goesOverLines(lines)
                ? new JsonValueReader<>(lines, messages, source)
                : new JsonLineReader<>(lines, messages, source);
    }

    /** Whether a stream begins with an array, or with an object that its line does not end. */
    public static boolean goesOverLines(InputStream in) throws IOException {
        return goesOverLines(new Lines(in, CsvLimits.DEFAULT));
    }

    private static boolean goesOverLines(Lines lines) throws IOException {
        ByteWindow window = lines.window();
        while (lines.hasMore() && JsonExtent.isBlank(window.bytes()[window.start()])) {
            lines.skipByte();
        }
        if (!lines.hasMore() || window.bytes()[window.start()] != '{') {
            return lines.hasMore() && window.bytes()[window.start()] == '[';
        }
        int lineFeed = window.indexOfLineFeed();
        while ((lineFeed < 0 || lineFeed + 1 == window.end()) && window.more()) {
            lineFeed = window.indexOfLineFeed();
        }
        return lineFeed >= 0
                && lineFeed + 1 < window.end()
                && (window.bytes()[lineFeed + 1] != '{' || isWithinArray(window, lineFeed))
                && new JsonExtent().scan(window.bytes(), window.start(), lineFeed)
                        == JsonExtent.INCOMPLETE;
    }

    /**
     * Before an object on the next line: whether the line ends within an array of objects. Else one
     * that breaks off there is a broken line.
     */
    private static boolean isWithinArray(ByteWindow window, int lineFeed) {
        String line =
                new String(
                        window.bytes(),
                        window.start(),
                        lineFeed - window.start(),
                        StandardCharsets.ISO_8859_1);
        return line.matches("(?s).*(\\[|}\\s*,)\\s*");
    }

    /** Where records end depends on how the file begins. */
    @Override
    public boolean recordsEndWithUnquotedLines() {
        return false;
    }

    @Override
    public TypeInformation<T> type() {
        return messages.type();
    }

    @Override
    public void check(InputStream in, String source) throws IOException {
        FirstRecords<T> first = new FirstRecords<>(messages.mapper());
        List<String> rejected = first.check(new JsonLines<>(messages.with(first)), in, source);
        boolean object = first.areSome() || rejected.stream().anyMatch(JsonLines::isObject);
        if (!object && !rejected.isEmpty()) {
            throw new FormatException(
                    source
                            + " holds no JSON objects: none of the first records begins with {; is"
                            + " it CSV (--format csv)?");
        }
    }

    private static boolean isObject(String text) {
        return text.strip().startsWith("{");
    }
}
