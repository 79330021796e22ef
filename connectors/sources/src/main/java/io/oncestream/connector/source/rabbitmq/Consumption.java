package io.oncestream.connector.source.rabbitmq;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** How one kind of split is read, over one session after the other; used by one thread. */
interface Consumption {

    /** How the next session reads on. */
    Subscription subscription();

    /** These are on their way to the job, in this order. */
    void taken(List<Delivery> deliveries);

    /**
     * Nothing has arrived in the current session.
     *
     * @param age of the session
     * @throws io.oncestream.connector.source.SourceFailure when there is nothing to wait for
     */
    default void silent(Duration age) throws InterruptedException {}

    /**
     * A session ended, and another one will follow.
     *
     * @throws IOException when only a restart of the job, from its last checkpoint, keeps messages
     *     from being counted twice
     */
    void lost(Session session) throws IOException;
}
