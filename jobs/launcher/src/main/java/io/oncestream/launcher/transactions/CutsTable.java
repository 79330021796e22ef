package io.oncestream.launcher.transactions;

import static java.util.stream.Collectors.groupingBy;

import io.oncestream.launcher.console.Console;
import io.oncestream.launcher.sql.RowFormat.Column;
import io.oncestream.launcher.sql.TableFormat;
import java.util.ArrayList;
import java.util.List;
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
    private final List<Row> rows = new ArrayList<>();

    private record Row(String database, SinkCut cut) {}

    CutsTable(Console console) {
        this.console = console;
    }

    void add(String database, List<SinkCut> cuts) {
        cuts.forEach(cut -> rows.add(new Row(database, cut)));
    }

    /**
     * Prints it.
     *
     * @param away databases that cannot be asked
     */
    void print(List<String> away) {
        if (rows.isEmpty()) {
            return;
        }
        console.out.println();
        TableFormat table = new TableFormat(console.out, console.resultColumns(), false);
        table.begin(COLUMNS);
        TreeMap<String, List<Row>> sinks =
                rows.stream()
                        .collect(
                                groupingBy(
                                        row -> row.cut.sink(), TreeMap::new, Collectors.toList()));
        sinks.values().forEach(sink -> print(table, sink, away));
        table.end();
        console.out.flush();
        sinks.forEach((sink, found) -> sayMissing(sink, found, away));
    }

    private static void print(TableFormat table, List<Row> sink, List<String> away) {
        long least = sink.stream().mapToLong(row -> row.cut.own().cut()).min().orElse(0);
        long most = sink.stream().mapToLong(row -> row.cut.own().cut()).max().orElse(0);
        for (Row row : sink) {
            long cut = row.cut.own().cut();
            boolean holds = away.isEmpty() && cut == least && cut < most;
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
            console.say("%s: no cut beyond what it has while %s is away".formatted(sink, away));
        } else if (found.size() < all) {
            console.say(
                    "%s: %d of its %d databases; give --to for each to see which holds its cut back"
                            .formatted(sink, found.size(), all));
        }
    }
}
