package io.oncestream.launcher.produce;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.oncestream.connector.source.rabbitmq.RabbitMqAddress;
import io.oncestream.launcher.failure.FailureException;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeoutException;

/**
 * Messages to a queue or a stream of RabbitMQ, persistent and confirmed. Each has an id of its own,
 * also when the same file is sent again: that is meant, then, and counts again.
 */
final class RabbitMqMessages implements MessageTarget {

    private static final int UNCONFIRMED_MAX = 1_000;
    private static final int CONFIRM_MILLIS_MAX = 30_000;
    private static final int CLOSE_MILLIS_MAX = 5_000;
    private static final int PERSISTENT = 2;

    private final RabbitMqAddress address;
    private final Connection connection;
    private final Channel channel;
    private final String run = UUID.randomUUID().toString();
    private volatile boolean returned;
    private long sent;
    private long confirmed;

    RabbitMqMessages(RabbitMqAddress address, Connection connection, Channel channel) {
        this.address = address;
        this.connection = connection;
        this.channel = channel;
        channel.addReturnListener(unrouted -> returned = true);
    }

    @Override
    public void send(Message message) throws InterruptedException {
        AMQP.BasicProperties properties =
                new AMQP.BasicProperties.Builder()
                        .deliveryMode(PERSISTENT)
                        .messageId(run + "-" + sent)
                        .build();
        try {
            channel.basicPublish("", address.queue(), true, properties, message.value());
        } catch (IOException | AlreadyClosedException e) {
            throw failure(e);
        }
        sent++;
        if (sent % UNCONFIRMED_MAX == 0) {
            flush();
        }
    }

    @Override
    public void flush() throws InterruptedException {
        try {
            channel.waitForConfirmsOrDie(CONFIRM_MILLIS_MAX);
        } catch (IOException | TimeoutException | AlreadyClosedException e) {
            throw failure(e);
        }
        // The broker confirms what no queue took as well; it returns it before.
        if (returned) {
            throw failure(new IOException("it is gone, the broker returned a message"));
        }
        confirmed = sent;
    }

    @Override
    public OptionalLong arrived() {
        return OptionalLong.of(confirmed);
    }

    private FailureException failure(Exception e) {
        return new FailureException("%s takes no more: %s".formatted(address, e.getMessage()), e);
    }

    @Override
    public void close() {
        connection.abort(CLOSE_MILLIS_MAX);
    }
}
