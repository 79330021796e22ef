package io.oncestream.bench.windows;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;

/** Emits the readings of one split, many at each call. */
final class ArrayReader<T> implements SourceReader<T, ArraySplit> {

    /** The task looks at its mailbox after each call: for checkpoints this is often enough. */
    private static final int AT_ONCE = 500;

    private static final AtomicInteger LEFT = new AtomicInteger();
    private static volatile CompletableFuture<Void> all = new CompletableFuture<>();

    private final ArraySource.Making<T> making;
    private final boolean stays;
    private final Readings readings = Readings.current();
    private final CompletableFuture<Void> begin = new CompletableFuture<>();
    private final CompletableFuture<Void> never = new CompletableFuture<>();
    private int first;
    private int step = 1;
    private int next = Integer.MAX_VALUE;
    private boolean ended;

    ArrayReader(ArraySource.Making<T> making, boolean stays) {
        this.making = making;
        this.stays = stays;
    }

    static CompletableFuture<Void> awaitAll(int readers) {
        LEFT.set(readers);
        all = new CompletableFuture<>();
        return all;
    }

    @Override
    public void start() {}

    @Override
    public InputStatus pollNext(ReaderOutput<T> output) {
        if (!begin.isDone()) {
            return InputStatus.NOTHING_AVAILABLE;
        }
        int end = (int) Math.min(readings.count(), next + (long) AT_ONCE * step);
        for (; next < end; next += step) {
            output.collect(making.make(readings, next));
        }
        if (next < readings.count()) {
            return InputStatus.MORE_AVAILABLE;
        }
        if (!ended && LEFT.decrementAndGet() == 0) {
            all.complete(null);
        }
        ended = true;
        return stays ? InputStatus.NOTHING_AVAILABLE : InputStatus.END_OF_INPUT;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return ended && stays ? never : begin;
    }

    @Override
    public List<ArraySplit> snapshotState(long checkpointId) {
        return begin.isDone() ? List.of(new ArraySplit(first, step, next)) : List.of();
    }

    @Override
    public void addSplits(List<ArraySplit> splits) {
        ArraySplit split = splits.get(0);
        first = split.first();
        step = split.step();
        next = split.next();
    }

    @Override
    public void notifyNoMoreSplits() {
        begin.complete(null);
    }

    @Override
    public void close() {}
}
