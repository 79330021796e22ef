package io.oncestream.connector.jdbc;

import io.oncestream.connector.jdbc.SinkHarness.Entry;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;

/**
 * Stands in one chain with a sink and reports its checkpoints. Flink snapshots a chain from its
 * tail on: what is reported here, the sink has sealed.
 */
final class CheckpointWitness extends RichMapFunction<Entry, Entry>
        implements CheckpointedFunction, CheckpointListener {
    private static final long serialVersionUID = 1L;

    private final JobEvents events;

    CheckpointWitness(JobEvents events) {
        this.events = events;
    }

    @Override
    public Entry map(Entry row) {
        events.seen().rows().merge(subtask(), 1L, Long::sum);
        return row;
    }

    private int subtask() {
        return getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
    }

    @Override
    public void initializeState(FunctionInitializationContext context) {}

    @Override
    public void snapshotState(FunctionSnapshotContext context) {
        events.seen().snapshots().put(subtask(), context.getCheckpointId());
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
        long last = events.seen().snapshots().getOrDefault(subtask(), 0L);
        events.seen().completed().add(new JobEvents.Completion(subtask(), checkpointId, last));
    }

    @Override
    public void notifyCheckpointAborted(long checkpointId) {
        events.seen().aborted().add(checkpointId);
    }
}
