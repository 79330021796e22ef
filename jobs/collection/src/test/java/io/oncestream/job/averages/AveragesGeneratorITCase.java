package io.oncestream.job.averages;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.cli.CommandLines;
import io.oncestream.function.SplitDecoded;
import io.oncestream.kit.TestEnvironments;
import io.oncestream.state.window.WindowSummary;
import io.oncestream.testing.FlinkCluster;
import io.oncestream.testing.Patience;
import io.oncestream.testing.PostgresServer;
import io.oncestream.testing.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole job on generated readings: windows close while it reads, into a real PostgreSQL. */
class AveragesGeneratorITCase {

    private static final int COUNT = 30_000;
    private static final String BOUNDED = "gen:?keys=20&seed=5&count=" + COUNT;
    private static final long ROWS = COUNT / 1_000 * 20;

    /** Some three seconds, for what has to happen in the middle. */
    private static final String PACED = BOUNDED + "&rate=10000";

    /** Up to the last window that has a row of each key. */
    private static final String SUMS_OF_WINDOWS =
            """
            SELECT DISTINCT sum(count) FROM averages
            WHERE window_start <= (SELECT min(last) FROM
                                   (SELECT max(window_start) AS last FROM averages GROUP BY key) k)
            GROUP BY window_start
            """;

    @RegisterExtension static final FlinkCluster FLINK = FlinkCluster.ofSlots(4);

    @TempDir private Path checkpoints;
    private TestDatabase database;

    @BeforeEach
    void createDatabase() throws Exception {
        database = PostgresServer.newDatabase();
    }

    @Test
    void theTableIsTheSameAtAnyParallelism() throws Exception {
        for (int parallelism : new int[] {1, 2, 4}) {
            String table = "p" + parallelism;
            JobExecutionResult result = build(start(parallelism), BOUNDED, table).execute();
            assertThat(result.<Long>getAccumulatorResult(SplitDecoded.ROWS_READ)).isEqualTo(COUNT);
            assertThat(rows(table)).hasSize((int) ROWS).isEqualTo(rows("p1"));
            assertThat(database.queryLong("SELECT sum(count) FROM " + table)).isEqualTo(COUNT);
            assertThat(database.queryLong("SELECT count(*) FROM " + table + "_late")).isZero();
        }
    }

    @Test
    void windowsCloseWhileAnEndlessSourceRuns() throws Exception {
        JobClient job =
                build(start(2), "gen:?keys=2&step=10ms&rate=1000", "averages").executeAsync();
        Patience.await().until(() -> committed("averages") >= 1_000);
        // The writers commit one after the other: for a moment a window may have one key's row.
        Patience.await()
                .untilAsserted(
                        () -> assertThat(database.query(SUMS_OF_WINDOWS)).containsExactly("100"));
        Jobs.cancel(job);
    }

    /**
     * Seen red: 60,000 readings where the enumerator began with all splits when it was restored,
     * and some 40,000 where the readers' snapshots held the splits as they had been assigned.
     */
    @ParameterizedTest
    @CsvSource({"4, 2", "2, 3", "1, 4"})
    void aJobThatIsResumedAtAnotherParallelismCountsEachReadingOnce(int before, int after)
            throws Exception {
        build(start(1), BOUNDED, "clean").execute();
        JobClient job = build(start(before), PACED, "rescaled").executeAsync();
        Patience.await().until(() -> committed("rescaled") > 0);
        String savepoint =
                job.stopWithSavepoint(
                                false,
                                checkpoints.toUri().toString(),
                                SavepointFormatType.CANONICAL)
                        .get();
        assertThat(committed("rescaled")).isBetween(1L, COUNT - 1L);

        StreamExecutionEnvironment env =
                TestEnvironments.resumedFrom(savepoint, checkpoints, after);
        JobExecutionResult result = build(env, BOUNDED, "rescaled").execute();
        assertThat(result.<Long>getAccumulatorResult(SplitDecoded.ROWS_READ)).isEqualTo(COUNT);
        assertThat(rows("rescaled")).isEqualTo(rows("clean"));
        assertThat(database.queryLong("SELECT count(*) FROM rescaled_late")).isZero();
    }

    /** Seen red where the readers' snapshots held the splits as they had been assigned. */
    @Test
    void afterAFailureEachReadingIsCountedOnce() throws Exception {
        build(start(1), BOUNDED, "clean").execute();
        FailsBehindACheckpoint.FAILED.set(false);
        StreamExecutionEnvironment env = start(2);
        AveragesOptions options = options(PACED, "failed");
        AveragesJob.Sinks sinks = options.sinks();
        AveragesJob.build(
                env,
                options.config(),
                options.sources(),
                new AveragesJob.Sinks(
                        summaries ->
                                sinks.summaries()
                                        .accept(
                                                summaries
                                                        .map(new FailsBehindACheckpoint())
                                                        .returns(WindowSummary.class)),
                        sinks.rejected(),
                        sinks.late()));
        env.execute();
        assertThat(FailsBehindACheckpoint.FAILED).isTrue();
        assertThat(rows("failed")).isEqualTo(rows("clean"));
        assertThat(database.queryLong("SELECT count(*) FROM failed_late")).isZero();
    }

    private StreamExecutionEnvironment start(int parallelism) {
        return TestEnvironments.withCheckpointsIn(checkpoints, parallelism);
    }

    private StreamExecutionEnvironment build(
            StreamExecutionEnvironment env, String from, String table) {
        AveragesOptions options = options(from, table);
        AveragesJob.build(env, options.config(), options.sources(), options.sinks());
        return env;
    }

    private AveragesOptions options(String from, String table) {
        AveragesOptions options = new AveragesOptions();
        CommandLines.parse(
                CommandLines.of(options),
                "--from",
                from,
                "--to",
                database.address().url(),
                "--table",
                table);
        return options;
    }

    /** How many readings are in rows that have been committed. */
    private long committed(String table) throws Exception {
        long there =
                database.queryLong(
                        "SELECT count(*) FROM pg_tables WHERE tablename = '" + table + "'");
        return there == 0 ? 0 : database.queryLong("SELECT coalesce(sum(count), 0) FROM " + table);
    }

    private List<String> rows(String table) throws Exception {
        return database.query("SELECT * FROM " + table + " ORDER BY key, window_start");
    }
}
