package io.oncestream.connector.source.socket;

import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.jspecify.annotations.Nullable;

/**
 * Gives the split to the first subtask, and tells the others at once that none will come. A reader
 * that is restored has it already.
 */
final class SpoolEnumerator implements SplitEnumerator<SpoolSplit, SpoolSplit> {

    private final SplitEnumeratorContext<SpoolSplit> context;
    private @Nullable SpoolSplit unassigned;

    SpoolEnumerator(SplitEnumeratorContext<SpoolSplit> context, @Nullable SpoolSplit unassigned) {
        this.context = context;
        this.unassigned = unassigned;
    }

    @Override
    public void start() {}

    @Override
    public void addReader(int subtask) {
        if (subtask == 0 && unassigned != null) {
            context.assignSplits(new SplitsAssignment<>(Map.of(0, List.of(unassigned))));
            unassigned = null;
        }
        context.signalNoMoreSplits(subtask);
    }

    /** What a reader got since the checkpoint that it is restored from: it will register again. */
    @Override
    public void addSplitsBack(List<SpoolSplit> splits, int subtask) {
        splits.forEach(split -> unassigned = split);
    }

    /** No reader asks. */
    @Override
    public void handleSplitRequest(int subtask, @Nullable String host) {}

    @Override
    public SpoolSplit snapshotState(long checkpointId) {
        return unassigned == null ? SpoolSplit.NONE : unassigned;
    }

    @Override
    public void close() {}
}
