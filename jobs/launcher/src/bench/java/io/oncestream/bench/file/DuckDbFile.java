package io.oncestream.bench.file;

import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.Check;
import io.oncestream.bench.measure.FlinkEngine;
import io.oncestream.bench.measure.Work;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;

/** DuckDB, from its CSV reader to a table in a file of its own. */
final class DuckDbFile implements Work {

    private static final String QUERY =
            """
            CREATE TABLE averages AS
            SELECT key, date_trunc('hour', time) AS window_start,
              date_trunc('hour', time) + INTERVAL 1 HOUR AS window_end, count(*) AS count,
              sum(value) AS sum, avg(value) AS mean,
              sum(weight * value) / sum(weight) AS weighted_mean, min(value) AS min,
              max(value) AS max, arg_min(value, time) AS first, arg_max(value, time) AS last,
              stddev_pop(value) AS stddev
            FROM read_csv('%s', header = true, columns = {'key': 'VARCHAR', 'time': 'TIMESTAMP',
              'value': 'DOUBLE', 'weight': 'DOUBLE'})
            GROUP BY ALL""";

    private static final String ROWS =
            """
            SELECT key, epoch_ms(window_start), count, sum, mean, weighted_mean, min, max, first,
              last, stddev FROM averages""";

    private final Connection connection;
    private final Path input;

    private DuckDbFile(Connection connection, Path input) {
        this.connection = connection;
        this.input = input;
    }

    static Work prepare(Case one) throws SQLException {
        Path file =
                Path.of(System.getProperty("java.io.tmpdir"), System.nanoTime() + ".duckdb");
        Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET threads TO " + one.number(FlinkEngine.PARALLELISM));
        }
        return new DuckDbFile(connection, CsvFile.of(one));
    }

    @Override
    public Instant run() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(QUERY.formatted(input));
            // Until then part of it may be in its log.
            statement.execute("CHECKPOINT");
        }
        return Instant.now();
    }

    @Override
    public Check check() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(ROWS)) {
            return AveragesTable.check(rows);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
