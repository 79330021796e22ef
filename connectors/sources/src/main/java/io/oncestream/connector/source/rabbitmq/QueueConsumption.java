package io.oncestream.connector.source.rabbitmq;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Reads a queue alone. The broker delivers all that is unacknowledged once more to the next
 * session, where messages with ids are recognized.
 */
final class QueueConsumption implements Consumption {

    /** The last delivery of the current session that will not be recognized. */
    private long withoutId;

    @Override
    public Subscription subscription() {
        return new Subscription(Subscription.PREFETCH_MAX, true, Map.of());
    }

    @Override
    public void taken(List<Delivery> deliveries) {
        for (Delivery delivery : deliveries) {
            if (delivery.messageId() == null) {
                withoutId = delivery.tag();
            }
        }
    }

    @Override
    public void lost(Session session) throws IOException {
        boolean unrecognizable = withoutId > session.acknowledged();
        withoutId = 0;
        if (unrecognizable) {
            throw new IOException(
                    "the connection ended, and messages without message-id, which will be delivered"
                            + " once more, are in use: the job goes back to its last checkpoint",
                    session.ended());
        }
    }
}
