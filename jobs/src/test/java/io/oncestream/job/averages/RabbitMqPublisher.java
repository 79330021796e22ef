package io.oncestream.job.averages;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import io.oncestream.launcher.services.RabbitMqBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
    private Connection connection;
    private Channel channel;

    RabbitMqPublisher(RabbitMqBroker broker, String queue, boolean ids) {
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

    void publish(long number, String message) {
        while (true) {
            try {
                send(ids ? "id-" + number : null, message.getBytes(StandardCharsets.UTF_8));
                return;
            } catch (IOException | ShutdownSignalException | TimeoutException e) {
                close();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    void send(String id, byte[] body) throws IOException, InterruptedException, TimeoutException {
        if (connection == null) {
            connection = broker.connect();
            channel = connection.createChannel();
            channel.confirmSelect();
        }
        AMQP.BasicProperties properties =
                new AMQP.BasicProperties.Builder().deliveryMode(2).messageId(id).build();
        channel.basicPublish("", queue, properties, body);
        channel.waitForConfirmsOrDie(CONFIRM_MILLIS_MAX);
    }

    @Override
    public void close() {
        if (connection != null) {
            connection.abort();
            connection = null;
        }
    }
}
