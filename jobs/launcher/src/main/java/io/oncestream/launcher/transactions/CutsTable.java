package io.oncestream.launcher.transactions;

import static java.util.stream.Collectors.groupingBy;

import io.oncestream.launcher.console.Console;
import io.oncestream.launcher.sql.RowFormat.Column;
import io.oncestream.launcher.sql.TableFormat;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Prints for each sink what its databases can be read at, and which one holds that back. */
final class CutsTable {

    private static final List<Column> COLUMNS =
            List.of(
                    new Column("sink", false),
                    new Column("database", false),
                    new Column("number", false),
                    new Column("cut", true),
                    new Column("published", true),
                    new Column("horizon", true),
                    new Column("state", false),
                    new Column("run", false));

    private final Console console;
    private final Map<String, Long> reached = new HashMap<>();
    private final Map<String, Row> rows = new LinkedHashMap<>();

    private record Row(String database, SinkCut cut) {}

    CutsTable(Console console) {
        this.console = console;
    }

    /** Takes note of a database. All are looked at once more, for each is at another moment. */
    void look(String database, List<SinkCut> cuts) {
        for (SinkCut cut : cuts) {
            Row before = rows.put(database + " " + cut.sink(), new Row(database, cut));
            // The first looks say how far any had come before the second ones begin.
            if (before == null) {
                reached.merge(cut.sink(), cut.own().cut(), Math::max);
            }
        }
    }

    /**
     * Prints it.
     *
     * @param away databases that cannot be asked, with why
     */
    void print(List<String> away) {
        if (rows.isEmpty()) {
            return;
        }
        console.out.println();
        TableFormat table = new TableFormat(console.out, console.resultColumns(), false);
        table.begin(COLUMNS);
        TreeMap<String, List<Row>> sinks =
                rows.values().stream()
                        .collect(
                                groupingBy(
                                        row -> row.cut.sink(), TreeMap::new, Collectors.toList()));
        sinks.values().forEach(sink -> print(table, sink));
        table.end();
        console.out.flush();
        sinks.forEach((sink, found) -> sayMissing(sink, found, away));
    }

    private void print(TableFormat table, List<Row> sink) {
        long least = sink.stream().mapToLong(row -> row.cut.own().cut()).min().orElse(0);
        for (Row row : sink) {
            long cut = row.cut.own().cut();
            boolean holds = cut == least && cut < reached.getOrDefault(row.cut.sink(), 0L);
            List<@Nullable String> values =
                    List.of(
                            row.cut.sink(),
                            row.database,
                            "%d of %d".formatted(row.cut.participant() + 1, row.cut.participants()),
                            text(cut),
                            text(row.cut.published()),
                            text(row.cut.own().horizon()),
                            holds ? "holds the cut back" : "",
                            row.cut.own().run());
            table.row(values);
        }
    }

    private static String text(long checkpoint) {
        return checkpoint == 0 ? "none" : Long.toString(checkpoint);
    }

    private void sayMissing(String sink, List<Row> found, List<String> away) {
        int all = found.get(0).cut.participants();
        if (!away.isEmpty()) {
            console.say(sink + ": what is away holds its cut back");
        } else if (found.size() < all) {
            console.say(
                    "%s: %d of its %d databases; give --to for each to see which holds its cut back"
                            .formatted(sink, found.size(), all));
        }
    }
}
