package io.oncestream.launcher.demo.trends;

import io.oncestream.connector.jdbc.Dialects;
import io.oncestream.connector.jdbc.database.Dialect;
import io.oncestream.kit.JobTables;
import io.oncestream.launcher.database.TargetDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The job's tables, in the database that it writes to. */
final class TrendTables {

    private static final String JOB = "trends";

    private final TargetDatabase database;
    private final String table;

    TrendTables(TargetDatabase database, String table) {
        this.database = database;
        this.table = table;
    }

    private interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    /** Whether the trend of the last hour is there. */
    boolean hasClosed() throws SQLException {
        try (Connection connection = database.connect()) {
            return rows(connection, further("trending"), "", row -> row.getString(1), "category")
                    .contains(ShopScript.CLOSING);
        }
    }

    TrendRows read() throws SQLException {
        try (Connection connection = database.connect()) {
            Map<String, List<String>> related = new HashMap<>();
            rows(
                    connection,
                    further("related"),
                    "rank",
                    row ->
                            related.computeIfAbsent(row.getString(1), none -> new ArrayList<>())
                                    .add(String.valueOf(row.getString(2))),
                    "item",
                    "other");
            return new TrendRows(
                    rows(
                            connection,
                            further("trending"),
                            "window_end",
                            row ->
                                    new TrendRows.Rising(
                                            row.getString(1),
                                            time(row, 2),
                                            row.getString(3),
                                            row.getLong(4),
                                            row.getLong(5)),
                            "category",
                            "window_end",
                            "item",
                            "count",
                            "error"),
                    related,
                    rows(
                            connection,
                            further("pushes"),
                            "time",
                            row ->
                                    new TrendRows.Pushed(
                                            row.getString(1), row.getString(2), time(row, 3)),
                            "user",
                            "item",
                            "time"),
                    rows(connection, JobTables.beside(table, "late"), "", row -> 1, "item").size(),
                    rows(connection, JobTables.rejected(table), "", row -> 1, "position").size());
        }
    }

    private String further(String what) {
        return JobTables.further(JOB, table, what);
    }

    /** PostgreSQL's times have a zone, and MariaDB's are in UTC. */
    private static Instant time(ResultSet row, int column) throws SQLException {
        return row.getMetaData().getColumnTypeName(column).startsWith("timestamptz")
                ? row.getObject(column, OffsetDateTime.class).toInstant()
                : row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
    }

    private static <T> List<T> rows(
            Connection connection, String name, String order, Reading<T> reading, String... columns)
            throws SQLException {
        Dialect dialect = Dialects.of(connection.getMetaData().getURL());
        String sql =
                "SELECT %s FROM %s%s"
                        .formatted(
                                Stream.of(columns)
                                        .map(dialect::quote)
                                        .collect(Collectors.joining(", ")),
                                dialect.quoteTable(name),
                                order.isEmpty() ? "" : " ORDER BY " + dialect.quote(order));
        List<T> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                rows.add(reading.of(row));
            }
        }
        return rows;
    }
}
