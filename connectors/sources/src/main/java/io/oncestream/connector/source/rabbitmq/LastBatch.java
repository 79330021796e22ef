package io.oncestream.connector.source.rabbitmq;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The last batch of a stream, and with it where the stream ends. AMQP has no other way to ask that:
 * what the broker says about the number of messages is some seconds old.
 *
 * @param first the offset of the batch's first message
 * @param last the offset of its last message
 * @param lastChecksum of that message, by {@link Delivery#checksum()}
 */
record LastBatch(long first, long last, long lastChecksum) {

    private static final Duration FIRST_MAX = Duration.ofSeconds(5);
    private static final Duration NEXT_MAX = Duration.ofMillis(300);

    /** While the stream is published to, there is always one more. */
    private static final Duration ALL_MAX = Duration.ofSeconds(5);

    /**
     * Reads it, by a connection of its own.
     *
     * @return empty when nothing came within 5 seconds: the stream has no message, or the broker
     *     has not got round to it
     * @throws io.oncestream.connector.source.SourceFailure when the broker refuses
     * @throws IOException when it may not do so later
     */
    static Optional<LastBatch> read(RabbitMqAddress address)
            throws IOException, InterruptedException {
        try (Session session = Session.open(address, Subscription.ofStream("last"))) {
            Optional<LastBatch> batch = Optional.empty();
            List<Delivery> taken = session.take(FIRST_MAX);
            long end = System.nanoTime() + ALL_MAX.toNanos();
            while (!taken.isEmpty() && System.nanoTime() - end < 0) {
                batch = Optional.of(through(batch, taken));
                session.acknowledge(taken.get(taken.size() - 1).tag());
                taken = session.take(NEXT_MAX);
            }
            Throwable ended = session.ended();
            if (ended != null) {
                throw new IOException("the connection to %s ended".formatted(address), ended);
            }
            return batch;
        }
    }

    private static LastBatch through(Optional<LastBatch> before, List<Delivery> taken)
            throws IOException {
        Delivery end = taken.get(taken.size() - 1);
        long first = before.isPresent() ? before.get().first() : offset(taken.get(0));
        return new LastBatch(first, offset(end), end.checksum());
    }

    private static long offset(Delivery delivery) throws IOException {
        Long offset = delivery.offset();
        if (offset == null) {
            throw new IOException("messages come without an offset: this is no stream");
        }
        return offset;
    }
}
