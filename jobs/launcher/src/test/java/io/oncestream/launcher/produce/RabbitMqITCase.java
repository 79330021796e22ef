package io.oncestream.launcher.produce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.GetResponse;
import io.oncestream.connector.credential.PasswordReference;
import io.oncestream.connector.format.FieldRules;
import io.oncestream.connector.format.JsonMessages;
import io.oncestream.connector.reading.ReadingMapper;
import io.oncestream.connector.source.rabbitmq.QueueRecords;
import io.oncestream.connector.source.rabbitmq.StreamRecords;
import io.oncestream.state.reading.Reading;
import io.oncestream.testing.Patience;
import io.oncestream.testing.RabbitMqBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is sent to a real RabbitMQ, and what a job says before it starts. {@link RabbitMqBroker}
 * says how the broker is started.
 */
class RabbitMqITCase {

    private static final PasswordReference NO_PASSWORD = PasswordReference.ofSource(null);
    private static RabbitMqBroker broker;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = RabbitMqBroker.start(RabbitMqITCase.class);
    }

    @AfterAll
    static void stopBroker() throws Exception {
        if (broker != null) {
            broker.close();
        }
    }

    private static JsonMessages<Reading> decoder() {
        return new JsonMessages<>(
                new ReadingMapper("key", "time", "value", null), FieldRules.DEFAULT);
    }

    private static void readQueue(String queue) {
        QueueRecords.source(QueueRecords.address(broker.queueUri(queue), NO_PASSWORD), decoder());
    }

    private static void send(String uri, String... messages) throws Exception {
        try (MessageTarget target = TargetCatalogue.of(uri).open(uri)) {
            for (String message : messages) {
                target.send(new Message(null, message.getBytes(UTF_8)));
            }
            target.flush();
            assertThat(target.arrived()).hasValue(messages.length);
        }
    }

    @Test
    void aQueueIsDeclaredAndItsMessagesHaveIdsOfTheirOwnInEachRun() throws Exception {
        send(broker.queueUri("sent"), "a");
        send(broker.queueUri("sent"), "a");
        try (Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            GetResponse first = channel.basicGet("sent", true);
            GetResponse second = channel.basicGet("sent", true);
            assertThat(first.getBody()).isEqualTo(second.getBody()).isEqualTo("a".getBytes(UTF_8));
            assertThat(first.getProps().getDeliveryMode()).isEqualTo(2);
            assertThat(first.getProps().getMessageId())
                    .isNotEmpty()
                    .isNotEqualTo(second.getProps().getMessageId());
            assertThat(channel.basicGet("sent", true)).isNull();
        }
        readQueue("sent");
    }

    @Test
    void aStreamIsDeclaredAndFound() throws Exception {
        send(broker.streamUri("flow"), "a", "b");
        StreamRecords.source(broker.streamUri("flow"), NO_PASSWORD, decoder());
        assertThatThrownBy(() -> readQueue("flow"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is a stream: write rabbitmq-stream://");
    }

    /** Seen red without a limit in time: it waited for a pause, without a word. */
    @Test
    void theEndOfAStreamThatIsPublishedToAllTheTimeIsFound() throws Exception {
        String uri = broker.streamUri("busy");
        send(uri, "a");
        AtomicBoolean found = new AtomicBoolean();
        CompletableFuture<Void> publisher =
                CompletableFuture.runAsync(
                        () -> {
                            try (MessageTarget target = TargetCatalogue.of(uri).open(uri)) {
                                while (!found.get()) {
                                    target.send(new Message(null, "b".getBytes(UTF_8)));
                                    target.flush();
                                }
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        });
        try {
            assertTimeoutPreemptively(
                    Duration.ofSeconds(30),
                    () -> StreamRecords.source(uri + "?offsets=next", NO_PASSWORD, decoder()));
        } finally {
            found.set(true);
            publisher.get();
        }
    }

    @Test
    void aQueueIsNoStream() throws Exception {
        send(broker.queueUri("plain"), "a");
        assertThatThrownBy(
                        () ->
                                StreamRecords.source(
                                        broker.streamUri("plain"), NO_PASSWORD, decoder()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no stream: write rabbitmq://");
        assertThat(broker.messages("plain")).isEqualTo(1);
    }

    @Test
    void aQueueThatIsMissingIsNamedBeforeTheJobStarts() {
        assertThatThrownBy(() -> readQueue("missing"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there is no queue missing")
                .hasMessageContaining("declare it first");
    }

    @Test
    void aVirtualHostThatIsMissingIsNamed() {
        assertThatThrownBy(() -> readQueue("q?vhost=nowhere"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no virtual host nowhere");
    }

    @Test
    void aSecondReaderIsRefused() throws Exception {
        send(broker.queueUri("shared"));
        try (Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            channel.basicConsume("shared", new DefaultConsumer(channel));
            assertThatThrownBy(() -> readQueue("shared"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("reader")
                    .hasMessageContaining("stop that one");
        }
        Patience.await().untilAsserted(() -> readQueue("shared"));
    }

    /** Which its broker would not do: an exclusive reader of such a queue is one among others. */
    @Test
    void aSecondReaderOfAQuorumQueueIsRefused() throws Exception {
        try (Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            channel.queueDeclare("quorum", true, false, false, Map.of("x-queue-type", "quorum"));
            readQueue("quorum");
            channel.basicConsume(
                    "quorum", false, "", false, true, null, new DefaultConsumer(channel));
            assertThatThrownBy(() -> readQueue("quorum"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("has 1 reader");
        }
    }

    @Test
    void aWrongPasswordIsRefusedAndNotShown(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "s3cret-and-wrong");
        assertThatThrownBy(
                        () ->
                                QueueRecords.source(
                                        QueueRecords.address(
                                                broker.queueUri("q"),
                                                PasswordReference.ofSource(file)),
                                        decoder()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("refuses user guest")
                .hasMessageContaining("--source-password-file")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void aUserWithoutAPasswordIsToldWhereToPutIt() {
        String uri = broker.queueUri("q").replace("://", "://nobody@");
        assertThatThrownBy(
                        () ->
                                QueueRecords.source(
                                        QueueRecords.address(uri, NO_PASSWORD), decoder()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no password for user nobody")
                .hasMessageContaining("ONCESTREAM_SOURCE_PASSWORD");
    }

    @Test
    void aServerThatIsNotThereIsNamed() {
        assertThatThrownBy(
                        () ->
                                QueueRecords.source(
                                        QueueRecords.address(
                                                "rabbitmq://127.0.0.1:1/q", NO_PASSWORD),
                                        decoder()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("127.0.0.1:1")
                .hasMessageContaining("refused");
    }
}
