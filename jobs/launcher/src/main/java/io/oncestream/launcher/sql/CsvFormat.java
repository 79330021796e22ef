package io.oncestream.launcher.sql;

import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * RFC 4180 with a header, but with line feeds alone, as shells and other databases' tools expect;
 * NULL is an empty field, the empty text a quoted one.
 */
final class CsvFormat implements RowFormat {

    private static final String LINE_END = "\n";

    private final PrintStream out;

    CsvFormat(PrintStream out) {
        this.out = out;
    }

    @Override
    public void begin(List<Column> columns) {
        row(columns.stream().map(Column::name).collect(Collectors.toList()));
    }

    @Override
    public void row(List<@Nullable String> values) {
        out.print(values.stream().map(CsvFormat::field).collect(Collectors.joining(",")));
        out.print(LINE_END);
    }

    @Override
    public void end() {}

    private static String field(@Nullable String value) {
        if (value == null) {
            return "";
        }
        boolean plain = !value.isEmpty() && value.chars().noneMatch(c -> "\",\r\n".indexOf(c) >= 0);
        return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
    }
}
