package io.oncestream.job.averages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.cli.CommandLines;
import io.oncestream.function.BadRecordException;
import io.oncestream.function.SplitDecoded;
import io.oncestream.testing.FlinkCluster;
import io.oncestream.testing.PostgresServer;
import io.oncestream.testing.TestDatabase;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ExceptionUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole job: files, Flink's MiniCluster and a real PostgreSQL. */
class AveragesJobITCase {

    private static final Path WEATHER = Path.of("src/test/resources/seattle-weather-hourly.csv");

    /** Enough for a mean half-way between two doubles to be seen as that. */
    private static final MathContext DIGITS = new MathContext(100);

    @RegisterExtension
    static final FlinkCluster FLINK =
            FlinkCluster.ofSlots(
                    4,
                    new Configuration()
                            .set(PipelineOptions.GENERIC_TYPES, false)
                            .set(PipelineOptions.OBJECT_REUSE, true));

    @TempDir private Path folder;
    private TestDatabase database;

    @BeforeEach
    void createDatabase() throws Exception {
        database = PostgresServer.newDatabase();
    }

    @Test
    void dailyMeansOfAYearOfWeatherAreThoseOfAPlainRecomputation() throws Exception {
        run("--from", "file:" + WEATHER, "--parallelism", "2");
        assertThat(table()).isEqualTo(recomputed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void shuffledAndSplitCopiesGiveTheSame(String parallelism) throws Exception {
        split(3, 20260102);
        run("--from", "file:" + folder, "--parallelism", parallelism);
        assertThat(table()).isEqualTo(recomputed());
    }

    @Test
    void aRowThatCannotBeUsedIsSetAsideOnce() throws Exception {
        Path file = fileWithABadRow();
        JobExecutionResult result = run("--from", "file:" + file, "--parallelism", "2");
        assertThat(database.queryLong("SELECT sum(count) FROM averages")).isEqualTo(2);
        assertThat(database.query("SELECT source, position, text FROM averages_rejected"))
                .containsExactly(file + "|3|2010-01-01T02:00:00,warm");
        assertThat(result.<Long>getAccumulatorResult(SplitDecoded.ROWS_READ)).isEqualTo(3);
        assertThat(result.<Long>getAccumulatorResult(SplitDecoded.ROWS_REJECTED)).isEqualTo(1);
        assertThat(result.<Long>getAccumulatorResult(SplitDecoded.BYTES_READ))
                .isEqualTo(Files.size(file));
    }

    @Test
    void aRowThatCannotBeUsedEndsTheJobWhereThatIsThePolicy() throws Exception {
        Path file = fileWithABadRow();
        assertThatThrownBy(() -> run("--from", "file:" + file, "--bad-records", "fail"))
                .satisfies(
                        e ->
                                assertThat(
                                                ExceptionUtils.findSerializedThrowable(
                                                        e,
                                                        BadRecordException.class,
                                                        getClass().getClassLoader()))
                                        .get()
                                        .extracting(Throwable::getMessage)
                                        .asString()
                                        .startsWith(file + ", position 3: "));
        // It may end before the sink has made its table.
        boolean made =
                database.queryLong("SELECT count(*) FROM pg_tables WHERE tablename = 'averages'")
                        > 0;
        assertThat(made ? database.queryLong("SELECT count(*) FROM averages") : 0).isZero();
    }

    @Test
    void theMainRunsTheSampleWithItsOptions() throws Exception {
        List<String> args = new ArrayList<>(List.of("--from", "file:samples/flights-2k.csv"));
        new AveragesJob()
                .sample()
                .orElseThrow()
                .options()
                .forEach((option, value) -> args.addAll(List.of(option, value)));
        args.addAll(List.of("--to", database.address().url()));
        AveragesJob.main(args.toArray(new String[0]));
        assertThat(database.queryLong("SELECT sum(count) FROM averages")).isEqualTo(2_000);
        assertThat(database.queryLong("SELECT count(*) FROM averages WHERE weighted_mean IS NULL"))
                .isZero();
    }

    private JobExecutionResult run(String... args) throws Exception {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--time", "date", "--value", "temperature", "--window", "1d"));
        all.addAll(List.of("--to", database.address().url(), "--checkpoint-interval", "200ms"));
        AveragesOptions options = new AveragesOptions();
        CommandLines.parse(CommandLines.of(options), all.toArray(new String[0]));
        StreamExecutionEnvironment env = options.execution().environment();
        AveragesJob.build(env, options.config(), options.sources(), options.sinks());
        return env.execute();
    }

    private List<Day> table() throws SQLException {
        return database
                .query(
                        "SELECT (window_start AT TIME ZONE 'UTC')::date, count, mean, min, max,"
                                + " first, last FROM averages WHERE key = '' ORDER BY window_start")
                .stream()
                .map(row -> Day.of(row.split("\\|")))
                .toList();
    }

    private static List<Day> recomputed() throws IOException {
        Map<String, List<Double>> days = new TreeMap<>();
        for (String row : rows()) {
            days.computeIfAbsent(row.substring(0, 10), day -> new ArrayList<>())
                    .add(Double.valueOf(row.split(",", -1)[2]));
        }
        return days.entrySet().stream().map(day -> Day.of(day.getKey(), day.getValue())).toList();
    }

    /** The file's rows, in the order of their times. */
    private static List<String> rows() throws IOException {
        List<String> lines = Files.readAllLines(WEATHER);
        return lines.subList(1, lines.size());
    }

    private void split(int files, long seed) throws IOException {
        List<String> rows = new ArrayList<>(rows());
        Collections.shuffle(rows, new Random(seed));
        for (int i = 0; i < files; i++) {
            List<String> part =
                    rows.subList(rows.size() * i / files, rows.size() * (i + 1) / files);
            Files.writeString(
                    folder.resolve("part" + i + ".csv"),
                    Files.readAllLines(WEATHER).get(0) + "\n" + String.join("\n", part) + "\n");
        }
    }

    private Path fileWithABadRow() throws IOException {
        return Files.writeString(
                folder.resolve("bad.csv"),
                """
                date,temperature
                2010-01-01T01:00:00,4.0
                2010-01-01T02:00:00,warm
                2010-01-01T03:00:00,3.9
                """);
    }

    /** A day's temperatures. */
    private record Day(
            String day,
            long count,
            double mean,
            double min,
            double max,
            double first,
            double last) {

        static Day of(String... f) {
            return new Day(
                    f[0],
                    Long.parseLong(f[1]),
                    Double.parseDouble(f[2]),
                    Double.parseDouble(f[3]),
                    Double.parseDouble(f[4]),
                    Double.parseDouble(f[5]),
                    Double.parseDouble(f[6]));
        }

        static Day of(String day, List<Double> values) {
            BigDecimal sum =
                    values.stream()
                            .map(value -> new BigDecimal(value))
                            .reduce(BigDecimal.ZERO, BigDecimal::add);
            return new Day(
                    day,
                    values.size(),
                    sum.divide(BigDecimal.valueOf(values.size()), DIGITS).doubleValue(),
                    Collections.min(values),
                    Collections.max(values),
                    values.get(0),
                    values.get(values.size() - 1));
        }
    }
}
