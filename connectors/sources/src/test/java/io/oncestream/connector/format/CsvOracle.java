package io.oncestream.connector.format;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What CSV is, said once more in the slowest way: a regular expression on the whole input. */
final class CsvOracle {

    private static final String FIELD =
            "(?:\"(?:[^\"]|\"\")*+\"(?=,|\\r?\\n|\\r?\\z)|(?!\")[^,\\n]*+)";
    private static final Pattern RECORD =
            Pattern.compile(FIELD + "(?:," + FIELD + ")*+(?:\\n|(?<=\")\\r\\n|(?<=\")\\r?\\z|\\z)");
    private static final Pattern ONE_FIELD = Pattern.compile(FIELD + "(?:,|\\r?\\n|\\r?\\z)");

    /**
     * @param fields null for a record that is broken
     * @param text of a broken record; null where a small limit cuts it earlier than a reader does
     */
    record Expected(List<String> fields, String text, long line, long endOffset) {}

    private final CsvLimits limits;
    private final byte[] bytes;
    private final String input;
    private final List<Expected> records = new ArrayList<>();
    private long line = 1;
    private int at;

    private CsvOracle(byte[] bytes, CsvLimits limits) {
        this.bytes = bytes;
        this.input = new String(bytes, StandardCharsets.ISO_8859_1);
        this.limits = limits;
    }

    static List<Expected> records(byte[] bytes, CsvLimits limits) {
        CsvOracle oracle = new CsvOracle(bytes, limits);
        oracle.at = oracle.input.startsWith("\u00EF\u00BB\u00BF") ? 3 : 0;
        while (oracle.at < bytes.length) {
            oracle.read();
        }
        return oracle.records;
    }

    private void read() {
        int lineFeed = input.indexOf('\n', at);
        int lineEnd = lineFeed < 0 ? input.length() : lineFeed + 1;
        if (content(lineEnd).isEmpty()) {
            moveTo(lineEnd);
            return;
        }
        Matcher matcher = RECORD.matcher(input).region(at, input.length());
        matcher.useTransparentBounds(true);
        boolean row =
                matcher.lookingAt()
                        && content(matcher.end()).length() <= limits.recordBytes()
                        && content(matcher.end()).chars().filter(c -> c == '\n').count()
                                < limits.recordLines();
        int end = row ? matcher.end() : lineEnd;
        boolean valid = row && isUtf8(Arrays.copyOfRange(bytes, at, end));
        String content = content(end);
        String text = utf8(content).replace('\0', '\uFFFD');
        boolean whole = content.length() <= limits.recordBytes();
        String cut = text.length() > 1_000 ? text.substring(0, 1_000) : text;
        records.add(new Expected(valid ? fields(content) : null, whole ? cut : null, line, end));
        moveTo(end);
    }

    private void moveTo(int end) {
        line += input.substring(at, end).chars().filter(c -> c == '\n').count();
        at = end;
    }

    private String content(int end) {
        return input.substring(at, end).replaceFirst("\\n\\z", "").replaceFirst("\\r\\z", "");
    }

    private static List<String> fields(String content) {
        List<String> fields = new ArrayList<>();
        Matcher matcher = ONE_FIELD.matcher(content);
        int from = 0;
        boolean more = true;
        while (more) {
            matcher.region(from, content.length());
            if (!matcher.lookingAt()) {
                throw new IllegalStateException("no field at " + from + " of " + content);
            }
            more = matcher.group().endsWith(",");
            String field = more ? dropLast(matcher.group()) : matcher.group();
            boolean quoted = field.startsWith("\"");
            fields.add(utf8(quoted ? dropLast(field.substring(1)).replace("\"\"", "\"") : field));
            from = matcher.end();
        }
        return fields;
    }

    private static String dropLast(String text) {
        return text.substring(0, text.length() - 1);
    }

    private static String utf8(String latin1) {
        return new String(latin1.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static boolean isUtf8(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes);
    }
}
