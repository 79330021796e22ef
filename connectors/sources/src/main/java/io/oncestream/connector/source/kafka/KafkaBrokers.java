package io.oncestream.connector.source.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Asks brokers about topics, and answers with one line for a person when they cannot be asked: an
 * {@link IllegalArgumentException} that names the brokers.
 */
public final class KafkaBrokers implements AutoCloseable {

    private static final Duration ANSWER_MAX = Duration.ofSeconds(10);

    private final String servers;
    private final Admin admin;

    private KafkaBrokers(String servers, Admin admin) {
        this.servers = servers;
        this.admin = admin;
    }

    /** Of {@code HOST:PORT}, several separated by commas; nobody is asked yet. */
    public static KafkaBrokers of(String servers) {
        return of(servers, Map.of());
    }

    static KafkaBrokers of(String servers, Map<String, ?> more) {
        Map<String, Object> properties = new HashMap<>(more);
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
        properties.put(
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER_MAX.toMillis());
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) ANSWER_MAX.toMillis());
        try {
            return new KafkaBrokers(servers, Admin.create(properties));
        } catch (KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IllegalArgumentException(
                    "kafka: cannot use %s: %s".formatted(servers, cause.getMessage()), e);
        }
    }

    /** How many partitions a topic has; empty when there is no such topic. */
    public Optional<Integer> partitions(String topic) throws InterruptedException {
        try {
            return Optional.of(
                    answer(admin.describeTopics(List.of(topic)).allTopicNames()).values().stream()
                            .mapToInt(found -> found.partitions().size())
                            .sum());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw refused(e);
        }
    }

    /** Creates a topic unless there is one; returns how many partitions it has. */
    public int createTopic(String topic, int partitions) throws InterruptedException {
        Optional<Integer> there = partitions(topic);
        if (there.isPresent()) {
            return there.get();
        }
        NewTopic wanted = new NewTopic(topic, Optional.of(partitions), Optional.empty());
        try {
            answer(admin.createTopics(List.of(wanted)).all());
            awaitLeaders(topic, partitions);
            return partitions;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return partitions(topic).orElse(partitions);
            }
            throw refused(e);
        }
    }

    /**
     * A partition that has no leader yet refuses the first batch of a producer and may take the
     * second, behind which the first is never taken again.
     */
    private void awaitLeaders(String topic, int partitions)
            throws ExecutionException, InterruptedException {
        ends(topic, partitions, IsolationLevel.READ_UNCOMMITTED);
    }

    /** The partitions that have messages which nobody may read before a transaction has ended. */
    List<Integer> heldBack(String topic) throws InterruptedException {
        int partitions = partitions(topic).orElse(0);
        try {
            Map<Integer, Long> all = ends(topic, partitions, IsolationLevel.READ_UNCOMMITTED);
            // Asked second: what comes meanwhile is not held back.
            Map<Integer, Long> readable = ends(topic, partitions, IsolationLevel.READ_COMMITTED);
            return all.keySet().stream()
                    .filter(each -> readable.getOrDefault(each, 0L) < all.getOrDefault(each, 0L))
                    .sorted()
                    .toList();
        } catch (ExecutionException e) {
            throw refused(e);
        }
    }

    /** The offset behind the last message of each partition. */
    private Map<Integer, Long> ends(String topic, int partitions, IsolationLevel isolation)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (int i = 0; i < partitions; i++) {
            ends.put(new TopicPartition(topic, i), OffsetSpec.latest());
        }
        Map<Integer, Long> offsets = new HashMap<>();
        answer(admin.listOffsets(ends, new ListOffsetsOptions(isolation)).all())
                .forEach((partition, end) -> offsets.put(partition.partition(), end.offset()));
        return offsets;
    }

    private <T> T answer(KafkaFuture<T> future) throws ExecutionException, InterruptedException {
        try {
            return future.get(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new ExecutionException(
                    new org.apache.kafka.common.errors.TimeoutException(e.getMessage()));
        }
    }

    private IllegalArgumentException refused(ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        if (cause instanceof AuthenticationException) {
            return new IllegalArgumentException(
                    "kafka: the broker at %s refuses the login (%s): correct it in the file that --source-config names"
                            .formatted(servers, cause.getMessage()),
                    e);
        }
        return new IllegalArgumentException(
                cause instanceof org.apache.kafka.common.errors.TimeoutException
                        ? "kafka: no broker answers at %s within %d s: is it running, and is that its address?"
                                .formatted(servers, ANSWER_MAX.toSeconds())
                        : "kafka: the broker at %s refuses: %s"
                                .formatted(servers, cause.getMessage()),
                e);
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
