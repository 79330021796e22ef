package io.oncestream.connector.source.rabbitmq;

import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a stream from an offset on. Acknowledgements are its flow control and nothing else: they
 * are sent as soon as Flink has the messages.
 */
final class StreamConsumption implements Consumption {

    private static final Logger LOG = LoggerFactory.getLogger(StreamConsumption.class);
    private static final int PREFETCH = 10_000;

    private final StreamStart start;
    private long next;

    StreamConsumption(StreamSplit split) {
        this.start = split.start();
        this.next = split.next();
    }

    @Override
    public Subscription subscription() {
        Object from = next == StreamSplit.NONE ? start.argument() : (Object) next;
        return new Subscription(PREFETCH, false, Map.of("x-stream-offset", from));
    }

    @Override
    public void taken(List<Delivery> deliveries) {
        for (Delivery delivery : deliveries) {
            Long offset = delivery.offset();
            if (offset != null && offset >= next) {
                if (delivery.tag() == 1 && next != StreamSplit.NONE && offset > next) {
                    LOG.warn(
                            "The stream goes on at offset {} instead of {}: what is between has"
                                    + " been deleted by its retention, or is RabbitMQ's own",
                            offset,
                            next);
                }
                next = offset + 1;
            }
            delivery.session().acknowledge(delivery.tag());
        }
    }

    @Override
    public void lost(Session session) {}
}
