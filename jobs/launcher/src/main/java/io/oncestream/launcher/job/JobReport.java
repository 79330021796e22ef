package io.oncestream.launcher.job;

import io.oncestream.connector.jdbc.Dialects;
import io.oncestream.launcher.console.CommandText;
import io.oncestream.launcher.console.Console;
import io.oncestream.launcher.console.ProgressLine;
import io.oncestream.launcher.database.EmbeddedDatabase;
import io.oncestream.launcher.database.TargetDatabase;
import io.oncestream.launcher.database.WrittenTables;
import io.oncestream.launcher.flink.JobProgress;
import io.oncestream.launcher.home.Home;
import io.oncestream.launcher.sql.QueryResult;
import io.oncestream.launcher.sql.TableFormat;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a job that came to its end has done: the first rows of its result, and figures. */
public final class JobReport {

    private static final int ROWS_SHOWN = 20;

    private final Home home;
    private final Console console;
    private final JobRequest request;

    public JobReport(Home home, Console console, JobRequest request) {
        this.home = home;
        this.console = console;
        this.request = request;
    }

    /** Prints it; {@code counts} are the job's accumulators. */
    public void print(TargetDatabase target, String jobId, Map<String, Long> counts, double seconds)
            throws SQLException {
        showEnd(counts, seconds);
        List<WrittenTables.Written> written;
        try (Connection connection = target.connect()) {
            WrittenTables tables = new WrittenTables(connection);
            written = tables.of(jobId);
            String query = tables.firstRows(request.table(), ROWS_SHOWN);
            TableFormat format = new TableFormat(console.out, console.resultColumns(), false);
            new QueryResult(console.out, format, true).print(connection, query);
        }
        long windows =
                written.stream()
                        .filter(table -> table.table().equals(request.table()))
                        .mapToLong(WrittenTables.Written::rows)
                        .sum();
        if (windows > ROWS_SHOWN) {
            console.out.println(
                    "(%d of %s rows)".formatted(ROWS_SHOWN, ProgressLine.count(windows)));
        }
        console.out.println();
        line("rows read", ProgressLine.count(counts.getOrDefault("rowsRead", 0L)));
        setAside("rejected", counts.getOrDefault("rowsRejected", 0L), written, "reasons");
        long late = counts.getOrDefault("rowsLate", 0L);
        if (late > 0) {
            setAside("late", late, written, "watermarks");
        }
        line("windows written", ProgressLine.count(windows));
        line("seconds", String.format(Locale.ROOT, "%.1f", seconds));
        line("query", queryCommand());
        console.out.flush();
    }

    /** In a pipe the progress ends with where it came to, however short the run was. */
    private void showEnd(Map<String, Long> counts, double seconds) {
        if (!console.inPlace()) {
            long bytes = counts.getOrDefault("bytesRead", 0L);
            long rows = counts.getOrDefault("rowsRead", 0L);
            long rejected = counts.getOrDefault("rowsRejected", 0L);
            console.progress(
                    ProgressLine.ofEnd(
                            request.job().name(),
                            new JobProgress(bytes, bytes, rows, rows, rejected),
                            seconds));
        }
    }

    /** Rows that are in no window, and the table that holds them with what says why. */
    private void setAside(String name, long rows, List<WrittenTables.Written> written, String why) {
        String table = request.table() + "_" + name;
        boolean told = rows > 0 && written.stream().anyMatch(w -> w.table().equals(table));
        String where = told ? ", with the %s in the table %s".formatted(why, table) : "";
        line(name, ProgressLine.count(rows) + where);
    }

    private String queryCommand() {
        List<String> words = new ArrayList<>(List.of(home.command(), "sql"));
        if (!request.embedded()) {
            words.addAll(List.of("--to", request.to()));
            request.passwordFile()
                    .ifPresent(file -> words.addAll(List.of("--password-file", file)));
        }
        String table = request.table();
        boolean plain = table.matches("[a-z_][a-z0-9_]*");
        String url = request.embedded() ? EmbeddedDatabase.ANY_URL : request.to();
        String name = plain ? table : Dialects.of(url).quote(table);
        return CommandText.of(words) + " " + doubleQuoted("SELECT * FROM " + name + " LIMIT 10");
    }

    private static String doubleQuoted(String sql) {
        return sql.contains("\"") || sql.contains("`")
                ? CommandText.of(List.of(sql))
                : '"' + sql + '"';
    }

    private void line(String name, String value) {
        console.out.printf(Locale.ROOT, "%-16s %s%n", name, value);
    }
}
