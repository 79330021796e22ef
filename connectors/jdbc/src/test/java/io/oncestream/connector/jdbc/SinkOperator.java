package io.oncestream.connector.jdbc;

import io.oncestream.connector.jdbc.SinkHarness.Checkpoint;
import java.time.Duration;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.streaming.api.functions.sink.legacy.RichSinkFunction;
import org.apache.flink.streaming.api.operators.StreamSink;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

/**
 * One parallel instance of any sink in Flink's operator harness: checkpoints step by step. A
 * benchmark drives it too.
 */
@SuppressWarnings("deprecation") // as in the sinks
public final class SinkOperator<T> implements AutoCloseable {
    private final OneInputStreamOperatorTestHarness<T, Object> harness;
    private boolean isSetUp;

    public SinkOperator(JobID job, RichSinkFunction<T> sink, int subtask, int parallelism)
            throws Exception {
        MockEnvironment environment =
                new MockEnvironmentBuilder()
                        .setJobID(job)
                        .setMaxParallelism(128)
                        .setParallelism(parallelism)
                        .setSubtaskIndex(subtask)
                        .build();
        environment
                .getJobConfiguration()
                .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(1));
        harness = new OneInputStreamOperatorTestHarness<>(new StreamSink<>(sink), environment);
    }

    public void start() throws Exception {
        setUp();
        harness.open();
    }

    private void setUp() {
        isSetUp = true;
        harness.setup();
    }

    void resume(Checkpoint checkpoint) throws Exception {
        harness.setRestoredCheckpointId(checkpoint.id());
        setUp();
        harness.initializeState(checkpoint.state());
        harness.open();
    }

    public void write(T row) throws Exception {
        harness.processElement(row, 0);
    }

    /** The input has ended. */
    void finish() throws Exception {
        harness.getOneInputOperator().finish();
    }

    public Checkpoint snapshot(long checkpointId) throws Exception {
        return new Checkpoint(checkpointId, harness.snapshot(checkpointId, 0));
    }

    public void complete(long checkpointId) throws Exception {
        harness.notifyOfCompletedCheckpoint(checkpointId);
    }

    @Override
    public void close() throws Exception {
        if (isSetUp) { // what refused may leave its siblings as they were
            harness.close();
        }
    }
}
