package io.oncestream.connector.source.rabbitmq;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Another source whose reader fails at a named point, as often as {@link #FAILURES} says. */
final class FailingSource<T, S extends SourceSplit, E> implements Source<T, S, E> {

    private static final long serialVersionUID = 1L;

    enum Point {
        NEVER,
        /** Some of what was emitted is in no complete checkpoint. */
        BETWEEN_CHECKPOINTS,
        /** A checkpoint is complete, and the source does not know it yet. */
        BEFORE_ACKNOWLEDGEMENT,
        /** A checkpoint is complete, and the source has just heard of it. */
        AFTER_ACKNOWLEDGEMENT
    }

    static final AtomicInteger FAILURES = new AtomicInteger();

    /** How many were completed, so that messages can keep pace with them. */
    static final AtomicInteger CHECKPOINTS = new AtomicInteger();

    private static final int CHECKPOINTS_BEFORE = 2;
    private static final int EMITTED_BEFORE = 10;

    private final Source<T, S, E> source;
    private final Point point;

    private FailingSource(Source<T, S, E> source, Point point) {
        this.source = source;
        this.point = point;
    }

    static <T, S extends SourceSplit, E> FailingSource<T, S, E> of(
            Source<T, S, E> source, Point point) {
        return new FailingSource<>(source, point);
    }

    @Override
    public Boundedness getBoundedness() {
        return source.getBoundedness();
    }

    @Override
    public SourceReader<T, S> createReader(SourceReaderContext context) throws Exception {
        return new Reader<>(source.createReader(context), point);
    }

    @Override
    public SplitEnumerator<S, E> createEnumerator(SplitEnumeratorContext<S> context)
            throws Exception {
        return source.createEnumerator(context);
    }

    @Override
    public SplitEnumerator<S, E> restoreEnumerator(SplitEnumeratorContext<S> context, E state)
            throws Exception {
        return source.restoreEnumerator(context, state);
    }

    @Override
    public SimpleVersionedSerializer<S> getSplitSerializer() {
        return source.getSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<E> getEnumeratorCheckpointSerializer() {
        return source.getEnumeratorCheckpointSerializer();
    }

    private static final class Reader<T, S extends SourceSplit> implements SourceReader<T, S> {

        private final SourceReader<T, S> reader;
        private final Point point;
        private boolean hasSplit;
        private int checkpoints;
        private int emitted;

        Reader(SourceReader<T, S> reader, Point point) {
            this.reader = reader;
            this.point = point;
        }

        private void pass(Point here) {
            if (here == point
                    && hasSplit
                    && checkpoints >= CHECKPOINTS_BEFORE
                    && emitted >= EMITTED_BEFORE
                    && FAILURES.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IllegalStateException("this fails for the test, " + here);
            }
        }

        @Override
        public void start() {
            reader.start();
        }

        @Override
        public InputStatus pollNext(ReaderOutput<T> output) throws Exception {
            pass(Point.BETWEEN_CHECKPOINTS);
            InputStatus status = reader.pollNext(output);
            emitted += status == InputStatus.MORE_AVAILABLE ? 1 : 0;
            return status;
        }

        @Override
        public List<S> snapshotState(long checkpointId) {
            return reader.snapshotState(checkpointId);
        }

        @Override
        public void notifyCheckpointComplete(long checkpointId) throws Exception {
            checkpoints++;
            CHECKPOINTS.incrementAndGet();
            pass(Point.BEFORE_ACKNOWLEDGEMENT);
            reader.notifyCheckpointComplete(checkpointId);
            pass(Point.AFTER_ACKNOWLEDGEMENT);
            emitted = 0;
        }

        @Override
        public CompletableFuture<Void> isAvailable() {
            return reader.isAvailable();
        }

        @Override
        public void addSplits(List<S> splits) {
            hasSplit = true;
            reader.addSplits(splits);
        }

        @Override
        public void notifyNoMoreSplits() {
            reader.notifyNoMoreSplits();
        }

        @Override
        public void handleSourceEvents(SourceEvent event) {
            reader.handleSourceEvents(event);
        }

        @Override
        public void close() throws Exception {
            reader.close();
        }
    }
}
