package io.oncestream.connector.source.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.ShutdownSignalException;
import io.oncestream.connector.source.SourceFailure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what the broker's refusals mean, and which of them it is no use to try again. */
final class BrokerError {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerError.class);

    /**
     * Refusals, by their words, which are over when the broker has recovered or others are gone.
     */
    private static final Pattern MAY_PASS =
            Pattern.compile("is down|limit \\([0-9]+\\) is reached|cannot be queried");

    private BrokerError() {}

    /**
     * What may pass by itself: a server that restarts, a queue whose last reader is not gone yet.
     *
     * @throws SourceFailure for everything else
     */
    static IOException of(IOException e, RabbitMqAddress address) {
        // The client's PossibleAuthenticationFailureException is any connection that ends while the
        // user is being checked: a server that is killed then, too.
        if (e instanceof AuthenticationFailureException) {
            throw new SourceFailure(
                    "RabbitMQ at %s refuses user %s with this password: give the right one by --source-password-file PATH or in %s"
                            .formatted(
                                    address.server(),
                                    address.user(),
                                    address.password().variable()),
                    e);
        }
        String reason = reason(e);
        if (MAY_PASS.matcher(reason).find()) {
            return new IOException("cannot use %s: %s".formatted(address, reason), e);
        }
        if (reason.contains("in exclusive use")) {
            return new IOException(
                    "%s has another reader, or was declared with x-single-active-consumer: stop that reader, or read a queue of your own"
                            .formatted(address),
                    e);
        }
        @Nullable String permanent = permanent(reason, address);
        if (permanent != null) {
            // Not with the client's exception, which refers to its channel and cannot be
            // serialized: Flink's JobManager would not see that this is a failure of its kind.
            LOG.debug("Refused", e);
            throw new SourceFailure(permanent);
        }
        if (e instanceof ConnectException) {
            return new IOException(
                    "RabbitMQ at %s does not take connections (%s): start it, or correct host and port"
                            .formatted(address.server(), e.getMessage()),
                    e);
        }
        if (e instanceof UnknownHostException) {
            return new IOException(
                    "the host of %s is unknown: correct it".formatted(address.server()), e);
        }
        return new IOException(
                "cannot use %s: %s".formatted(address, reason.isEmpty() ? e.getMessage() : reason),
                e);
    }

    private static @Nullable String permanent(String reason, RabbitMqAddress address) {
        if (reason.contains("no queue")) {
            return "there is no %s: declare it first, or correct the name".formatted(address);
        }
        if (reason.contains("vhost") && reason.contains("not found")) {
            return "there is no virtual host %s at %s: add ?vhost=NAME with one that there is"
                    .formatted(address.virtualHost(), address.server());
        }
        if (reason.startsWith("ACCESS_REFUSED") || reason.contains("refused for user")) {
            return "user %s may not read %s: %s".formatted(address.user(), address, reason);
        }
        if (reason.contains("invalid arg 'x-stream-offset'")) {
            return "%s is no stream: write rabbitmq:// instead of rabbitmq-stream://"
                    .formatted(address);
        }
        return null;
    }

    /** The broker's own words; empty when it did not say anything. */
    static String reason(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ShutdownSignalException signal) {
                if (signal.getReason() instanceof AMQP.Channel.Close close) {
                    return close.getReplyText();
                }
                if (signal.getReason() instanceof AMQP.Connection.Close close) {
                    return close.getReplyText();
                }
            }
        }
        return "";
    }
}
