package io.oncestream.bench.chaos;

import io.oncestream.connector.reading.ReadingSequences;
import io.oncestream.bench.chaos.ExpectedWindows.Window;
import io.oncestream.connector.source.generator.GeneratorOptions;
import io.oncestream.job.averages.AveragesJob;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Calendar;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TimeZone;

/** The averages job: one row a key and window, each compared with what it has to be. */
final class UpsertedAverages implements Workload {

    private final long seed;
    private final ExpectedWindows expected;

    UpsertedAverages(long seed) {
        this.seed = seed;
        this.expected = new ExpectedWindows(GeneratorOptions.of(source(), new ReadingSequences()));
    }

    @Override
    public String table() {
        return "averages";
    }

    @Override
    public String source() {
        return "gen:?keys=20&step=1ms&seed=" + seed;
    }

    @Override
    public int rate() {
        return 5_000;
    }

    @Override
    public List<String> options() {
        return List.of("--class", AveragesJob.class.getName());
    }

    @Override
    public List<String> arguments(String from, String to) {
        return List.of("--from", from, "--to", to, "--table", table());
    }

    @Override
    public long readings(Connection snapshot) throws SQLException {
        return readings(lastStarts(rows(snapshot)));
    }

    private long readings(Map<String, Instant> lastStarts) {
        Instant last = lastStarts.values().stream().max(Instant::compareTo).orElseThrow();
        return expected.readingsBefore(last.plus(ExpectedWindows.LENGTH));
    }

    @Override
    public Agreement check(Connection snapshot, OptionalLong end) throws SQLException {
        Map<Window, WindowRow> actual = rows(snapshot);
        Map<String, Instant> lastStarts = lastStarts(actual);
        Comparison comparison = new Comparison(actual);
        expected.upTo(end.orElseGet(() -> readings(lastStarts)))
                .forEach(
                        (window, row) -> {
                            Instant last = lastStarts.getOrDefault(window.key(), Instant.MIN);
                            if (end.isPresent() || !window.start().isAfter(last)) {
                                comparison.expect(window, row);
                            }
                        });
        comparison.expectNothingElse();
        long ledgerRows = new Ledger(snapshot, table()).rows();
        // A row that was written twice is in the table once.
        long writtenAgain = Math.max(0, ledgerRows - actual.size());
        return new Agreement(
                table(),
                actual.size(),
                ledgerRows,
                comparison.lost,
                comparison.doubled + writtenAgain,
                comparison.difference);
    }

    private static Map<String, Instant> lastStarts(Map<Window, WindowRow> rows) {
        Map<String, Instant> last = new HashMap<>();
        rows.keySet()
                .forEach(
                        window ->
                                last.merge(
                                        window.key(),
                                        window.start(),
                                        (one, other) -> one.isAfter(other) ? one : other));
        return last;
    }

    private Map<Window, WindowRow> rows(Connection snapshot) throws SQLException {
        Map<Window, WindowRow> rows = new HashMap<>();
        Calendar utc = Calendar.getInstance(TimeZone.getTimeZone("UTC"));
        try (Statement statement = snapshot.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM " + table())) {
            while (row.next()) {
                Instant start = row.getTimestamp("window_start", utc).toInstant();
                rows.put(
                        new Window(row.getString("key"), start),
                        new WindowRow(
                                row.getLong("count"),
                                row.getDouble("sum"),
                                row.getDouble("min"),
                                row.getDouble("max"),
                                row.getDouble("first"),
                                row.getDouble("last")));
            }
        }
        return rows;
    }

    /** Takes from the actual rows those that are expected. */
    private static final class Comparison {
        private final Map<Window, WindowRow> actual;
        private final Map<Window, WindowRow> unexpected;
        private long lost;
        private long doubled;
        private Optional<String> difference = Optional.empty();

        Comparison(Map<Window, WindowRow> actual) {
            this.actual = actual;
            this.unexpected = new HashMap<>(actual);
        }

        void expect(Window window, WindowRow row) {
            unexpected.remove(window);
            WindowRow found = actual.get(window);
            if (row.equals(found)) {
                return;
            }
            long more = (found == null ? 0 : found.count()) - row.count();
            lost += Math.max(0, -more);
            doubled += Math.max(0, more);
            difference =
                    Optional.of(
                            "%s has %s and must have %s"
                                    .formatted(window, found == null ? "no row" : found, row));
        }

        void expectNothingElse() {
            unexpected.forEach(
                    (window, row) -> {
                        doubled += row.count();
                        difference = Optional.of(window + " must not be there: " + row);
                    });
        }
    }
}
