package io.oncestream.connector.source.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection with one channel and one consumer. Delivery tags mean something in it alone, so
 * what was delivered here is acknowledged here, or never.
 */
final class Session implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    private static final int CLOSE_MILLIS_MAX = 5_000;
    private static final long BYTES_MAX = 64L << 20;
    private static final int BATCH = 1_024;
    private static final Duration OF_USE_MIN = Duration.ofSeconds(5);

    private final RabbitMqAddress address;
    private final Connection connection;
    private final Channel channel;
    private final Handover handover = new Handover(BYTES_MAX);
    private final long openedNanos = System.nanoTime();
    private boolean delivered;
    private volatile long acknowledged;

    private Session(RabbitMqAddress address, Connection connection, Channel channel) {
        this.address = address;
        this.connection = connection;
        this.channel = channel;
    }

    /**
     * Connects and begins to read.
     *
     * @throws io.oncestream.connector.source.SourceFailure when trying again is no use
     * @throws IOException when it may help
     */
    static Session open(RabbitMqAddress address, Subscription subscription) throws IOException {
        Connection connection = address.connect();
        boolean open = false;
        try {
            Channel channel = connection.createChannel();
            if (channel == null) {
                throw new IOException("RabbitMQ at %s has no channel left".formatted(address));
            }
            Session session = new Session(address, connection, channel);
            session.consume(subscription);
            open = true;
            return session;
        } catch (AlreadyClosedException e) {
            throw BrokerError.of(new IOException(e), address);
        } catch (IOException e) {
            throw BrokerError.of(e, address);
        } finally {
            if (!open) {
                connection.abort(CLOSE_MILLIS_MAX);
            }
        }
    }

    private void consume(Subscription subscription) throws IOException {
        channel.addShutdownListener(handover::end);
        channel.basicQos(subscription.prefetch());
        channel.basicConsume(
                address.queue(),
                false,
                "",
                false,
                subscription.exclusive(),
                subscription.arguments(),
                new Consumer());
    }

    private final class Consumer extends DefaultConsumer {

        Consumer() {
            super(channel);
        }

        @Override
        public void handleDelivery(
                String consumer, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
            try {
                handover.put(Delivery.of(Session.this, envelope, properties, body));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                handover.end(e);
            }
        }

        @Override
        public void handleCancel(String consumer) {
            handover.end(new IOException("the broker ended the reading of " + address));
        }
    }

    /** Some messages; none after the time, after the end or when woken. */
    List<Delivery> take(Duration most) throws InterruptedException {
        List<Delivery> taken = handover.take(BATCH, most);
        delivered |= !taken.isEmpty();
        return taken;
    }

    /** Whether there were messages in it, or time for some. */
    boolean wasOfUse() {
        return delivered || age().compareTo(OF_USE_MIN) > 0;
    }

    /** Whether there was no message in it as yet. */
    boolean isSilent() {
        return !delivered;
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - openedNanos);
    }

    void wake() {
        handover.wake();
    }

    /** Why no more messages will come; null while they may. */
    @Nullable Throwable ended() {
        return handover.ended();
    }

    /**
     * Lets the broker forget all messages up to this one. When the session has ended the broker
     * will deliver them once more, to another.
     */
    void acknowledge(long tag) {
        if (tag <= acknowledged) {
            return;
        }
        try {
            channel.basicAck(tag, true);
            acknowledged = tag;
        } catch (AlreadyClosedException | IOException e) {
            LOG.info(
                    "{}: deliveries up to {} come once more, their connection ended", address, tag);
            LOG.debug("Not acknowledged", e);
        }
    }

    /** The highest delivery that was acknowledged. */
    long acknowledged() {
        return acknowledged;
    }

    /** Waits, for a while, until the broker has read the last acknowledgements. */
    @Override
    public void close() {
        handover.close();
        connection.abort(CLOSE_MILLIS_MAX);
    }
}
