package io.oncestream.launcher.produce;

import io.oncestream.connector.source.ServerUri;
import io.oncestream.connector.source.kafka.KafkaBrokers;
import io.oncestream.connector.source.kafka.KafkaTopic;
import io.oncestream.launcher.failure.FailureException;
import java.util.List;
import java.util.Optional;

/** {@code kafka:}. */
final class KafkaTarget implements TargetKind {

    private static final int PARTITIONS_MAX = 10_000;

    @Override
    public String scheme() {
        return "kafka:";
    }

    @Override
    public String form() {
        return "kafka://HOST:PORT[,HOST:PORT]/TOPIC?partitions=N";
    }

    @Override
    public String description() {
        return "A Kafka topic, which is created when it is missing, with one partition unless told"
                + " otherwise. Each message is in it once, also when sending had to be repeated.";
    }

    @Override
    public MessageTarget open(String uri) throws InterruptedException {
        ServerUri parts = ServerUri.parse(uri, form(), List.of("partitions"));
        KafkaTopic topic = KafkaTopic.of(parts);
        Optional<Integer> partitions =
                parts.parameters()
                        .value(
                                "partitions",
                                KafkaTarget::partitions,
                                "a number from 1 to " + PARTITIONS_MAX);
        try (KafkaBrokers brokers = KafkaBrokers.of(topic.servers())) {
            int there = brokers.createTopic(topic.name(), partitions.orElse(1));
            if (partitions.isPresent() && partitions.get() != there) {
                throw new FailureException(
                        "%s has %d partitions already, not %d: leave partitions out, or take another topic"
                                .formatted(topic, there, partitions.get()));
            }
        } catch (IllegalArgumentException e) {
            throw new FailureException(String.valueOf(e.getMessage()), e);
        }
        return new KafkaMessages(topic);
    }

    private static int partitions(String text) {
        int partitions = Integer.parseInt(text);
        if (partitions < 1 || partitions > PARTITIONS_MAX) {
            throw new NumberFormatException(text);
        }
        return partitions;
    }
}
