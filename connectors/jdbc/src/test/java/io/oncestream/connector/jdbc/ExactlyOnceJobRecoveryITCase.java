package io.oncestream.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.connector.jdbc.SinkHarness.Entry;
import io.oncestream.connector.jdbc.protocol.FailurePoint;
import io.oncestream.testing.DatabaseKind;
import io.oncestream.testing.FlinkCluster;
import io.oncestream.testing.Patience;
import io.oncestream.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The failure matrix as whole jobs on Flink's MiniCluster: numbered rows, appended to a table. */
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class ExactlyOnceJobRecoveryITCase {
    @Parameter DatabaseKind kind;

    private static final long ROWS = 1000;
    private static final Duration ONLY_AT_THE_END = Duration.ofHours(1);

    private static final AtomicInteger FAILURES_LEFT = new AtomicInteger();

    @RegisterExtension static final FlinkCluster FLINK = FlinkCluster.ofSlots(4);

    @TempDir Path directory;
    private TestDatabase database;

    @BeforeEach
    void createDatabase() throws Exception {
        database = kind.newDatabase();
        FAILURES_LEFT.set(0);
    }

    /**
     * Row 1. The sink is the tail of its chain, and Flink snapshots a chain from its tail on: when
     * this map fails, the sink has sealed its rows. Red with a sink that committed in its
     * snapshotState: 1,654 rows for 1,000 or, since starts look at the table, a start that refuses
     * it because it is ahead.
     */
    @Test
    void aCheckpointThatFailsElsewhereAfterTheSinksSnapshotDoublesNothing() throws Exception {
        FAILURES_LEFT.set(3);
        run(Duration.ofMillis(100), 1000, FailurePoint.NONE, new FailsWhenItTakesASnapshot());
        assertThat(FAILURES_LEFT).hasValue(0);
        assertEachRowOnce();
    }

    /** Row 2. Red when recoverAndCommit did nothing: 306 and 669 rows of 1,000 (COMMITTED: all). */
    @ParameterizedTest
    @ValueSource(strings = {"BEGINNING", "APPLIED", "COMMITTED"})
    void aCrashAtAnyStepOfACommitIsMadeGoodOnce(String step) throws Exception {
        FAILURES_LEFT.set(3);
        run(
                Duration.ofMillis(100),
                1000,
                new CrashesAt(FailurePoint.Step.valueOf(step)),
                row -> row);
        assertThat(FAILURES_LEFT).hasValue(0);
        assertEachRowOnce();
    }

    /**
     * Row 12. Red with checkpoints after tasks finish off and the check for them removed: 0 rows.
     */
    @Test
    void aBoundedInputIsCommittedToItsEnd() throws Exception {
        run(ONLY_AT_THE_END, 100_000, FailurePoint.NONE, row -> row);
        assertEachRowOnce();
    }

    /** Row 12. Red as above: resumed without drain, 68 rows of 1,000. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStopWithASavepointCommitsAllThatTheSourceHasSent(boolean drain) throws Exception {
        StreamExecutionEnvironment env = environment(ONLY_AT_THE_END, null);
        AtomicInteger seen = Sent.COUNT;
        seen.set(0);
        build(env, 200, FailurePoint.NONE, new Sent());
        JobClient job = env.executeAsync();
        Patience.await().until(() -> seen.get() > 50);
        String savepoint =
                job.stopWithSavepoint(drain, directory.toString(), SavepointFormatType.CANONICAL)
                        .get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        job.getJobExecutionResult().get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);

        long committed = database.queryLong("SELECT count(*) FROM t");
        assertThat(committed).isEqualTo(seen.get()).isBetween(50L, ROWS - 1);
        assertThat(database.query("SELECT value FROM t ORDER BY value"))
                .containsExactlyElementsOf(
                        LongStream.range(0, committed).mapToObj(Long::toString).toList());

        if (!drain) {
            StreamExecutionEnvironment resumed = environment(ONLY_AT_THE_END, savepoint);
            build(resumed, 100_000, FailurePoint.NONE, row -> row);
            resumed.execute();
            assertEachRowOnce();
        }
    }

    private void run(
            Duration interval,
            double rowsPerSecond,
            FailurePoint failurePoint,
            MapFunction<Entry, Entry> between)
            throws Exception {
        StreamExecutionEnvironment env = environment(interval, null);
        build(env, rowsPerSecond, failurePoint, between);
        env.execute();
    }

    private StreamExecutionEnvironment environment(Duration interval, String savepoint) {
        Configuration configuration = new Configuration();
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, interval);
        configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, directory.toUri().toString());
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 10);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ZERO);
        if (savepoint != null) {
            configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        }
        return StreamExecutionEnvironment.getExecutionEnvironment(configuration).setParallelism(1);
    }

    private void build(
            StreamExecutionEnvironment env,
            double rowsPerSecond,
            FailurePoint failurePoint,
            MapFunction<Entry, Entry> between) {
        SinkOptions base = SinkHarness.options(database.address());
        SinkOptions options =
                new SinkOptions(
                        base.participants(),
                        base.name(),
                        base.startPolicy(),
                        base.cutsKept(),
                        base.backoff(),
                        base.heapBytesMax(),
                        failurePoint,
                        base.run());
        env.fromSource(
                        new DataGeneratorSource<>(
                                number -> new Entry("row", number),
                                ROWS,
                                RateLimiterStrategy.perSecond(rowsPerSecond),
                                TypeInformation.of(Entry.class)),
                        WatermarkStrategy.noWatermarks(),
                        "numbers")
                .uid("numbers")
                .map(between)
                .uid("between")
                .addSink(
                        new JdbcTwoPhaseCommitSink<>(
                                options, TableRoutes.toOne(SinkHarness.append("t"))))
                .uid("sink");
    }

    private void assertEachRowOnce() throws Exception {
        assertThat(
                        database.query(
                                "SELECT count(*), count(DISTINCT value), min(value), max(value)"
                                        + " FROM t"))
                .containsExactly("%d|%d|0|%d".formatted(ROWS, ROWS, ROWS - 1));
    }

    /** Fails so many of its snapshots, each after some rows were committed. */
    private static final class FailsWhenItTakesASnapshot
            implements MapFunction<Entry, Entry>, CheckpointedFunction {
        private static final long serialVersionUID = 1L;
        private int rows;

        @Override
        public Entry map(Entry row) {
            rows++;
            return row;
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) {
            if (rows > 20 && FAILURES_LEFT.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IllegalStateException("this snapshot fails for the test");
            }
        }

        @Override
        public void initializeState(FunctionInitializationContext context) {}
    }

    /** Counts what the source has sent. */
    private static final class Sent implements MapFunction<Entry, Entry> {
        private static final long serialVersionUID = 1L;
        static final AtomicInteger COUNT = new AtomicInteger();

        @Override
        public Entry map(Entry row) {
            COUNT.incrementAndGet();
            return row;
        }
    }

    /** Breaks so many commits off at one step. */
    private record CrashesAt(FailurePoint.Step step) implements FailurePoint {
        @Override
        public void reached(
                Step reached, io.oncestream.state.ledger.SealedTransaction transaction) {
            if (reached == step && FAILURES_LEFT.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IllegalStateException("this commit is broken off for the test");
            }
        }
    }
}
