package io.oncestream.launcher.job;

import io.oncestream.function.SplitDecoded;
import io.oncestream.launcher.console.CommandText;
import io.oncestream.launcher.console.Console;
import io.oncestream.launcher.console.ProgressLine;
import io.oncestream.launcher.database.EmbeddedDatabase;
import io.oncestream.launcher.database.TargetDatabase;
import io.oncestream.launcher.database.TargetDatabases;
import io.oncestream.launcher.database.WrittenTables;
import io.oncestream.launcher.flink.DatabaseWait;
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
import java.util.TreeMap;

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
    public void print(
            TargetDatabases targets, String jobId, Map<String, Long> counts, double seconds)
            throws SQLException {
        showEnd(counts, seconds);
        Unused unused = new Unused(console.out);
        unused.printFirst(targets.first(), request.tables(), counts);
        String result = showResult(targets.first(), jobId);
        new TreeMap<>(counts)
                .forEach((counter, count) -> line(words(counter), ProgressLine.count(count)));
        unused.printLast(targets.first(), request.tables(), counts);
        for (TargetDatabase target : targets.all()) {
            showTables(target, jobId, targets.all().size() > 1);
        }
        line("seconds", String.format(Locale.ROOT, "%.1f", seconds));
        line("query", queryCommand(result));
        console.out.flush();
    }

    /** In a pipe the progress ends with where it came to, however short the run was. */
    private void showEnd(Map<String, Long> counts, double seconds) {
        if (!console.inPlace()) {
            long bytes = counts.getOrDefault(SplitDecoded.BYTES_READ, 0L);
            long rows = counts.getOrDefault(SplitDecoded.ROWS_READ, 0L);
            long rejected = counts.getOrDefault(SplitDecoded.ROWS_REJECTED, 0L);
            console.progress(
                    ProgressLine.ofEnd(
                            request.job().name(),
                            new JobProgress(bytes, bytes, rows, rows, rejected, DatabaseWait.NONE),
                            seconds));
        }
    }

    /** Returns the result table's name as a query has it. */
    private String showResult(TargetDatabase target, String jobId) throws SQLException {
        String table = request.tables().get(0);
        try (Connection connection = target.connect()) {
            WrittenTables tables = new WrittenTables(connection);
            TableFormat format = new TableFormat(console.out, console.resultColumns(), false);
            new QueryResult(console.out, format, true)
                    .print(connection, tables.firstRows(table, ROWS_SHOWN));
            String noted = tables.noted(table);
            long rows =
                    tables.of(jobId).stream()
                            .filter(written -> written.tables().equals(List.of(noted)))
                            .mapToLong(WrittenTables.Written::rows)
                            .sum();
            if (rows > ROWS_SHOWN) {
                console.out.println(
                        "(%d of %s rows)".formatted(ROWS_SHOWN, ProgressLine.count(rows)));
            }
            console.out.println();
            return tables.inQuery(table);
        }
    }

    private void showTables(TargetDatabase target, String jobId, boolean several)
            throws SQLException {
        try (Connection connection = target.connect()) {
            for (WrittenTables.Written written : new WrittenTables(connection).of(jobId)) {
                String rows = ProgressLine.count(written.rows());
                line(
                        "rows written",
                        "%s to %s%s"
                                .formatted(
                                        rows,
                                        written.names(),
                                        several ? " at " + target.shownUrl() : ""));
            }
        }
    }

    /** {@code rowsRead} as {@code rows read}. */
    private static String words(String counter) {
        return counter.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
    }

    private String queryCommand(String table) {
        List<String> words = new ArrayList<>(List.of(home.command(), "sql"));
        String url = request.embedded() ? EmbeddedDatabase.ANY_URL : request.to().get(0).url();
        if (!request.embedded()) {
            words.addAll(List.of("--to", url));
            request.passwordFile()
                    .ifPresent(file -> words.addAll(List.of("--password-file", file)));
        }
        return CommandText.of(words) + " " + doubleQuoted("SELECT * FROM " + table + " LIMIT 10");
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
