package io.oncestream.launcher.produce;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.oncestream.connector.credential.PasswordReference;
import io.oncestream.connector.credential.UnreadablePassword;
import io.oncestream.connector.source.SourceFailure;
import io.oncestream.connector.source.rabbitmq.RabbitMqAddress;
import io.oncestream.launcher.failure.FailureException;
import java.io.IOException;
import java.util.Map;
import java.util.function.BiFunction;

/** {@code rabbitmq:} and {@code rabbitmq-stream:}, which differ in what is declared. */
record RabbitMqTarget(
        String scheme,
        String form,
        String description,
        String queueType,
        BiFunction<String, PasswordReference, RabbitMqAddress> addresses)
        implements TargetKind {

    private static final int CLOSE_MILLIS_MAX = 5_000;

    @Override
    public MessageTarget open(String uri) {
        RabbitMqAddress address = addresses.apply(uri, PasswordReference.ofSource(null));
        try {
            return open(address);
        } catch (IOException | SourceFailure | UnreadablePassword e) {
            throw new FailureException(String.valueOf(e.getMessage()), e);
        }
    }

    private MessageTarget open(RabbitMqAddress address) throws IOException {
        Connection connection = address.connect();
        boolean opened = false;
        try {
            if (!exists(connection, address.queue())) {
                connection
                        .createChannel()
                        .queueDeclare(
                                address.queue(),
                                true,
                                false,
                                false,
                                Map.of("x-queue-type", queueType));
            }
            Channel channel = connection.createChannel();
            channel.confirmSelect();
            opened = true;
            return new RabbitMqMessages(address, connection, channel);
        } finally {
            if (!opened) {
                connection.abort(CLOSE_MILLIS_MAX);
            }
        }
    }

    /** As it is: one that was declared with other arguments is as good. */
    private static boolean exists(Connection connection, String queue) throws IOException {
        try {
            connection.createChannel().queueDeclarePassive(queue);
            return true;
        } catch (IOException e) {
            if (String.valueOf(e.getCause()).contains("NOT_FOUND")) {
                return false;
            }
            throw e;
        }
    }
}
