package io.oncestream.launcher.ask;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.oncestream.connector.source.ServerUri;
import io.oncestream.connector.source.kafka.KafkaTopic;
import io.oncestream.launcher.failure.FailureException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The Kafka topic that a job reads commands from, as JSON; the key decides the partition. May be
 * used by many threads.
 */
public final class CommandTopic implements AutoCloseable {

    /** The form of an address. */
    public static final String FORM = "kafka://HOST:PORT[,HOST:PORT]/TOPIC";

    private static final JsonFactory JSON = new JsonFactory();
    private static final Duration CLOSE_MAX = Duration.ofSeconds(5);
    private static final int DELIVERY_MILLIS_MAX = 60_000;

    private final KafkaTopic topic;
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<PartitionInfo> partitions;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    private CommandTopic(
            KafkaTopic topic,
            KafkaProducer<byte[], byte[]> producer,
            List<PartitionInfo> partitions) {
        this.topic = topic;
        this.producer = producer;
        this.partitions = partitions;
    }

    /**
     * Opens a topic that is there.
     *
     * @throws IllegalArgumentException for what is no address
     * @throws FailureException where no broker answers, or there is no such topic
     */
    public static CommandTopic open(String uri) {
        KafkaTopic topic = KafkaTopic.of(ServerUri.parse(uri, FORM, List.of("offsets", "group")));
        Map<String, Object> properties =
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        topic.servers(),
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        10_000,
                        // As long as it tries, what is sent later stays behind.
                        ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                        1,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        DELIVERY_MILLIS_MAX,
                        ProducerConfig.LINGER_MS_CONFIG,
                        0);
        KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        properties, new ByteArraySerializer(), new ByteArraySerializer());
        try {
            return new CommandTopic(topic, producer, producer.partitionsFor(topic.name()));
        } catch (KafkaException e) {
            producer.close(Duration.ZERO);
            throw new FailureException(
                    "%s does not answer: is the broker running, and is there such a topic?"
                            .formatted(topic),
                    e);
        }
    }

    /**
     * Sends a command.
     *
     * @param key of the command
     * @param fields all of them, by their names
     */
    public void send(String key, Map<String, String> fields) {
        send(null, key.getBytes(StandardCharsets.UTF_8), fields);
    }

    /** Says in each partition how late it is. */
    public void tick(Instant now) {
        Map<String, String> tick = Map.of("op", "tick", "time", now.toString());
        partitions.forEach(each -> send(each.partition(), null, tick));
    }

    /** The callback hears of what the future would hold. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private void send(
            @Nullable Integer partition, byte @Nullable [] key, Map<String, String> fields) {
        throwFailure();
        producer.send(
                new ProducerRecord<>(topic.name(), partition, key, json(fields)),
                (metadata, e) -> {
                    if (e != null) {
                        failure.compareAndSet(null, e);
                    }
                });
    }

    private static byte[] json(Map<String, String> fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            for (Map.Entry<String, String> field : new TreeMap<>(fields).entrySet()) {
                json.writeStringField(field.getKey(), field.getValue());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Waits until the broker has all that was sent. */
    public void flush() {
        producer.flush();
        throwFailure();
    }

    private void throwFailure() {
        Exception e = failure.get();
        if (e != null) {
            throw new FailureException("%s takes no more: %s".formatted(topic, e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        producer.close(CLOSE_MAX);
    }
}
