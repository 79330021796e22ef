package io.oncestream.connector.jdbc;

import io.oncestream.connector.jdbc.database.Backoff;
import io.oncestream.connector.jdbc.ledger.Lineage;
import io.oncestream.connector.jdbc.ledger.SinkAttempt;
import io.oncestream.connector.jdbc.protocol.FailurePoint;
import io.oncestream.state.ledger.RowMemory;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;

/** One parallel instance of a sink in Flink's operator harness: checkpoints step by step. */
final class SinkHarness implements AutoCloseable {
    /** Longer than any fault of a test lasts. */
    static final Duration RETRIED = Duration.ofSeconds(10);

    private final SinkOperator<Entry> operator;

    /** What a harness does not know by itself: the id belongs to the state. */
    record Checkpoint(long id, OperatorSubtaskState state) {}

    /** The instance's part of a checkpoint that instances of another parallelism took. */
    static Checkpoint rescaled(List<Checkpoint> instances, int parallelism, int subtask)
            throws Exception {
        OperatorSubtaskState all =
                AbstractStreamOperatorTestHarness.repackageState(
                        instances.stream()
                                .map(Checkpoint::state)
                                .toArray(OperatorSubtaskState[]::new));
        return new Checkpoint(
                instances.get(0).id(),
                AbstractStreamOperatorTestHarness.repartitionOperatorState(
                        all, 128, instances.size(), parallelism, subtask));
    }

    /** What the tests write: an upsert by key, or an append. */
    record Entry(String key, long value) {}

    static TableMapping<Entry> upsert(String table) {
        return columns(table).primaryKey("key").build();
    }

    static TableMapping<Entry> replica(String table) {
        return columns(table).primaryKey("key").replica().build();
    }

    static TableMapping<Entry> append(String table) {
        return columns(table).build();
    }

    private static TableMapping.Builder<Entry> columns(String table) {
        return TableMapping.<Entry>table(table)
                .text("key", Entry::key)
                .bigint("value", Entry::value);
    }

    /** The id of a job, which becomes its lineage, from a word that a test can read. */
    static JobID job(String word) {
        return new JobID(word.hashCode(), 0);
    }

    /** The only instance of a job that starts without state. */
    static SinkAttempt firstAttempt(String lineage) {
        return new SinkAttempt(
                Lineage.begun(lineage), 0, 1, "0", "run", 0, 1, OptionalLong.empty());
    }

    /** For a writer without a sink. */
    static RowMemory memory() {
        return RowMemory.of(RowMemory.QUARTER_OF_HEAP, System.getProperty("java.io.tmpdir"));
    }

    static SinkOptions options(DatabaseAddress database) {
        return options(database, StartPolicy.REFUSE, FailurePoint.NONE);
    }

    static SinkOptions options(
            DatabaseAddress database, StartPolicy startPolicy, FailurePoint failurePoint) {
        return new SinkOptions(
                List.of(new Participant("database", database)),
                new SinkName("test", "sink"),
                startPolicy,
                0,
                new Backoff(Duration.ofMillis(50), Duration.ofMillis(500), RETRIED),
                RowMemory.QUARTER_OF_HEAP,
                failurePoint,
                UUID.randomUUID().toString());
    }

    static SinkHarness of(
            DatabaseAddress database,
            String job,
            StartPolicy startPolicy,
            TableMapping<Entry> mapping)
            throws Exception {
        return new SinkHarness(
                job(job), options(database, startPolicy, FailurePoint.NONE), mapping);
    }

    SinkHarness(SinkOptions options, TableMapping<Entry> mapping) throws Exception {
        this(job("one"), options, mapping);
    }

    SinkHarness(JobID job, SinkOptions options, TableMapping<Entry> mapping) throws Exception {
        this(job, options, mapping, 0, 1);
    }

    SinkHarness(
            JobID job,
            SinkOptions options,
            TableMapping<Entry> mapping,
            int subtask,
            int parallelism)
            throws Exception {
        this(job, job.toHexString(), options, mapping, subtask, parallelism);
    }

    /** One of several submissions with the same job id; elsewhere each job is one run. */
    SinkHarness(
            JobID job,
            String run,
            SinkOptions options,
            TableMapping<Entry> mapping,
            int subtask,
            int parallelism)
            throws Exception {
        operator =
                new SinkOperator<>(
                        job,
                        new JdbcTwoPhaseCommitSink<>(
                                inRun(run, options), TableRoutes.toOne(mapping)),
                        subtask,
                        parallelism);
    }

    private static SinkOptions inRun(String run, SinkOptions options) {
        return new SinkOptions(
                options.participants(),
                options.name(),
                options.startPolicy(),
                options.cutsKept(),
                options.backoff(),
                options.heapBytesMax(),
                options.failurePoint(),
                run);
    }

    SinkHarness start() throws Exception {
        operator.start();
        return this;
    }

    SinkHarness resume(Checkpoint checkpoint) throws Exception {
        operator.resume(checkpoint);
        return this;
    }

    void write(String key, long value) throws Exception {
        operator.write(new Entry(key, value));
    }

    Checkpoint snapshot(long checkpointId) throws Exception {
        return operator.snapshot(checkpointId);
    }

    void complete(long checkpointId) throws Exception {
        operator.complete(checkpointId);
    }

    @Override
    public void close() throws Exception {
        operator.close();
    }
}
