package io.oncestream.connector.source.generator;

import io.oncestream.state.reading.Decoded;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;
import org.jspecify.annotations.Nullable;

/** Emits the records of its splits in ascending order of their indexes. */
final class GeneratorReader<T> implements SourceReader<Decoded<T>, GeneratorSplit> {

    /** Between two batches the task looks after checkpoints and timers. */
    private static final int BATCH = 128;

    private final Sequence<T> sequence;
    private final long end;
    private final Throttle throttle;
    private final List<GeneratorSplit> assigned = new ArrayList<>();
    private final CompletableFuture<Void> complete = new CompletableFuture<>();

    /** Set when all splits are there. */
    private @Nullable AscendingIndexes indexes;

    GeneratorReader(Sequence<T> sequence, long end, Throttle throttle) {
        this.sequence = sequence;
        this.end = end;
        this.throttle = throttle;
    }

    @Override
    public void start() {}

    @Override
    public void addSplits(List<GeneratorSplit> splits) {
        if (complete.isDone()) {
            throw new IllegalStateException("splits behind the end of the splits: " + splits);
        }
        assigned.addAll(splits);
    }

    @Override
    public void notifyNoMoreSplits() {
        if (!assigned.isEmpty()) {
            indexes = new AscendingIndexes(assigned);
            throttle.start(assigned.size());
        }
        complete.complete(null);
    }

    @Override
    public InputStatus pollNext(ReaderOutput<Decoded<T>> output) {
        if (!complete.isDone()) {
            return InputStatus.NOTHING_AVAILABLE;
        }
        if (indexes == null || indexes.current() >= end) {
            return InputStatus.END_OF_INPUT;
        }
        int batch = throttle.take(BATCH);
        for (int i = 0; i < batch && indexes.current() < end; i++) {
            long index = indexes.current();
            output.collect(Decoded.of(sequence.at(index), 0), sequence.millis(index));
            indexes.advance();
        }
        return batch == 0 ? InputStatus.NOTHING_AVAILABLE : InputStatus.MORE_AVAILABLE;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return complete.isDone() ? throttle.available() : complete;
    }

    @Override
    public List<GeneratorSplit> snapshotState(long checkpointId) {
        return indexes == null ? List.copyOf(assigned) : indexes.splits();
    }

    @Override
    public void close() {
        throttle.close();
    }
}
