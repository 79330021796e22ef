package io.oncestream.bench.file;

import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.Check;
import io.oncestream.bench.measure.Tally;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A database on the common PostgreSQL, for one contestant and one case. */
final class OwnDatabase implements AutoCloseable {

    /** What a case is told: the address of the server's own database. */
    static final String SERVER = "server-url";

    static final String TABLE = "averages";

    private static final int FETCHED = 10_000;

    private static final String ROWS =
            """
            SELECT key, (extract(epoch FROM window_start) * 1000)::bigint, count, sum, mean,
              weighted_mean, min, max, first, last, stddev FROM averages""";

    private final String server;
    private final String name;

    private OwnDatabase(String server, String name) {
        this.server = server;
        this.name = name;
    }

    static OwnDatabase create(Case one) throws SQLException {
        String name = "bench_" + ProcessHandle.current().pid() + "_" + System.nanoTime();
        OwnDatabase database = new OwnDatabase(one.text(SERVER), name);
        try (Connection connection = DriverManager.getConnection(database.server);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
            // What those before left to be written is not this one's.
            statement.execute("CHECKPOINT");
        }
        return database;
    }

    /** With the table that the peers fill, which is the one that ours makes itself. */
    OwnDatabase withTable() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    CREATE TABLE averages (key text, window_start timestamp(6),
                      window_end timestamp(6), count bigint NOT NULL, sum double precision,
                      mean double precision, weighted_mean double precision,
                      min double precision, max double precision, first double precision,
                      last double precision, stddev double precision,
                      PRIMARY KEY (key, window_start, window_end))""");
        }
        return this;
    }

    String url() {
        return server.replaceFirst("/postgres\\?", "/" + name + "?");
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url());
    }

    Check check() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            try (ResultSet left = statement.executeQuery("SELECT gid FROM pg_prepared_xacts")) {
                if (left.next()) {
                    throw new IllegalStateException("left: transaction " + left.getString(1));
                }
            }
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

    @Override
    public void close() throws SQLException {
        try (Connection connection = DriverManager.getConnection(server);
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE " + name + " WITH (FORCE)");
        }
    }
}
