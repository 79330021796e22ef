package io.oncestream.connector.source.socket;

import io.oncestream.connector.format.MessageDecoder;
import io.oncestream.connector.source.spool.SpoolRecord;
import io.oncestream.state.reading.Decoded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;
import org.jspecify.annotations.Nullable;

/** Receives and emits where it has the split, and is idle otherwise. */
final class SocketReader<T> implements SourceReader<Decoded<T>, SpoolSplit> {

    /** Between two batches the task looks after checkpoints and timers. */
    private static final int BATCH = 128;

    private final SocketOptions options;
    private final String job;
    private final MessageDecoder<T> decoder;
    private final SocketMetrics metrics;
    private final Availability availability = new Availability();

    /** The next offset as of each checkpoint that has not completed. */
    private final NavigableMap<Long, Long> offsets = new TreeMap<>();

    /** Set with the split. */
    private @Nullable SpoolFeed feed;

    private boolean idle;

    /**
     * @param job the same for all attempts of a job
     */
    SocketReader(
            SocketOptions options, String job, MessageDecoder<T> decoder, SocketMetrics metrics) {
        this.options = options;
        this.job = job;
        this.decoder = decoder;
        this.metrics = metrics;
    }

    @Override
    public void start() {}

    @Override
    public void addSplits(List<SpoolSplit> splits) {
        if (feed != null || splits.size() != 1) {
            throw new IllegalStateException("there is one split for one reader: " + splits);
        }
        try {
            FeedStart start = new FeedStart(options, job, splits.get(0), FeedStart.PATIENCE);
            feed = SpoolFeed.open(start, metrics, availability);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
        availability.signal();
    }

    @Override
    public void notifyNoMoreSplits() {
        idle = feed == null;
        availability.signal();
    }

    @Override
    public InputStatus pollNext(ReaderOutput<Decoded<T>> output) throws IOException {
        if (feed == null) {
            if (idle) {
                output.markIdle();
            }
            return InputStatus.NOTHING_AVAILABLE;
        }
        SourceOutput<Decoded<T>> ofSplit = output.createOutputForSplit(SpoolSplit.ID);
        for (int i = 0; i < BATCH; i++) {
            SpoolRecord record = feed.next();
            if (record == null) {
                return InputStatus.NOTHING_AVAILABLE;
            }
            long offset = feed.offset() - 1;
            ofSplit.collect(SpooledLine.decode(record, decoder, options.address(), offset));
        }
        return InputStatus.MORE_AVAILABLE;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        CompletableFuture<Void> next = availability.next();
        return feed != null && feed.hasNext() ? CompletableFuture.completedFuture(null) : next;
    }

    @Override
    public List<SpoolSplit> snapshotState(long checkpointId) {
        if (feed == null) {
            return List.of();
        }
        offsets.put(checkpointId, feed.offset());
        return List.of(feed.split());
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws IOException {
        Long offset = offsets.get(checkpointId);
        if (feed != null && offset != null) {
            offsets.headMap(checkpointId, true).clear();
            feed.deleteUpTo(offset);
        }
    }

    @Override
    public void notifyCheckpointAborted(long checkpointId) {
        offsets.remove(checkpointId);
    }

    @Override
    public void close() throws IOException {
        if (feed != null) {
            feed.close();
        }
    }
}
