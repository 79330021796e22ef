package io.oncestream.connector.source.rabbitmq;

import java.util.List;
import java.util.Optional;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.jspecify.annotations.Nullable;

/**
 * Gives the only split to the first reader that registers. The others stay, without work: one of
 * them may be the first after a restart.
 */
final class SingleSplitEnumerator<S extends SourceSplit>
        implements SplitEnumerator<S, Optional<S>> {

    private final SplitEnumeratorContext<S> context;

    /** Null while a reader has it, or a checkpoint's state of that reader. */
    private @Nullable S unassigned;

    SingleSplitEnumerator(SplitEnumeratorContext<S> context, Optional<S> unassigned) {
        this.context = context;
        this.unassigned = unassigned.orElse(null);
    }

    @Override
    public void start() {}

    @Override
    public void addReader(int subtask) {
        if (unassigned != null) {
            context.assignSplit(unassigned, subtask);
            unassigned = null;
        }
    }

    /** What a reader got since the checkpoint that it is restored from: it will register again. */
    @Override
    public void addSplitsBack(List<S> splits, int subtask) {
        for (S split : splits) {
            unassigned = split;
        }
    }

    @Override
    public void handleSplitRequest(int subtask, @Nullable String host) {}

    @Override
    public Optional<S> snapshotState(long checkpointId) {
        return Optional.ofNullable(unassigned);
    }

    @Override
    public void close() {}
}
