package io.oncestream.connector.source.rabbitmq;

import org.apache.flink.metrics.Counter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far the job has come in a queue, and which messages it has seen. */
final class QueueState {

    private static final Logger LOG = LoggerFactory.getLogger(QueueState.class);

    /** What is worth watching. */
    record Counters(Counter withoutId, Counter dropped) {}

    /** The last delivery that is in a checkpoint, or was dropped before it. */
    record Mark(Session session, long tag) {

        void acknowledge() {
            session.acknowledge(tag);
        }
    }

    private final RecentIds ids;
    private final Counters counters;
    private long delivered;
    private @Nullable Mark last;
    private boolean warned;

    QueueState(QueueSplit split, Counters counters) {
        this.delivered = split.delivered();
        this.ids = RecentIds.of(RecentIds.CAPACITY, split.ids());
        this.counters = counters;
    }

    /** Whether it is to be counted: it is none that was counted before. */
    boolean accept(Delivery delivery) {
        last = new Mark(delivery.session(), delivery.tag());
        String id = delivery.messageId();
        if (id == null) {
            countWithoutId();
        } else if (!ids.add(id)) {
            counters.dropped().inc();
            return false;
        }
        delivered++;
        return true;
    }

    private void countWithoutId() {
        counters.withoutId().inc();
        if (!warned) {
            warned = true;
            LOG.warn(
                    "Messages without message-id: after a failure some of them may be counted"
                            + " twice. Publish with a message-id for exactly once.");
        }
    }

    /** The number of the message that was accepted last. */
    long delivered() {
        return delivered;
    }

    /** Null while nothing was delivered. */
    @Nullable Mark last() {
        return last;
    }

    QueueSplit toSplit() {
        return new QueueSplit(delivered, ids.toBytes());
    }
}
