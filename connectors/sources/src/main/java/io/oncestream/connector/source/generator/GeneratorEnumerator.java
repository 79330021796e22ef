package io.oncestream.connector.source.generator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.jspecify.annotations.Nullable;

/**
 * Gives each reader, when it registers, its share of the splits at once and says that there are no
 * more: a reader begins when it has them all, so that its event time ascends. A reader without a
 * share ends.
 */
final class GeneratorEnumerator implements SplitEnumerator<GeneratorSplit, List<GeneratorSplit>> {

    private final SplitEnumeratorContext<GeneratorSplit> context;
    private final List<GeneratorSplit> unassigned;

    GeneratorEnumerator(
            SplitEnumeratorContext<GeneratorSplit> context, Collection<GeneratorSplit> unassigned) {
        this.context = context;
        this.unassigned = new ArrayList<>(unassigned);
    }

    @Override
    public void start() {}

    @Override
    public void addReader(int subtask) {
        List<GeneratorSplit> share =
                unassigned.stream()
                        .filter(split -> split.residue() % context.currentParallelism() == subtask)
                        .toList();
        if (!share.isEmpty()) {
            context.assignSplits(new SplitsAssignment<>(Map.of(subtask, share)));
            unassigned.removeAll(share);
        }
        context.signalNoMoreSplits(subtask);
    }

    /** What a reader got since the checkpoint that it is restored from: it will register again. */
    @Override
    public void addSplitsBack(List<GeneratorSplit> splits, int subtask) {
        unassigned.addAll(splits);
    }

    /** No reader asks: each gets all of its splits when it registers. */
    @Override
    public void handleSplitRequest(int subtask, @Nullable String host) {}

    @Override
    public List<GeneratorSplit> snapshotState(long checkpointId) {
        return List.copyOf(unassigned);
    }

    @Override
    public void close() {}
}
