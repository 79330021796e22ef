package io.oncestream.job.averages;

import io.oncestream.connector.credential.PasswordReference;
import io.oncestream.connector.source.rabbitmq.QueueReadings;
import io.oncestream.connector.source.rabbitmq.StreamReadings;
import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.Reading;
import io.oncestream.testing.Patience;
import io.oncestream.testing.RabbitMqBroker;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.connector.source.Source;

/** A queue or a stream, and the messages of {@link RabbitMqRun} that are published to it. */
record RabbitMqFeed(RabbitMqBroker broker, String name) {

    private static final AtomicInteger FEEDS = new AtomicInteger();

    /**
     * Declares a new one.
     *
     * @param type {@code classic}, {@code quorum} or {@code stream}
     */
    static RabbitMqFeed declare(RabbitMqBroker broker, String type) throws Exception {
        RabbitMqFeed feed = new RabbitMqFeed(broker, "readings-" + FEEDS.incrementAndGet());
        RabbitMqPublisher.declare(broker, feed.name, type);
        return feed;
    }

    /** An empty stream in the place of this one. */
    void declareStreamAnew() throws Exception {
        RabbitMqPublisher.delete(broker, name);
        RabbitMqPublisher.declare(broker, name, "stream");
    }

    Source<Decoded<Reading>, ?, ?> queue() {
        return QueueReadings.source(
                QueueReadings.address(broker.queueUri(name), PasswordReference.ofSource(null)),
                RabbitMqRun.decoder());
    }

    Source<Decoded<Reading>, ?, ?> stream() {
        return stream("");
    }

    /** {@code parameters} as they stand in the URI, with the question mark. */
    Source<Decoded<Reading>, ?, ?> stream(String parameters) {
        return StreamReadings.source(
                broker.streamUri(name + parameters),
                PasswordReference.ofSource(null),
                RabbitMqRun.decoder());
    }

    void publish(int from, int to) {
        try (RabbitMqPublisher publisher = new RabbitMqPublisher(broker, name, true, 100)) {
            for (int i = from; i < to; i++) {
                publisher.publish(i, RabbitMqRun.message(i));
            }
        }
    }

    /** All of them, a hundred from one checkpoint to the next. */
    void publishAll(boolean ids) {
        try (RabbitMqPublisher publisher = new RabbitMqPublisher(broker, name, ids, 20)) {
            for (long i = 0; i <= RabbitMqRun.MESSAGES; i++) {
                if (i % 100 == 0) {
                    int before = FailingSource.CHECKPOINTS.get();
                    Patience.await().until(() -> FailingSource.CHECKPOINTS.get() > before);
                }
                publisher.publish(i, RabbitMqRun.message(i));
            }
        }
    }

    /**
     * All of them, with a failure between two.
     *
     * @param doubles whether each hundredth message is published twice, with the same id
     * @param begun whether the job has counted some: the failure waits for it
     */
    void publishAll(BrokerFailure failure, boolean doubles, Callable<Boolean> begun)
            throws Exception {
        try (RabbitMqPublisher publisher =
                new RabbitMqPublisher(broker, name, true, doubles ? 20 : 1)) {
            for (long i = 0; i <= RabbitMqRun.MESSAGES; i++) {
                publisher.publish(i, RabbitMqRun.message(i));
                if (doubles && i % 100 == 50) {
                    publisher.publish(i, RabbitMqRun.message(i));
                }
                if (i == RabbitMqRun.MESSAGES / 3) {
                    Patience.await().until(begun);
                    failure.strike(broker);
                }
            }
        }
    }

    void awaitAcknowledged() {
        Patience.await().until(() -> broker.messages(name) == 0);
    }
}
