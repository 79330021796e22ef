package io.oncestream.connector.source;

import java.util.List;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.jspecify.annotations.Nullable;

/**
 * Fails the job as soon as it starts, for a reason that no restart mends. Flink 2.2.1 may lose an
 * exception that is thrown where state is restored, because the job does not run yet.
 */
record RefusedState<S extends SourceSplit>(String reason, IdentifiedState state)
        implements SplitEnumerator<S, IdentifiedState> {

    @Override
    public void start() {
        throw new SourceFailure(reason);
    }

    @Override
    public void handleSplitRequest(int subtask, @Nullable String host) {}

    @Override
    public void addSplitsBack(List<S> splits, int subtask) {}

    @Override
    public void addReader(int subtask) {}

    @Override
    public IdentifiedState snapshotState(long checkpointId) {
        return state;
    }

    @Override
    public void close() {}
}
