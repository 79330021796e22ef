package io.oncestream.launcher.produce;

import io.oncestream.connector.source.kafka.KafkaTopic;
import io.oncestream.launcher.failure.FailureException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Messages to a Kafka topic: the client repeats what a broker has not confirmed, and the broker
 * drops what it has already.
 */
final class KafkaMessages implements MessageTarget {

    private static final Duration CLOSE_MAX = Duration.ofSeconds(5);

    private final KafkaTopic topic;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicLong arrived = new AtomicLong();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    KafkaMessages(KafkaTopic topic) {
        this.topic = topic;
        Map<String, Object> properties =
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        topic.servers(),
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        // With several, a partition without a leader may take the second batch and
                        // then refuse the first for ever.
                        ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                        1,
                        // Fuller batches are much faster and cost nothing that anyone waits for.
                        ProducerConfig.LINGER_MS_CONFIG,
                        5,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        128 * 1024,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        60_000);
        this.producer =
                new KafkaProducer<>(
                        properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** The callback hears of what the future would hold. */
    @Override
    @SuppressWarnings("FutureReturnValueIgnored")
    public void send(Message message) throws InterruptedException {
        throwFailure();
        try {
            List<ProducerRecord<byte[], byte[]>> records = records(message);
            AtomicInteger unconfirmed = new AtomicInteger(records.size());
            for (ProducerRecord<byte[], byte[]> each : records) {
                producer.send(
                        each,
                        (metadata, e) -> {
                            if (e != null) {
                                failure.compareAndSet(null, e);
                            } else if (unconfirmed.decrementAndGet() == 0) {
                                arrived.incrementAndGet();
                            }
                        });
            }
        } catch (InterruptException e) {
            throw interrupted(e);
        }
    }

    private List<ProducerRecord<byte[], byte[]>> records(Message message) {
        if (!message.isForAllPartitions()) {
            return List.of(new ProducerRecord<>(topic.name(), message.key(), message.value()));
        }
        return producer.partitionsFor(topic.name()).stream()
                .map(PartitionInfo::partition)
                .map(
                        each ->
                                new ProducerRecord<byte[], byte[]>(
                                        topic.name(), each, null, message.value()))
                .toList();
    }

    @Override
    public void flush() throws InterruptedException {
        try {
            producer.flush();
        } catch (InterruptException e) {
            throw interrupted(e);
        }
        throwFailure();
    }

    @Override
    public OptionalLong arrived() {
        return OptionalLong.of(arrived.get());
    }

    private void throwFailure() {
        Exception e = failure.get();
        if (e != null) {
            throw new FailureException("%s takes no more: %s".formatted(topic, e.getMessage()), e);
        }
    }

    /** Kafka sets the thread's interrupt flag besides throwing. */
    private static InterruptedException interrupted(InterruptException e) {
        Thread.interrupted();
        InterruptedException interrupted = new InterruptedException(e.getMessage());
        interrupted.initCause(e);
        return interrupted;
    }

    @Override
    public void close() {
        producer.close(CLOSE_MAX);
    }
}
