package io.oncestream.connector.source.rabbitmq;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.oncestream.connector.credential.PasswordReference;
import io.oncestream.connector.credential.UnreadablePassword;
import io.oncestream.connector.source.ServerUri;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A queue or a stream of a RabbitMQ server, and who reads it.
 *
 * @param queue the name of the queue or the stream
 */
public record RabbitMqAddress(
        String host,
        int port,
        String user,
        PasswordReference password,
        String virtualHost,
        String queue)
        implements Serializable {

    private static final int PORT = 5672;
    private static final String GUEST = "guest";
    private static final String VIRTUAL_HOST = "vhost";
    private static final int TIMEOUT_MILLIS = 10_000;

    /** After about twice this a dead reader's queue is free again. */
    private static final int HEARTBEAT_SECONDS = 20;

    /** The most that the broker takes by default: a larger one would cut the connection. */
    private static final int MESSAGE_BYTES_MAX = 128 << 20;

    /**
     * Of a URI such as {@code rabbitmq://USER@HOST:5672/QUEUE?vhost=V}.
     *
     * @param form how it should be written, for the error
     * @throws IllegalArgumentException when it is written otherwise, in one line
     */
    static RabbitMqAddress of(ServerUri uri, String form, PasswordReference password) {
        if (uri.host().isEmpty() || uri.path().isEmpty()) {
            throw new IllegalArgumentException("the host or the queue is missing: write " + form);
        }
        return new RabbitMqAddress(
                uri.host(),
                uri.port().orElse(PORT),
                uri.user().orElse(GUEST),
                password,
                uri.parameters().value(VIRTUAL_HOST, name -> name, "a name").orElse("/"),
                uri.path());
    }

    static List<String> parameters(String... others) {
        List<String> names = new ArrayList<>(List.of(VIRTUAL_HOST));
        names.addAll(List.of(others));
        return names;
    }

    /**
     * A new connection, which does not restore itself: who reads decides what a loss means.
     *
     * @throws io.oncestream.connector.source.SourceFailure when the server refuses the user
     * @throws UnreadablePassword when there is no password to be found
     * @throws IOException when the server cannot be reached now
     */
    public Connection connect() throws IOException {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(host);
        factory.setPort(port);
        factory.setVirtualHost(virtualHost);
        factory.setUsername(user);
        factory.setPassword(secret());
        factory.setAutomaticRecoveryEnabled(false);
        factory.setConnectionTimeout(TIMEOUT_MILLIS);
        factory.setHandshakeTimeout(TIMEOUT_MILLIS);
        factory.setChannelRpcTimeout(TIMEOUT_MILLIS);
        factory.setRequestedHeartbeat(HEARTBEAT_SECONDS);
        factory.setMaxInboundMessageBodySize(MESSAGE_BYTES_MAX);
        factory.setSharedExecutor(new SameThreadExecutor());
        factory.setThreadFactory(RabbitMqAddress::daemon);
        try {
            return factory.newConnection("oncestream " + queue);
        } catch (TimeoutException e) {
            throw new IOException("RabbitMQ at %s does not answer".formatted(server()), e);
        } catch (IOException e) {
            throw BrokerError.of(e, this);
        }
    }

    private String secret() {
        @Nullable String secret = password.read();
        if (secret != null) {
            return secret;
        }
        if (user.equals(GUEST)) {
            return GUEST;
        }
        throw new UnreadablePassword(
                "there is no password for user %s of RabbitMQ: set %s where the job's processes run, or give --source-password-file PATH"
                        .formatted(user, password.variable()));
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "rabbitmq");
        thread.setDaemon(true);
        return thread;
    }

    String server() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /** The queue for a person, as {@code queue readings of 127.0.0.1:5672, virtual host /}. */
    @Override
    public String toString() {
        return "queue %s of %s, virtual host %s".formatted(queue, server(), virtualHost);
    }
}
