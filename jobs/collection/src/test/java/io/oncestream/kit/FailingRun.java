package io.oncestream.kit;

import io.oncestream.testing.KafkaBroker;
import io.oncestream.testing.Patience;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * A job that takes commands from Kafka, fails once at a place that follows from a seed, and is
 * stopped with a savepoint, which the next run goes on from.
 */
public final class FailingRun {
    private static final int CHECKPOINTS_MAX = 6;

    private final Path folder;
    private final KafkaBroker broker;
    private final Random random;
    private final List<Future<?>> sending = new ArrayList<>();
    private boolean atRecords;
    private @Nullable JobClient job;
    private @Nullable String savepoint;

    /** Of a broker that has the topic {@code commands}. */
    public FailingRun(Path folder, KafkaBroker broker, Random random) {
        this.folder = folder;
        this.broker = broker;
        this.random = random;
    }

    /**
     * Starts.
     *
     * @param records among which it may fail
     */
    public void start(int parallelism, int records, Consumer<StreamExecutionEnvironment> build)
            throws Exception {
        atRecords = random.nextBoolean();
        FailsOnce.in(1 + random.nextInt(atRecords ? records : CHECKPOINTS_MAX));
        StreamExecutionEnvironment env =
                savepoint == null
                        ? TestEnvironments.withCheckpointsIn(folder, parallelism)
                        : TestEnvironments.resumedFrom(savepoint, folder, parallelism);
        build.accept(env);
        job = env.executeAsync();
    }

    /** The same stream, which is where it fails. */
    public <T> DataStream<T> failing(DataStream<T> stream, Class<T> type) {
        return FailsOnce.append(stream, atRecords, !atRecords, type);
    }

    /** Of the test's making: with any other the job has ended. */
    public void awaitFailure() throws Exception {
        JobClient running = job();
        Patience.await()
                .until(
                        () ->
                                FailsOnce.hasFailed()
                                        || running.getJobStatus().get().isGloballyTerminalState());
        if (!FailsOnce.hasFailed()) {
            running.getJobExecutionResult().get();
        }
    }

    /** Once or twice; returns how often. */
    public int send(int partition, String json) throws Exception {
        int times = random.nextInt(4) == 0 ? 2 : 1;
        for (int i = 0; i < times; i++) {
            sending.add(
                    broker.send(
                            "commands", partition, null, json.getBytes(StandardCharsets.UTF_8)));
        }
        return times;
    }

    /** Until the broker has all that was sent. */
    public void flush() throws Exception {
        for (Future<?> each : sending) {
            each.get();
        }
        sending.clear();
    }

    public void stop() {
        savepoint =
                Patience.await()
                        // Such as that the job is restarting.
                        .ignoreExceptions()
                        .until(
                                () ->
                                        job().stopWithSavepoint(
                                                        false,
                                                        folder.resolve("savepoints")
                                                                .toUri()
                                                                .toString(),
                                                        SavepointFormatType.CANONICAL)
                                                .get(),
                                path -> true);
    }

    private JobClient job() {
        if (job == null) {
            throw new IllegalStateException("start comes first");
        }
        return job;
    }
}
