package io.oncestream.bench.windows;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The current readings as a bounded source of Flink's: each subtask has every n-th of them. It does
 * next to nothing for a reading, so that what is behind it is measured.
 *
 * @param <T> what is made of a reading
 */
public final class ArraySource<T> implements Source<T, ArraySplit, List<ArraySplit>> {

    private static final long serialVersionUID = 1L;

    private final Making<T> making;
    private final boolean stays;

    /**
     * A source.
     *
     * @param stays whether it goes on without readings when it has emitted all
     */
    public ArraySource(Making<T> making, boolean stays) {
        this.making = making;
        this.stays = stays;
    }

    /** Makes a record of a reading. */
    public interface Making<T> extends Serializable {
        T make(Readings readings, int index);
    }

    @Override
    public Boundedness getBoundedness() {
        return stays ? Boundedness.CONTINUOUS_UNBOUNDED : Boundedness.BOUNDED;
    }

    @Override
    public SourceReader<T, ArraySplit> createReader(SourceReaderContext context) {
        return new ArrayReader<>(making, stays);
    }

    @Override
    public SplitEnumerator<ArraySplit, List<ArraySplit>> createEnumerator(
            SplitEnumeratorContext<ArraySplit> context) {
        List<ArraySplit> splits = new ArrayList<>();
        int step = context.currentParallelism();
        for (int first = 0; first < step; first++) {
            splits.add(new ArraySplit(first, step, first));
        }
        return new Enumerator(context, splits);
    }

    @Override
    public SplitEnumerator<ArraySplit, List<ArraySplit>> restoreEnumerator(
            SplitEnumeratorContext<ArraySplit> context, List<ArraySplit> splits) {
        return new Enumerator(context, new ArrayList<>(splits));
    }

    @Override
    public SimpleVersionedSerializer<ArraySplit> getSplitSerializer() {
        return new ArraySplit.OneSerializer();
    }

    @Override
    public SimpleVersionedSerializer<List<ArraySplit>> getEnumeratorCheckpointSerializer() {
        return new ArraySplit.Serializer();
    }

    /** Gives each reader the split of its number. */
    private record Enumerator(SplitEnumeratorContext<ArraySplit> context, List<ArraySplit> left)
            implements SplitEnumerator<ArraySplit, List<ArraySplit>> {

        @Override
        public void start() {}

        @Override
        public void addReader(int subtask) {
            List<ArraySplit> share =
                    left.stream().filter(split -> split.first() == subtask).toList();
            left.removeAll(share);
            if (!share.isEmpty()) {
                context.assignSplits(new SplitsAssignment<>(Map.of(subtask, share)));
            }
            context.signalNoMoreSplits(subtask);
        }

        @Override
        public void handleSplitRequest(int subtask, String host) {}

        @Override
        public void addSplitsBack(List<ArraySplit> splits, int subtask) {
            left.addAll(splits);
        }

        @Override
        public List<ArraySplit> snapshotState(long checkpointId) {
            return List.copyOf(left);
        }

        @Override
        public void close() {}
    }

    /** Done when what the readers emit is complete; for those that stay. */
    public static CompletableFuture<Void> allEmitted(int subtasks) {
        return ArrayReader.awaitAll(subtasks);
    }
}
