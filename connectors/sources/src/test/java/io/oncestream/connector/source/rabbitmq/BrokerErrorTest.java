package io.oncestream.connector.source.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.rabbitmq.client.ShutdownSignalException;
import com.rabbitmq.client.impl.AMQImpl;
import io.oncestream.connector.credential.PasswordReference;
import io.oncestream.connector.source.SourceFailure;
import java.io.IOException;
import org.apache.flink.runtime.throwable.ThrowableClassifier;
import org.apache.flink.runtime.throwable.ThrowableType;
import org.apache.flink.util.SerializedThrowable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerErrorTest {

    private static final RabbitMqAddress ADDRESS =
            new RabbitMqAddress(
                    "localhost", 5672, "guest", PasswordReference.ofSource(null), "/", "q");

    /** Red with the client's exception as the cause: Flink restarted the job again and again. */
    @Test
    void aRefusalIsKnownAsFinalWhereFlinkDecidesWhetherToRestartAJob() {
        Object channel = new Object();
        IOException refused =
                new IOException(
                        new ShutdownSignalException(
                                false,
                                false,
                                new AMQImpl.Channel.Close(
                                        404, "NOT_FOUND - no queue 'q' in vhost '/'", 60, 20),
                                channel));
        Throwable failure =
                catchThrowable(
                        () -> {
                            throw BrokerError.of(refused, ADDRESS);
                        });
        assertThat(failure)
                .isInstanceOf(SourceFailure.class)
                .hasMessageContaining("there is no queue q");
        Throwable received =
                new SerializedThrowable(new RuntimeException("fetchers", failure))
                        .deserializeError(getClass().getClassLoader());
        assertThat(
                        ThrowableClassifier.findThrowableOfThrowableType(
                                received, ThrowableType.NonRecoverableError))
                .isPresent();
    }

    /** Red where each refusal counts as lasting: the job failed for good. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "NOT_ALLOWED - access to vhost '/' refused for user 'guest': vhost '/' is down",
                "NOT_ALLOWED - access to vhost '/' refused for user 'guest': connection limit (3)"
                        + " is reached",
                "NOT_ALLOWED - connection refused for user 'guest': user connection limit (1) is"
                        + " reached",
                "NOT_ALLOWED - access to vhost '/' refused for user 'guest': connection limit"
                        + " cannot be queried, timeout",
            })
    void aRefusalThatPassesIsTriedAgain(String reason) {
        IOException refused =
                new IOException(
                        new ShutdownSignalException(
                                true,
                                false,
                                new AMQImpl.Connection.Close(530, reason, 10, 40),
                                new Object()));
        assertThat(BrokerError.of(refused, ADDRESS))
                .isNotInstanceOf(SourceFailure.class)
                .hasMessageContaining(reason);
    }
}
