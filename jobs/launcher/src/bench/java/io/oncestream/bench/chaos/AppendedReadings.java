package io.oncestream.bench.chaos;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** {@link ReadingsJob}: one row a reading, so that each lost or doubled one is a row. */
final class AppendedReadings implements Workload {

    /** The generator's: the numbers of one class are read in their order, by one subtask. */
    private static final int CLASSES = 120;

    private final long seed;

    AppendedReadings(long seed) {
        this.seed = seed;
    }

    @Override
    public String table() {
        return "readings";
    }

    @Override
    public String source() {
        return "gen:?step=1ms&seed=" + seed;
    }

    @Override
    public int rate() {
        return 500;
    }

    @Override
    public List<String> options() {
        return RunningJob.beside(ReadingsJob.class);
    }

    @Override
    public List<String> arguments(String from, String to) {
        return List.of(from, to, table());
    }

    @Override
    public long readings(Connection snapshot) throws SQLException {
        String sql = "SELECT COALESCE(MAX(%s), -1) FROM %s".formatted(ReadingsJob.NUMBER, table());
        try (Statement statement = snapshot.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            // The other subtask may be ahead.
            return row.getLong(1) + CLASSES;
        }
    }

    @Override
    public Agreement check(Connection snapshot, OptionalLong end) throws SQLException {
        String sql =
                "SELECT MOD(%1$s, %2$d), COUNT(*), COUNT(DISTINCT %1$s), MAX(%1$s) FROM %3$s GROUP BY MOD(%1$s, %2$d)"
                        .formatted(ReadingsJob.NUMBER, CLASSES, table());
        long rows = 0;
        long expected = end.orElse(0);
        long distinct = 0;
        try (Statement statement = snapshot.createStatement();
                ResultSet one = statement.executeQuery(sql)) {
            while (one.next()) {
                rows += one.getLong(2);
                distinct += one.getLong(3);
                if (end.isEmpty()) {
                    expected += 1 + (one.getLong(4) - one.getLong(1)) / CLASSES;
                }
            }
        }
        long ledgerRows = new Ledger(snapshot, table()).rows();
        return new Agreement(
                table(), rows, ledgerRows, expected - distinct, rows - distinct, Optional.empty());
    }
}
