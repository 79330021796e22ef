package io.oncestream.job.averages;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.cli.CommandLines;
import io.oncestream.testing.DatabaseKind;
import io.oncestream.testing.FlinkCluster;
import io.oncestream.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The whole job into MariaDB: its table is PostgreSQL's, bit by bit. */
class AveragesMariaDbITCase {

    private static final List<String> NUMBERS =
            List.of(
                    "count",
                    "sum",
                    "mean",
                    "weighted_mean",
                    "min",
                    "max",
                    "first",
                    "last",
                    "stddev");

    @RegisterExtension
    static final FlinkCluster FLINK =
            FlinkCluster.ofSlots(2, new Configuration().set(PipelineOptions.GENERIC_TYPES, false));

    @Test
    void theTableIsTheSameAsInPostgreSql() throws Exception {
        List<String> postgres = tableOn(DatabaseKind.POSTGRES);
        assertThat(postgres).hasSizeGreaterThan(1_000);
        assertThat(tableOn(DatabaseKind.MARIADB)).containsExactlyElementsOf(postgres);
    }

    private static List<String> tableOn(DatabaseKind kind) throws Exception {
        TestDatabase database = kind.newDatabase();
        List<String> args = new ArrayList<>(List.of("--from", "file:samples/flights-2k.csv"));
        new AveragesJob()
                .sample()
                .orElseThrow()
                .options()
                .forEach((option, value) -> args.addAll(List.of(option, value)));
        args.addAll(List.of("--to", database.address().url(), "--parallelism", "2"));
        args.addAll(List.of("--checkpoint-interval", "200ms"));
        AveragesOptions options = new AveragesOptions();
        CommandLines.parse(CommandLines.of(options), args.toArray(new String[0]));
        StreamExecutionEnvironment env = options.execution().environment();
        AveragesJob.build(env, options.config(), options.sources(), options.sinks());
        env.execute();
        return rows(database);
    }

    private static List<String> rows(TestDatabase database) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = database.address().connect();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                database.kind()
                                        .choose(
                                                "SELECT *, window_start AT TIME ZONE 'UTC' AS utc"
                                                        + " FROM averages",
                                                "SELECT *, DATE_FORMAT(window_start,"
                                                        + " '%Y-%m-%d %H:%i:%s') AS utc"
                                                        + " FROM averages"))) {
            while (row.next()) {
                StringBuilder text = new StringBuilder();
                text.append(row.getString("utc")).append(' ').append(row.getString("key"));
                for (String number : NUMBERS) {
                    double value = row.getDouble(number);
                    text.append(' ').append(row.wasNull() ? "NULL" : Double.toString(value));
                }
                rows.add(text.toString());
            }
        }
        rows.sort(null);
        return rows;
    }
}
