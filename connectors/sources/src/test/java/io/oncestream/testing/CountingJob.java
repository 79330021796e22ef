package io.oncestream.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.connector.jdbc.JdbcTwoPhaseCommitSink;
import io.oncestream.connector.jdbc.SinkName;
import io.oncestream.connector.jdbc.StartPolicy;
import io.oncestream.connector.jdbc.TableMapping;
import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.Reading;
import io.oncestream.state.reading.RejectedRecord;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * A job that appends each reading of a source to a table, and each rejected record to another,
 * exactly once: what a source loses is a row too few, what it delivers twice a row too many. It has
 * a checkpoint each 100 ms, and is restarted at once, three times at most.
 */
public record CountingJob(TestDatabase database, Path checkpoints) {

    private static final TypeInformation<Reading> READING = TypeInformation.of(Reading.class);
    private static final OutputTag<RejectedRecord> REJECTED =
            new OutputTag<>("rejected", TypeInformation.of(RejectedRecord.class));

    /** Into a database of its own. */
    public static CountingJob in(Path checkpoints) throws SQLException {
        return new CountingJob(PostgresServer.newDatabase(), checkpoints);
    }

    public JobClient start(int parallelism, Source<Decoded<Reading>, ?, ?> source)
            throws Exception {
        return start(parallelism, source, reading -> reading);
    }

    /** With what each reading passes in front of the table. */
    public JobClient start(
            int parallelism,
            Source<Decoded<Reading>, ?, ?> source,
            MapFunction<Reading, Reading> passing)
            throws Exception {
        return build(configuration(), parallelism, source, passing).executeAsync();
    }

    /** From a savepoint. */
    public JobClient resume(
            String savepoint, int parallelism, Source<Decoded<Reading>, ?, ?> source)
            throws Exception {
        Configuration resumed = configuration().set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        return build(resumed, parallelism, source, reading -> reading).executeAsync();
    }

    /** To its end. */
    public void execute(int parallelism, Source<Decoded<Reading>, ?, ?> source) throws Exception {
        build(configuration(), parallelism, source, reading -> reading).execute();
    }

    private StreamExecutionEnvironment build(
            Configuration configuration,
            int parallelism,
            Source<Decoded<Reading>, ?, ?> source,
            MapFunction<Reading, Reading> passing) {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.setParallelism(parallelism);
        SingleOutputStreamOperator<Reading> readings =
                env.fromSource(
                                source,
                                WatermarkStrategy.noWatermarks(),
                                "read",
                                Decoded.typeInformation(READING))
                        .uid("read")
                        .process(new Split())
                        .returns(READING)
                        .uid("split");
        append(
                readings.map(passing).returns(READING).uid("pass"),
                TableMapping.<Reading>table("readings")
                        .text("key", Reading::key)
                        .timestamp("time", Reading::time)
                        .doublePrecision("value", Reading::value)
                        .build());
        append(
                readings.getSideOutput(REJECTED),
                TableMapping.<RejectedRecord>table("rejected")
                        .text("source", RejectedRecord::source)
                        .bigint("position", RejectedRecord::position)
                        .text("text", RejectedRecord::text)
                        .text("reason", RejectedRecord::reason)
                        .build());
        return env;
    }

    private <T> void append(DataStream<T> records, TableMapping<T> table) {
        String uid = "write-" + table.table().name();
        SinkName name = new SinkName("counting", uid);
        records.addSink(
                        JdbcTwoPhaseCommitSink.to(
                                database.address(), table, name, StartPolicy.REFUSE))
                .uid(uid);
    }

    private Configuration configuration() {
        return new Configuration()
                .set(PipelineOptions.GENERIC_TYPES, false)
                .set(PipelineOptions.OBJECT_REUSE, true)
                .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(100))
                .set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem")
                .set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString())
                .set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay")
                .set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 3)
                .set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ZERO);
    }

    /** Until so many readings are in the table; a job that ends before that is a failure. */
    public void awaitReadings(JobClient job, long readings) {
        await(job, readings, 0);
    }

    /** Until there are so many rows; a job that ends before that is a failure. */
    public void await(JobClient job, long readings, long rejected) {
        Patience.await()
                .failFast(() -> requireRunning(job))
                .until(() -> count("readings") >= readings && count("rejected") >= rejected);
    }

    private static void requireRunning(JobClient job) throws Exception {
        if (job.getJobStatus().get().isGloballyTerminalState()) {
            job.getJobExecutionResult().get();
            throw new AssertionError("the job ended");
        }
    }

    /** Waits for the job's end, by itself. */
    public static void awaitEnd(JobClient job) throws Exception {
        job.getJobExecutionResult().get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    /** Until it writes no more: not to the database, and no checkpoint into a test's folder. */
    public static void cancel(JobClient job) throws Exception {
        if (!job.getJobStatus().get().isGloballyTerminalState()) {
            job.cancel().get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
        Patience.await().until(() -> job.getJobStatus().get().isGloballyTerminalState());
    }

    /** Returns the savepoint; Flink refuses to stop as long as not all tasks run. */
    public String stop(JobClient job) {
        String target = checkpoints.toUri().toString();
        return Patience.await()
                .ignoreExceptions()
                .until(
                        () ->
                                job.stopWithSavepoint(false, target, SavepointFormatType.CANONICAL)
                                        .get(),
                        savepoint -> true);
    }

    /** Rows of the table {@code readings} or {@code rejected}, which may not be there yet. */
    public long count(String table) throws SQLException {
        String exists = "SELECT count(*) FROM pg_tables WHERE tablename = '" + table + "'";
        return database.queryLong(exists) == 0
                ? 0
                : database.queryLong("SELECT count(*) FROM " + table);
    }

    /** Of readings whose values are whole numbers. */
    public void assertReadings(Stream<Reading> readings) throws SQLException {
        assertThat(
                        database.query(
                                "SELECT key, (extract(epoch FROM time) * 1000)::bigint,"
                                        + " value::bigint FROM readings ORDER BY value"))
                .containsExactlyElementsOf(readings.map(CountingJob::row).toList());
    }

    private static String row(Reading reading) {
        return "%s|%d|%d"
                .formatted(reading.key(), reading.time().toEpochMilli(), (long) reading.value());
    }

    /** Each as {@code position|text}. */
    public List<String> rejected() throws SQLException {
        return database.query("SELECT position, text FROM rejected ORDER BY position, source");
    }

    private static final class Split extends ProcessFunction<Decoded<Reading>, Reading> {

        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(
                Decoded<Reading> decoded, Context context, Collector<Reading> out) {
            if (decoded.value() == null) {
                context.output(REJECTED, decoded.rejected());
            } else {
                out.collect(decoded.value());
            }
        }
    }
}
