package io.oncestream.bench.transfers;

import io.oncestream.connector.source.ServerUri;
import io.oncestream.connector.source.kafka.KafkaTopic;
import io.oncestream.launcher.ask.CommandTopic;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What is in some partitions of a topic now. */
final class CommandReader implements AutoCloseable {

    private static final Duration POLL_MAX = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> ends;
    private final Queue<byte[]> ready = new ArrayDeque<>();

    /** Of each so-manieth partition, from the given one on. */
    CommandReader(String uri, int first, int step) {
        KafkaTopic topic = KafkaTopic.of(ServerUri.parse(uri, CommandTopic.FORM, List.of()));
        consumer =
                new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                topic.servers(),
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                false),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> own =
                IntStream.iterate(first, i -> i < TransferScript.PARTITIONS, i -> i + step)
                        .mapToObj(i -> new TopicPartition(topic.name(), i))
                        .toList();
        consumer.assign(own);
        consumer.seekToBeginning(own);
        ends = consumer.endOffsets(own);
    }

    /** So many of the next ones, fewer at the end; empty: there are no more. */
    List<TransferCommand> next(int most) throws IOException {
        while (ready.size() < most && hasMore()) {
            for (ConsumerRecord<byte[], byte[]> each : consumer.poll(POLL_MAX)) {
                ready.add(each.value());
            }
        }
        List<TransferCommand> next = new ArrayList<>();
        while (next.size() < most && !ready.isEmpty()) {
            next.add(TransferCommand.parse(ready.remove()));
        }
        return next;
    }

    private boolean hasMore() {
        return ends.entrySet().stream()
                .anyMatch(each -> consumer.position(each.getKey()) < each.getValue());
    }

    @Override
    public void close() {
        consumer.close();
    }
}
