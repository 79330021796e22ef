package io.oncestream.connector.jdbc;

import io.oncestream.connector.jdbc.SinkHarness.Entry;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;

/**
 * Fails its snapshot for one checkpoint. Flink snapshots a chain from its tail on: in front of a
 * sink it fails when the sink has taken its snapshot, beside a sink and attached first it fails
 * before that, when the sink has got ready to commit.
 */
record Sabotage(long checkpointId) implements MapFunction<Entry, Entry>, CheckpointedFunction {
    private static final long serialVersionUID = 1L;

    static final Sabotage NONE = new Sabotage(-1);

    @Override
    public Entry map(Entry row) {
        return row;
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {
        if (context.getCheckpointId() == checkpointId) {
            throw new IllegalStateException("this snapshot fails for the test");
        }
    }

    @Override
    public void initializeState(FunctionInitializationContext context) {}
}
