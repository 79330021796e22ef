package io.oncestream.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.connector.jdbc.SinkHarness.Entry;
import io.oncestream.connector.jdbc.protocol.FailurePoint;
import io.oncestream.testing.DatabaseKind;
import io.oncestream.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A job that writes the numbers from 0 on under {@link #KEYS} keys in turn, the numbers of one key
 * in their order, to table t: upserts, or appends. The table itself is a witness: it refuses an
 * upsert that does not raise the key's number, and it numbers appended rows as they arrive. The job
 * is not restarted unless told to; its checkpoints stay.
 */
final class NumbersJob {
    static final long ROWS = 3000;
    static final Duration INTERVAL = Duration.ofMillis(50);
    private static final int KEYS = 64;
    private static final int MAX_PARALLELISM = 128;

    private final TestDatabase database;
    private final boolean upsert;
    private final Path checkpoints;
    private final Configuration configuration = new Configuration();
    private StartPolicy startPolicy = StartPolicy.REFUSE;

    NumbersJob(TestDatabase database, boolean upsert, Path checkpoints) {
        this.database = database;
        this.upsert = upsert;
        this.checkpoints = checkpoints;
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, INTERVAL);
        configuration.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, 1000);
        configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri() + "");
        configuration.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    }

    /** The settings of the job, for a test to change. */
    Configuration configuration() {
        return configuration;
    }

    void createTable() throws Exception {
        if (!upsert) {
            database.execute(
                    "CREATE TABLE t (key text, value bigint, _tx bigint, arrival bigserial)");
            return;
        }
        database.execute("CREATE TABLE t (key text PRIMARY KEY, value bigint)");
        if (database.kind() == DatabaseKind.MARIADB) {
            database.execute(
                    """
                    CREATE TRIGGER forward BEFORE UPDATE ON t FOR EACH ROW
                    IF NEW.value <= OLD.value THEN
                        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'a number goes back';
                    END IF
                    """);
            return;
        }
        database.execute(
                """
                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF NEW.value <= OLD.value THEN
                        RAISE 'key % goes from % to %', OLD.key, OLD.value, NEW.value;
                    END IF;
                    RETURN NEW;
                END $$
                """);
        database.execute(
                "CREATE TRIGGER forward BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION refuse()");
    }

    /** As often as nobody expects it: a test with its guard off shall end, too. */
    void restartOften() {
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 100);
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10));
    }

    void allowRewind() {
        startPolicy = StartPolicy.REWIND;
    }

    void resumeFrom(String checkpoint) {
        configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, checkpoint);
    }

    /** To its end, and without anything special. */
    void run(int parallelism) throws Exception {
        build(parallelism, JobEvents.ofANewRun(), CheckpointGate.Plan.ALL_PASS, FailurePoint.NONE)
                .execute();
    }

    /** The job's graph; the environment executes it. */
    StreamExecutionEnvironment build(
            int parallelism,
            JobEvents events,
            CheckpointGate.Plan plan,
            FailurePoint failurePoint) {
        CheckpointPace pace = new CheckpointPace(events);
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.setMaxParallelism(MAX_PARALLELISM).setParallelism(parallelism);
        env.fromSource(numbers(pace), WatermarkStrategy.noWatermarks(), "numbers")
                .uid("numbers")
                .setParallelism(1)
                .map(new CheckpointGate(pace, plan))
                .uid("gate")
                .setParallelism(1)
                .keyBy(Entry::key)
                .map(new CheckpointWitness(events))
                .uid("witness")
                .addSink(
                        new JdbcTwoPhaseCommitSink<>(
                                options(events, failurePoint),
                                TableRoutes.toOne(
                                        upsert
                                                ? SinkHarness.upsert("t")
                                                : SinkHarness.append("t"))))
                .uid("sink");
        return env;
    }

    private static DataGeneratorSource<Entry> numbers(CheckpointPace pace) {
        return new DataGeneratorSource<>(
                number -> new Entry("key" + number % KEYS, number),
                ROWS,
                pace,
                TypeInformation.of(Entry.class));
    }

    private SinkOptions options(JobEvents events, FailurePoint failurePoint) {
        return SinkHarness.options(
                database.address(),
                startPolicy,
                (step, transaction) -> {
                    failurePoint.reached(step, transaction);
                    if (step == FailurePoint.Step.COMMITTED) {
                        events.seen().committed().add(transaction);
                    }
                });
    }

    /** The newest checkpoint on disk. */
    String retainedCheckpoint() throws IOException {
        try (Stream<Path> files = Files.walk(checkpoints)) {
            return files.filter(file -> file.endsWith("_metadata"))
                    .map(Path::getParent)
                    .max(Comparator.comparingLong(NumbersJob::checkpointId))
                    .orElseThrow()
                    .toUri()
                    .toString();
        }
    }

    private static long checkpointId(Path directory) {
        return Long.parseLong(directory.getFileName().toString().replace("chk-", ""));
    }

    long rowsCommitted() throws Exception {
        return database.queryLong("SELECT sum(row_count) FROM oncestream_transactions");
    }

    /** Each number arrived, once, and those of a key in their order. */
    void assertComplete() throws Exception {
        if (upsert) {
            // That no row was applied twice, or after a newer one, the table's trigger has seen to.
            assertThat(database.query("SELECT value FROM t ORDER BY value"))
                    .containsExactlyElementsOf(
                            LongStream.range(ROWS - KEYS, ROWS).mapToObj(Long::toString).toList());
            return;
        }
        assertThat(
                        database.query(
                                "SELECT count(*), count(DISTINCT value), min(value), max(value)"
                                        + " FROM t"))
                .containsExactly("%d|%d|0|%d".formatted(ROWS, ROWS, ROWS - 1));
        assertThat(
                        database.query(
                                "SELECT key, value FROM (SELECT *, lag(value) OVER"
                                        + " (PARTITION BY key ORDER BY arrival) AS earlier FROM t)"
                                        + " AS in_order WHERE earlier > value"))
                .isEmpty();
    }
}
