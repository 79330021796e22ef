package io.oncestream.launcher.demo.anomalies;

import static java.util.Objects.requireNonNull;

import io.oncestream.connector.jdbc.Dialects;
import io.oncestream.connector.jdbc.database.Dialect;
import io.oncestream.kit.JobTables;
import io.oncestream.launcher.database.TargetDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.List;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/** The tables of a run, in the database that it writes to. */
final class PublishedTables {

    private static final String JOB = "anomalies";

    private final TargetDatabase database;
    private final String table;

    PublishedTables(TargetDatabase database, String table) {
        this.database = database;
        this.table = table;
    }

    private interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    List<Alarm> alarms() throws SQLException {
        return read(
                table,
                "time",
                row ->
                        new Alarm(
                                requireNonNull(row.getString("key")),
                                requireNonNull(instant(row, "time")),
                                row.getDouble("grade"),
                                row.getString("column_name"),
                                instant(row, "odd_at"),
                                row.getObject("value") == null ? null : row.getDouble("value")));
    }

    List<ForecastRow> forecasts() throws SQLException {
        return read(
                further("forecasts"),
                "made_at",
                row ->
                        new ForecastRow(
                                requireNonNull(row.getString("key")),
                                requireNonNull(instant(row, "made_at")),
                                row.getInt("step"),
                                requireNonNull(row.getString("column_name")),
                                row.getDouble("value"),
                                row.getDouble("lower"),
                                row.getDouble("upper")));
    }

    List<PredictionRow> predictions() throws SQLException {
        return read(
                further("predictions"),
                "time",
                row ->
                        new PredictionRow(
                                requireNonNull(instant(row, "time")),
                                requireNonNull(row.getString("label")),
                                row.getString("actual"),
                                row.getLong("version")));
    }

    List<ModelRow> models() throws SQLException {
        return read(
                further("models"),
                "version",
                row ->
                        new ModelRow(
                                row.getLong("version"),
                                row.getInt("examples"),
                                row.getLong("predicted"),
                                row.getLong("correct")));
    }

    private String further(String what) {
        return JobTables.further(JOB, table, what);
    }

    /** How many rows are judged, or odd. */
    long judged() throws SQLException {
        return count(table);
    }

    long forecast() throws SQLException {
        return count(further("forecasts"));
    }

    long predicted() throws SQLException {
        return count(further("predictions"));
    }

    long trained() throws SQLException {
        return count(further("models"));
    }

    long late() throws SQLException {
        return count(JobTables.beside(table, "late"));
    }

    long rejected() throws SQLException {
        return count(JobTables.rejected(table));
    }

    private long count(String from) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT COUNT(*) FROM " + dialect(connection).quoteTable(from))) {
            row.next();
            return row.getLong(1);
        }
    }

    private <T> List<T> read(String from, String order, Row<T> reader) throws SQLException {
        List<T> all = new ArrayList<>();
        try (Connection connection = database.connect()) {
            Dialect dialect = dialect(connection);
            String sql =
                    "SELECT * FROM %s ORDER BY %s"
                            .formatted(dialect.quoteTable(from), dialect.quote(order));
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                while (row.next()) {
                    all.add(reader.of(row));
                }
            }
        }
        return all;
    }

    private static Dialect dialect(Connection connection) throws SQLException {
        return Dialects.of(connection.getMetaData().getURL());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Calendar utc = Calendar.getInstance(TimeZone.getTimeZone("UTC"));
        Timestamp time = row.getTimestamp(column, utc);
        return time == null ? null : time.toInstant();
    }
}
