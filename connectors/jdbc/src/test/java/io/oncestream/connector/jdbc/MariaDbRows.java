package io.oncestream.connector.jdbc;

import io.oncestream.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.jspecify.annotations.Nullable;

/** Writes rows of all types to table t of a MariaDB, and reads them back. */
record MariaDbRows(TestDatabase database) {
    record Row(
            String name, @Nullable Double number, @Nullable Instant time, @Nullable String note) {}

    static TableMapping.Builder<Row> columns() {
        return TableMapping.<Row>table("t")
                .text("name", Row::name)
                .doublePrecision("number", Row::number)
                .timestamp("time", Row::time)
                .text("note", Row::note);
    }

    void write(DatabaseAddress address, TableMapping<Row> mapping, List<Row> rows)
            throws Exception {
        try (OneTableWriter<Row> writer =
                new OneTableWriter<>(
                        SinkHarness.options(address),
                        mapping,
                        SinkHarness.memory(),
                        new UnregisteredMetricsGroup())) {
            writer.start(SinkHarness.firstAttempt("one"));
            rows.forEach(writer::add);
            writer.commit(writer.seal(1).orElseThrow());
        }
    }

    void write(Row... rows) throws Exception {
        write(database.address(), columns().primaryKey("name").build(), List.of(rows));
    }

    void forgetTheFirstRun() throws Exception {
        database.execute("DROP TABLE oncestream_sinks, oncestream_transactions");
        database.execute("DELETE FROM t");
    }

    static Row named(String name) {
        return new Row(name, null, null, null);
    }

    DatabaseAddress throughMySqlsDriver() {
        return new DatabaseAddress(
                database.address().url().replace("jdbc:mariadb:", "jdbc:mysql:"),
                database.address().password());
    }

    List<Row> readBack() throws Exception {
        List<Row> rows = new ArrayList<>();
        try (Connection connection = database.address().connect();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT name, number, REPLACE(time, ' ', 'T'), note FROM t"
                                        + " ORDER BY name")) {
            while (row.next()) {
                double number = row.getDouble(2);
                boolean isNull = row.wasNull();
                String time = row.getString(3);
                rows.add(
                        new Row(
                                row.getString(1),
                                isNull ? null : (Double) number,
                                time == null ? null : Instant.parse(time + "Z"),
                                row.getString(4)));
            }
        }
        return rows;
    }
}
