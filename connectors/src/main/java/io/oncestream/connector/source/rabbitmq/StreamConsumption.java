package io.oncestream.connector.source.rabbitmq;

import java.time.Duration;
import java.time.Instant;
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

    private static final Duration SILENCE_MIN = Duration.ofSeconds(10);
    private static final Duration SILENCE_MAX = Duration.ofMinutes(5);

    private final Instant attached;
    private StreamStart start;
    private long next;
    private Duration silenceMax = SILENCE_MIN;

    /**
     * @param attached when reading begins
     */
    StreamConsumption(StreamSplit split, Instant attached) {
        this.start = split.start();
        this.next = split.next();
        this.attached = attached;
    }

    @Override
    public Subscription subscription() {
        Object from = next == StreamSplit.NONE ? start.argument() : (Object) next;
        return new Subscription(PREFETCH, false, Map.of("x-stream-offset", from));
    }

    @Override
    public void taken(List<Delivery> deliveries) {
        if (!deliveries.isEmpty()) {
            silenceMax = SILENCE_MIN;
        }
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

    /**
     * RabbitMQ (3.10) was seen never to deliver anything to a reader that attached while the broker
     * recovered the stream after a kill. A new session does no harm to a stream that is just
     * silent, and comes ever more rarely.
     */
    @Override
    public boolean isStalled(Session session) {
        boolean stalled = session.silence().compareTo(silenceMax) > 0;
        if (stalled) {
            LOG.debug("Nothing came for {}: attaching anew", silenceMax);
            Duration twice = silenceMax.multipliedBy(2);
            silenceMax = twice.compareTo(SILENCE_MAX) < 0 ? twice : SILENCE_MAX;
        }
        return stalled;
    }

    /** Without an offset to go on from, the next session begins where this one did. */
    @Override
    public void lost(Session session) {
        start = start.since(attached);
    }
}
