package io.oncestream.connector.source.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import io.oncestream.testing.RabbitMqBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/**
 * Publishes readings as JSON, persistent and confirmed one by one. As publishers do, it sends one
 * once more, with the same id, when its connection ended before the confirmation.
 */
final class RabbitMqPublisher implements AutoCloseable {

    private static final int CONFIRM_MILLIS_MAX = 10_000;

    private final RabbitMqBroker broker;
    private final String queue;
    private final boolean ids;
    private final int batch;
    private final List<Message> unconfirmed = new ArrayList<>();
    private Connection connection;
    private Channel channel;
    private volatile boolean returned;

    private record Message(String id, String text) {}

    /**
     * @param batch how many messages are confirmed together: 1 for streams, which do not know that
     *     a message comes again
     */
    RabbitMqPublisher(RabbitMqBroker broker, String queue, boolean ids, int batch) {
        this.batch = batch;
        this.broker = broker;
        this.queue = queue;
        this.ids = ids;
    }

    static void declare(RabbitMqBroker broker, String queue, String type) throws Exception {
        try (Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            channel.queueDeclare(queue, true, false, false, Map.of("x-queue-type", type));
        }
    }

    static void delete(RabbitMqBroker broker, String queue) throws Exception {
        try (Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            channel.queueDelete(queue);
        }
    }

    /** Confirmed with the others of its batch, which is sent once more when one of them is not. */
    void publish(long number, String message) {
        unconfirmed.add(new Message(ids ? "id-" + number : null, message));
        if (unconfirmed.size() == batch) {
            confirm();
        }
    }

    /** Until the broker has all that was published. */
    void confirm() {
        while (!unconfirmed.isEmpty()) {
            returned = false;
            try {
                for (Message message : unconfirmed) {
                    write(message.id(), message.text().getBytes(StandardCharsets.UTF_8));
                }
                awaitConfirms();
                unconfirmed.clear();
            } catch (IOException | ShutdownSignalException | TimeoutException e) {
                disconnect();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    void send(String id, byte[] body) throws IOException, InterruptedException, TimeoutException {
        returned = false;
        write(id, body);
        awaitConfirms();
    }

    /** The broker confirms also what no queue took; it returns that before. */
    private void awaitConfirms() throws IOException, InterruptedException, TimeoutException {
        channel.waitForConfirmsOrDie(CONFIRM_MILLIS_MAX);
        if (returned) {
            throw new IOException("no queue took a message");
        }
    }

    private void write(String id, byte[] body) throws IOException, TimeoutException {
        if (connection == null) {
            connection = broker.connect();
            channel = connection.createChannel();
            channel.confirmSelect();
            channel.addReturnListener(unrouted -> returned = true);
        }
        AMQP.BasicProperties properties =
                new AMQP.BasicProperties.Builder().deliveryMode(2).messageId(id).build();
        channel.basicPublish("", queue, true, properties, body);
    }

    @Override
    public void close() {
        confirm();
        disconnect();
    }

    private void disconnect() {
        if (connection != null) {
            connection.abort();
            connection = null;
        }
    }
}
