package io.oncestream.connector.source.rabbitmq;

import io.oncestream.connector.credential.PasswordReference;
import io.oncestream.connector.format.FieldRules;
import io.oncestream.connector.format.JsonMessages;
import io.oncestream.connector.reading.ReadingMapper;
import io.oncestream.connector.source.IdentifiedSource;
import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.Reading;
import io.oncestream.testing.Patience;
import io.oncestream.testing.RabbitMqBroker;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.api.connector.source.Source;

/**
 * A queue or a stream, and the messages that are published to it: readings of ten keys, one each 10
 * ms, but each tenth message is broken.
 */
record RabbitMqFeed(RabbitMqBroker broker, String name) {

    static final int MESSAGES = 1_500;
    static final int READINGS = MESSAGES / 10 * 9;

    private static final JsonMessages<Reading> DECODER =
            new JsonMessages<>(new ReadingMapper("key", "time", "value", null), FieldRules.DEFAULT);

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

    private static boolean isBroken(int number) {
        return number % 10 == 3;
    }

    private static Reading reading(int number) {
        return new Reading("k" + number * 7 % 10, Instant.ofEpochMilli(10L * number), number, 0);
    }

    static Stream<Reading> readings(int from, int to) {
        return IntStream.range(from, to)
                .filter(number -> !isBroken(number))
                .mapToObj(RabbitMqFeed::reading);
    }

    /**
     * Those that are rejected, as {@code position|text}.
     *
     * @param first the position of the first message of all
     */
    static List<String> rejected(int from, int to, int first) {
        return IntStream.range(from, to)
                .filter(RabbitMqFeed::isBroken)
                .mapToObj(number -> (first + number) + "|" + message(number))
                .toList();
    }

    private static String message(int number) {
        Reading reading = reading(number);
        return isBroken(number)
                ? "broken " + number
                : "{\"key\":\"%s\",\"time\":\"%s\",\"value\":%s}"
                        .formatted(reading.key(), reading.time(), reading.value());
    }

    /** An empty stream in the place of this one. */
    void declareStreamAnew() throws Exception {
        RabbitMqPublisher.delete(broker, name);
        RabbitMqPublisher.declare(broker, name, "stream");
    }

    Source<Decoded<Reading>, ?, ?> queue() {
        RabbitMqAddress address =
                QueueRecords.address(broker.queueUri(name), PasswordReference.ofSource(null));
        return IdentifiedSource.of("rabbitmq:...", QueueRecords.source(address, DECODER));
    }

    Source<Decoded<Reading>, ?, ?> stream() {
        return stream("");
    }

    /** {@code parameters} as they stand in the URI, with the question mark. */
    Source<Decoded<Reading>, ?, ?> stream(String parameters) {
        return IdentifiedSource.of(
                "rabbitmq-stream:...",
                StreamRecords.source(
                        broker.streamUri(name + parameters),
                        PasswordReference.ofSource(null),
                        DECODER));
    }

    void publish(int from, int to) {
        try (RabbitMqPublisher publisher = new RabbitMqPublisher(broker, name, true, 100)) {
            for (int i = from; i < to; i++) {
                publisher.publish(i, message(i));
            }
        }
    }

    /** All of them, a hundred from one checkpoint to the next. */
    void publishAll(boolean ids) {
        try (RabbitMqPublisher publisher = new RabbitMqPublisher(broker, name, ids, 20)) {
            for (int i = 0; i < MESSAGES; i++) {
                if (i % 100 == 0) {
                    int before = FailingSource.CHECKPOINTS.get();
                    Patience.await().until(() -> FailingSource.CHECKPOINTS.get() > before);
                }
                publisher.publish(i, message(i));
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
            for (int i = 0; i < MESSAGES; i++) {
                publisher.publish(i, message(i));
                if (doubles && i % 100 == 50) {
                    publisher.publish(i, message(i));
                }
                if (i == MESSAGES / 3) {
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
