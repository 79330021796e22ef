package io.oncestream.bench.file;

import io.oncestream.bench.measure.Check;
import io.oncestream.bench.measure.OwnDatabase;
import io.oncestream.bench.measure.Tally;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The result, as a table of a database of its own. */
final class AveragesTable {

    static final String NAME = "averages";

    private static final int FETCHED = 10_000;

    private static final String ROWS =
            """
            SELECT key, (extract(epoch FROM window_start) * 1000)::bigint, count, sum, mean,
              weighted_mean, min, max, first, last, stddev FROM averages""";

    private AveragesTable() {}

    /** Makes the table that the peers fill, which is the one that ours makes itself. */
    static void create(OwnDatabase database) throws SQLException {
        database.execute(
                """
                CREATE TABLE averages (key text, window_start timestamp(6),
                  window_end timestamp(6), count bigint NOT NULL, sum double precision,
                  mean double precision, weighted_mean double precision,
                  min double precision, max double precision, first double precision,
                  last double precision, stddev double precision,
                  PRIMARY KEY (key, window_start, window_end))""");
    }

    static Check check(OwnDatabase database) throws SQLException {
        database.checkNothingPrepared();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.setFetchSize(FETCHED);
            try (ResultSet rows = statement.executeQuery(ROWS)) {
                return check(rows);
            }
        }
    }

    /** Of rows with key, start in milliseconds, count, and all statistics. */
    static Check check(ResultSet rows) throws SQLException {
        Tally.reset();
        Tally tally = new Tally();
        double[] statistics = new double[Tally.COUNT];
        while (rows.next()) {
            for (int i = 0; i < statistics.length; i++) {
                statistics[i] = rows.getDouble(4 + i);
            }
            tally.add(rows.getString(1), rows.getLong(2), rows.getLong(3), statistics);
        }
        tally.publish();
        return Tally.total();
    }
}
