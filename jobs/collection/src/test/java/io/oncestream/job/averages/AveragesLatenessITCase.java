package io.oncestream.job.averages;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.connector.jdbc.StartPolicy;
import io.oncestream.function.Input;
import io.oncestream.function.LateReadings;
import io.oncestream.kit.JobTables;
import io.oncestream.kit.TestEnvironments;
import io.oncestream.state.reading.LateReading;
import io.oncestream.state.reading.Reading;
import io.oncestream.testing.FlinkCluster;
import io.oncestream.testing.Patience;
import io.oncestream.testing.PostgresServer;
import io.oncestream.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Late readings before and behind a failure or a resume, with a real PostgreSQL. */
class AveragesLatenessITCase {

    private static final AveragesConfig CONFIG =
            new AveragesConfig(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(2));

    private static final int BEFORE_GATE = 14;

    private static final Long[] MILLIS = {
        0L,
        100L,
        200L,
        300L,
        400L,
        500L,
        600L,
        700L,
        800L,
        900L, // the window from 0 to 1 s
        2_900L, // closes it
        950L, // late, but within 2 s: updates its row
        5_000L, // frees its state
        100L, // too late, before the failure
        // The gate: the checkpoint has all of the above.
        500L, // too late, and the first reading after the restore
        3_500L, // late, but within 2 s of its window's end: its window's first
        3_600L, // updates its row
        20_000L,
    };

    @RegisterExtension static final FlinkCluster FLINK = FlinkCluster.ofSlots(4);

    @TempDir private Path checkpoints;
    private TestDatabase database;
    private Input<Reading> readings;

    @BeforeEach
    void createDatabase() throws Exception {
        database = PostgresServer.newDatabase();
        readings = GatedReadings.at(BEFORE_GATE, MILLIS);
    }

    /**
     * Seen red: where RestoreWatermark emitted nothing when it was restored, the full row of the
     * first window, 11 readings, was replaced by one of the late reading alone ("0|1|14"); where
     * the sink did not ask whether its marker had moved, the first late reading was in the table
     * twice; without a lateness the first row missed its update.
     */
    @Test
    void aLateReadingThatComesFirstAfterAFailureReplacesNoRow() throws Exception {
        FailsBehindItsCheckpoint.FAILED.set(false);
        StreamExecutionEnvironment env = TestEnvironments.withCheckpointsIn(checkpoints, 1);
        build(env, late -> late.map(new FailsBehindItsCheckpoint()).returns(LateReading.class));
        long count = env.execute().<Long>getAccumulatorResult(LateReadings.ROWS_LATE);

        assertThat(FailsBehindItsCheckpoint.FAILED).isTrue();
        assertThatTablesAreRight();
        assertThat(count).isEqualTo(2);
    }

    /** Seen red as above: "0|1|14" where RestoreWatermark emitted nothing. */
    @Test
    void aLateReadingThatComesFirstAfterAResumeReplacesNoRow() throws Exception {
        StreamExecutionEnvironment env = TestEnvironments.withCheckpointsIn(checkpoints, 1);
        build(env, late -> late);
        JobClient job = env.executeAsync();
        Patience.await().until(() -> count("averages_late") > 0);
        String savepoint =
                job.stopWithSavepoint(
                                false,
                                checkpoints.toUri().toString(),
                                SavepointFormatType.CANONICAL)
                        .get();

        GatedReadings.open();
        StreamExecutionEnvironment resumed =
                TestEnvironments.resumedFrom(savepoint, checkpoints, 3);
        build(resumed, late -> late);
        resumed.execute();
        assertThatTablesAreRight();
    }

    private void build(
            StreamExecutionEnvironment env, UnaryOperator<DataStream<LateReading>> behindLate) {
        AveragesJob.Sinks sinks =
                AveragesTables.sinks(
                        new JobTables(
                                database.address(), StartPolicy.REFUSE, false, AveragesJob.NAME),
                        "averages");
        Consumer<DataStream<LateReading>> late =
                stream -> sinks.late().accept(behindLate.apply(stream));
        AveragesJob.build(
                env,
                CONFIG,
                new AveragesJob.Sources(readings),
                new AveragesJob.Sinks(sinks.summaries(), sinks.rejected(), late));
    }

    private void assertThatTablesAreRight() throws Exception {
        assertThat(
                        database.query(
                                "SELECT extract(epoch FROM window_start)::int, count, sum"
                                        + " FROM averages ORDER BY window_start"))
                .containsExactly("0|11|56", "2|1|10", "3|2|31", "5|1|12", "20|1|17");
        assertThat(
                        database.query(
                                "SELECT key, (extract(epoch FROM time) * 1000)::int, value,"
                                        + " (extract(epoch FROM watermark) * 1000)::int"
                                        + " FROM averages_late ORDER BY value"))
                .containsExactly("a|100|13|4999", "a|500|14|4999");
    }

    private long count(String table) throws Exception {
        long there =
                database.queryLong(
                        "SELECT count(*) FROM pg_tables WHERE tablename = '" + table + "'");
        return there == 0 ? 0 : database.queryLong("SELECT count(*) FROM " + table);
    }

    /** Fails once, when a checkpoint is complete that holds the late reading before the gate. */
    private static final class FailsBehindItsCheckpoint
            implements MapFunction<LateReading, LateReading>,
                    CheckpointedFunction,
                    CheckpointListener {

        private static final long serialVersionUID = 1L;
        private static final AtomicBoolean FAILED = new AtomicBoolean();

        private boolean seen;
        private long covering = Long.MAX_VALUE;

        @Override
        public LateReading map(LateReading late) {
            seen = true;
            return late;
        }

        @Override
        public void initializeState(FunctionInitializationContext context) {}

        @Override
        public void snapshotState(FunctionSnapshotContext context) {
            if (seen) {
                covering = Math.min(covering, context.getCheckpointId());
            }
        }

        @Override
        public void notifyCheckpointComplete(long checkpointId) {
            if (checkpointId >= covering && FAILED.compareAndSet(false, true)) {
                GatedReadings.open();
                throw new IllegalStateException("failing on purpose");
            }
        }
    }
}
