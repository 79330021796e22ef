package io.oncestream.connector.source.rabbitmq;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.jspecify.annotations.Nullable;

/** Acknowledges what a checkpoint contains when that is complete. */
final class QueueSourceReader<T> extends ConsumerSourceReader<T, QueueSplit, QueueState> {

    private final QueueState.Counters counters;
    private final NavigableMap<Long, QueueState.Mark> pending = new TreeMap<>();
    private @Nullable QueueState queue;

    QueueSourceReader(RabbitMqAddress address, Messages<T> messages, SourceReaderContext context) {
        super(
                () -> new ConsumerSplitReader<>(address, split -> new QueueConsumption()),
                (delivery, output, state) -> {
                    if (state.accept(delivery)) {
                        output.collect(messages.decode(delivery, state.delivered()));
                    }
                },
                context);
        this.counters =
                new QueueState.Counters(
                        context.metricGroup().counter("messagesWithoutId"),
                        context.metricGroup().counter("duplicatesDropped"));
    }

    @Override
    protected QueueState initializedState(QueueSplit split) {
        QueueState state = new QueueState(split, counters);
        queue = state;
        return state;
    }

    @Override
    protected QueueSplit toSplitType(String splitId, QueueState state) {
        return state.toSplit();
    }

    @Override
    public List<QueueSplit> snapshotState(long checkpointId) {
        QueueState.Mark last = queue == null ? null : queue.last();
        if (last != null) {
            pending.put(checkpointId, last);
        }
        return super.snapshotState(checkpointId);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        NavigableMap<Long, QueueState.Mark> complete = pending.headMap(checkpointId, true);
        if (!complete.isEmpty()) {
            complete.lastEntry().getValue().acknowledge();
            complete.clear();
        }
        super.notifyCheckpointComplete(checkpointId);
    }
}
