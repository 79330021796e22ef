package io.oncestream.job.averages;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.connector.jdbc.StartPolicy;
import io.oncestream.function.Input;
import io.oncestream.function.InputSize;
import io.oncestream.kit.FailsOnce;
import io.oncestream.kit.JobTables;
import io.oncestream.kit.TestEnvironments;
import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.Reading;
import io.oncestream.state.reading.RejectedRecord;
import io.oncestream.state.window.WindowSummary;
import io.oncestream.testing.FlinkCluster;
import io.oncestream.testing.PostgresServer;
import io.oncestream.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole job with failures at named points: its tables are those of a run without failures. */
class AveragesRecoveryITCase {
    private static final int READINGS = 2_000;
    private static final int REJECT_EVERY = 10;

    private enum Point {
        /** Rejects of earlier checkpoints are committed, windows are half full. */
        WHILE_READING,
        /** The input is at its end; some windows are emitted, none committed. */
        WHILE_WINDOWS_ARE_EMITTED,
        /** A checkpoint is complete, and the sinks' commits are under way or done. */
        WHILE_A_CHECKPOINT_COMPLETES
    }

    @RegisterExtension static final FlinkCluster FLINK = FlinkCluster.ofSlots(4);

    /** Without the checkpoint, which depends on the pace of the run. */
    private static final String REJECT = "source, position, text, reason";

    @TempDir private Path checkpoints;
    private TestDatabase database;

    @BeforeEach
    void createDatabase() throws Exception {
        database = PostgresServer.newDatabase();
    }

    /**
     * Red in one of two runs with a sink whose recoverAndCommit did nothing: 188 rejects of 200. It
     * depends on where the failure falls between a checkpoint and its commits; the sink's own tests
     * see it each time.
     */
    @ParameterizedTest
    @EnumSource
    void theTablesAreThoseOfARunWithoutFailures(Point point) throws Exception {
        FailsOnce.never();
        run("clean", null, 100_000);
        FailsOnce.in(
                switch (point) {
                    case WHILE_READING -> READINGS / REJECT_EVERY / 2;
                    case WHILE_WINDOWS_ARE_EMITTED -> 50;
                    case WHILE_A_CHECKPOINT_COMPLETES -> 3;
                });
        run("failed", point, 2_000);

        assertThat(FailsOnce.hasFailed()).isTrue();
        assertThat(database.queryLong("SELECT sum(count) FROM clean"))
                .isEqualTo(READINGS - READINGS / REJECT_EVERY);
        assertThat(rows("*", "failed", "key, window_start"))
                .containsExactlyElementsOf(rows("*", "clean", "key, window_start"));
        assertThat(rows(REJECT, "failed_rejected", "position"))
                .hasSize(READINGS / REJECT_EVERY)
                .containsExactlyElementsOf(rows(REJECT, "clean_rejected", "position"));
    }

    private List<String> rows(String columns, String table, String order) throws Exception {
        return database.query("SELECT " + columns + " FROM " + table + " ORDER BY " + order);
    }

    private void run(String table, Point point, double readingsPerSecond) throws Exception {
        StreamExecutionEnvironment env = TestEnvironments.withCheckpointsIn(checkpoints, 2);
        AveragesJob.Sinks sinks =
                AveragesTables.sinks(
                        new JobTables(
                                database.address(), StartPolicy.REFUSE, false, AveragesJob.NAME),
                        table);
        AveragesJob.build(
                env,
                new AveragesConfig(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ZERO),
                new AveragesJob.Sources(
                        Input.inAnyOrder(
                                readings(readingsPerSecond),
                                TypeInformation.of(Reading.class),
                                Reading::time,
                                InputSize.UNKNOWN)),
                new AveragesJob.Sinks(
                        summaries ->
                                sinks.summaries()
                                        .accept(
                                                FailsOnce.append(
                                                        summaries,
                                                        point == Point.WHILE_WINDOWS_ARE_EMITTED,
                                                        false,
                                                        WindowSummary.class)),
                        rejected ->
                                sinks.rejected()
                                        .accept(
                                                FailsOnce.append(
                                                        rejected,
                                                        point == Point.WHILE_READING,
                                                        point == Point.WHILE_A_CHECKPOINT_COMPLETES,
                                                        RejectedRecord.class)),
                        sinks.late()));
        env.execute();
    }

    /** Ten keys, a reading each 10 ms of event time, each tenth record a reject. */
    private static DataGeneratorSource<Decoded<Reading>> readings(double perSecond) {
        return new DataGeneratorSource<>(
                number ->
                        number % REJECT_EVERY == 3
                                ? Decoded.rejected(
                                        new RejectedRecord("test", number, "text", "reason"), 1)
                                : Decoded.of(
                                        new Reading(
                                                "key" + number * 7 % 10,
                                                Instant.ofEpochMilli(10 * number),
                                                Math.sin(number),
                                                number % 5),
                                        1),
                READINGS,
                RateLimiterStrategy.perSecond(perSecond),
                Decoded.typeInformation(TypeInformation.of(Reading.class)));
    }
}
