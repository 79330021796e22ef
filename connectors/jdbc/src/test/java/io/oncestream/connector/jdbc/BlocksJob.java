package io.oncestream.connector.jdbc;

import io.oncestream.connector.jdbc.SinkHarness.Entry;
import io.oncestream.testing.Patience;
import io.oncestream.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * A job that writes numbered rows in blocks, with a checkpoint after each block and none between:
 * which row is in which transaction does not depend on the machine. Flink restarts it twice.
 */
final class BlocksJob implements AutoCloseable {
    static final int BLOCK = CheckpointPace.ROWS;
    static final int BLOCKS = 10;
    static final long ROWS = (long) BLOCKS * BLOCK;

    private final MiniCluster flink;
    private final JobEvents events = JobEvents.ofANewRun();
    private final CheckpointPace pace = new CheckpointPace(events);
    private final Configuration configuration = new Configuration();
    private final JobClient client;
    private long blocksAwaited;

    /** Where a job fails: in front of its sink, and beside it. */
    record Sabotaged(Sabotage before, Sabotage beside) {
        static final Sabotaged NOWHERE = new Sabotaged(Sabotage.NONE, Sabotage.NONE);
    }

    /** What to run, and from which savepoint if from one. */
    record Plan(TestDatabase database, ComparedSink sink, Path directory, String savepoint) {
        Plan resumedFrom(String newer) {
            return new Plan(database, sink, directory, newer);
        }
    }

    BlocksJob(MiniCluster flink, Plan plan, int parallelism, Sabotaged sabotaged) throws Exception {
        this.flink = flink;
        configure(plan);
        client = build(plan, parallelism, sabotaged).executeAsync();
    }

    private void configure(Plan plan) {
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofHours(1));
        configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, plan.directory().toUri().toString());
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 2);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ZERO);
        if (plan.savepoint() != null) {
            configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, plan.savepoint());
        }
    }

    private StreamExecutionEnvironment build(Plan plan, int parallelism, Sabotaged sabotaged) {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.setMaxParallelism(128).setParallelism(parallelism);
        DataStream<Entry> rows =
                env.fromSource(numbers(pace), WatermarkStrategy.noWatermarks(), "numbers")
                        .uid("numbers")
                        .setParallelism(1)
                        .map(new CheckpointGate(pace, CheckpointGate.Plan.ALL_PASS))
                        .uid("gate")
                        .setParallelism(1)
                        .keyBy(Entry::key)
                        .map(new CheckpointWitness(events))
                        .uid("witness");
        rows.map(sabotaged.beside()).uid("beside").sinkTo(new DiscardingSink<>()).uid("nowhere");
        plan.sink().attach(rows.map(sabotaged.before()).uid("before"), plan.database().address());
        return env;
    }

    private static DataGeneratorSource<Entry> numbers(CheckpointPace pace) {
        return new DataGeneratorSource<>(
                number -> new Entry("key" + number % 64, number),
                ROWS,
                pace,
                TypeInformation.of(Entry.class));
    }

    /** Takes so many checkpoints, each after one block more, or until the job has ended. */
    void checkpoint(int times) {
        for (int i = 0; i < times && awaitBlock(); i++) {
            JobEvents.patiently().until(this::triggered);
        }
    }

    /** Waits for the next block; false when the job has ended instead. */
    private boolean awaitBlock() {
        blocksAwaited++;
        JobEvents.patiently()
                .until(() -> hasEnded() || events.rowsInAll() >= blocksAwaited * BLOCK);
        return events.rowsInAll() >= blocksAwaited * BLOCK;
    }

    private boolean hasEnded() throws Exception {
        return client.getJobStatus().get().isGloballyTerminalState();
    }

    /** Whether a checkpoint was begun; it may have failed. One may be declined before that. */
    private boolean triggered() throws Exception {
        long before = pace.checkpoints();
        try {
            flink.triggerCheckpoint(client.getJobID(), CheckpointType.FULL)
                    .get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            return pace.checkpoints() > before;
        }
        return true;
    }

    /** Stops after one block more, without a commit; returns the savepoint. */
    String savepointAndCancel(Path directory) throws Exception {
        awaitBlock();
        String savepoint =
                client.triggerSavepoint(directory.toString(), SavepointFormatType.CANONICAL)
                        .get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        client.cancel().get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        JobEvents.patiently().until(this::hasEnded);
        return savepoint;
    }

    /**
     * Throws when the job failed. After a restart Flink takes no checkpoint at the end of the input
     * by itself before the next periodic one.
     */
    void awaitEnd() throws Exception {
        awaitBlock();
        JobEvents.patiently().until(() -> hasEnded() || (triggered() && hasEnded()));
        client.getJobExecutionResult().get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    /** Leaves no job behind on the cluster. */
    @Override
    public void close() throws Exception {
        if (!hasEnded()) {
            client.cancel().get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
            JobEvents.patiently().until(this::hasEnded);
        }
    }
}
