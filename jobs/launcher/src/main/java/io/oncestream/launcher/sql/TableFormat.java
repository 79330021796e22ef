package io.oncestream.launcher.sql;

import io.oncestream.launcher.console.Printable;
import io.oncestream.launcher.console.ProgressLine;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Aligned columns for a person. The first rows decide how wide each column is; trailing columns
 * that do not fit into a line are left out, and it says which.
 */
public final class TableFormat implements RowFormat {

    static final String NULL = "NULL";
    private static final int ROWS_MEASURED = 200;
    private static final int CELL_MAX = 60;
    private static final String GAP = "  ";

    private final PrintStream out;
    private final int columnsMax;
    private final boolean caption;
    private final List<List<String>> measured = new ArrayList<>();
    private List<Column> columns = List.of();
    private int[] widths = {};
    private int shown;
    private boolean begun;
    private long rows;

    /**
     * A table whose lines are at most {@code columnsMax} wide.
     *
     * @param caption whether the number of rows is printed below it
     */
    public TableFormat(PrintStream out, int columnsMax, boolean caption) {
        this.out = out;
        this.columnsMax = columnsMax;
        this.caption = caption;
    }

    @Override
    public void begin(List<Column> all) {
        columns = all;
        widths = all.stream().mapToInt(column -> length(Printable.of(column.name()))).toArray();
    }

    @Override
    public void row(List<@Nullable String> values) {
        List<String> cells =
                values.stream()
                        .map(value -> value == null ? NULL : Printable.of(value))
                        .collect(Collectors.toList());
        rows++;
        if (begun) {
            print(cells);
            return;
        }
        measured.add(cells);
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], length(cells.get(i)));
        }
        if (measured.size() == ROWS_MEASURED) {
            printMeasured();
        }
    }

    @Override
    public void end() {
        if (!begun) {
            printMeasured();
        }
        if (caption) {
            out.println("(" + ProgressLine.count(rows) + (rows == 1 ? " row)" : " rows)"));
        }
        if (shown < columns.size()) {
            out.println(
                    "(not shown, the terminal is too narrow: "
                            + columns.subList(shown, columns.size()).stream()
                                    .map(column -> Printable.of(column.name()))
                                    .collect(Collectors.joining(", "))
                            + ")");
        }
    }

    private void printMeasured() {
        begun = true;
        fit();
        print(columns.stream().map(column -> Printable.of(column.name())).toList());
        print(Arrays.stream(widths).mapToObj("-"::repeat).toList());
        measured.forEach(this::print);
        measured.clear();
    }

    private void fit() {
        int used = 0;
        for (int i = 0; i < widths.length; i++) {
            if (columnsMax < Integer.MAX_VALUE) {
                widths[i] = Math.min(widths[i], Math.min(CELL_MAX, columnsMax));
            }
            used += widths[i] + (i == 0 ? 0 : GAP.length());
            if (used > columnsMax) {
                return;
            }
            shown = i + 1;
        }
    }

    private void print(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < shown; i++) {
            String cell = cut(cells.get(i), widths[i]);
            String padding = " ".repeat(Math.max(0, widths[i] - length(cell)));
            line.append(i == 0 ? "" : GAP);
            line.append(columns.get(i).number() ? padding + cell : cell + padding);
        }
        out.println(line.toString().stripTrailing());
    }

    /** Rows behind the measured ones may be wider: on a terminal they are cut, elsewhere not. */
    private String cut(String cell, int width) {
        if (columnsMax == Integer.MAX_VALUE || length(cell) <= width) {
            return cell;
        }
        return cell.substring(0, cell.offsetByCodePoints(0, width - 1)) + "…";
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
