package io.oncestream.connector.source.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import io.oncestream.connector.credential.UnreadablePassword;
import io.oncestream.connector.source.SourceFailure;
import java.io.IOException;
import java.util.Map;

/**
 * What there is, asked before a job starts: nothing is taken from the queue.
 *
 * @param stream whether it is a stream
 * @param messages how many it had some seconds ago, as far as the broker knows
 * @param readers how many consumers it has
 */
record QueueCheck(RabbitMqAddress address, boolean stream, int messages, int readers) {

    private static final int CLOSE_MILLIS_MAX = 5_000;

    /**
     * Asks the server.
     *
     * @throws IllegalArgumentException when there is no such queue or no such server, in one line
     */
    static QueueCheck of(RabbitMqAddress address) {
        try {
            Connection connection = address.connect();
            try {
                Channel channel = connection.createChannel();
                AMQP.Queue.DeclareOk queue = channel.queueDeclarePassive(address.queue());
                return new QueueCheck(
                        address,
                        takesOffsets(channel, address.queue()),
                        queue.getMessageCount(),
                        queue.getConsumerCount());
            } catch (IOException e) {
                throw BrokerError.of(e, address);
            } finally {
                connection.abort(CLOSE_MILLIS_MAX);
            }
        } catch (IOException | SourceFailure | UnreadablePassword e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** AMQP does not tell the type of a queue; another one than a stream refuses an offset. */
    private static boolean takesOffsets(Channel channel, String queue) throws IOException {
        try {
            channel.basicQos(1);
            channel.basicConsume(
                    queue, false, Map.of("x-stream-offset", "next"), new DefaultConsumer(channel));
            return true;
        } catch (IOException e) {
            if (BrokerError.reason(e).contains("x-stream-offset")) {
                return false;
            }
            throw e;
        }
    }

    void isFreeQueue() {
        if (stream) {
            throw new IllegalArgumentException(
                    "%s is a stream: write rabbitmq-stream:// instead of rabbitmq://"
                            .formatted(address));
        }
        if (readers > 0) {
            throw new IllegalArgumentException(
                    "%s has %d reader(s), such as another job: stop that one, or read a queue of your own; a reader that died is forgotten within a minute"
                            .formatted(address, readers));
        }
    }

    void isStream() {
        if (!stream) {
            throw new IllegalArgumentException(
                    "%s is no stream: write rabbitmq:// instead of rabbitmq-stream://"
                            .formatted(address));
        }
    }
}
