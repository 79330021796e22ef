package io.oncestream.bench.measure;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.oncestream.connector.source.ServerUri;
import io.oncestream.connector.source.kafka.KafkaTopic;
import io.oncestream.launcher.ask.CommandTopic;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The commands that are in some partitions of a topic now, as a plain client reads them. */
public final class CommandReader implements AutoCloseable {

    private static final Duration POLL_MAX = Duration.ofMillis(100);
    private static final JsonFactory JSON = new JsonFactory();

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> ends;
    private final Queue<byte[]> ready = new ArrayDeque<>();

    /**
     * So many, each of which has partitions of its own.
     *
     * @param partitions that the topic has
     */
    public static List<CommandReader> all(String uri, int partitions, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new CommandReader(uri, partitions, i, count))
                .toList();
    }

    /** Of each so-manieth partition, from the given one on. */
    private CommandReader(String uri, int partitions, int first, int step) {
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
                IntStream.iterate(first, i -> i < partitions, i -> i + step)
                        .mapToObj(i -> new TopicPartition(topic.name(), i))
                        .toList();
        consumer.assign(own);
        consumer.seekToBeginning(own);
        ends = consumer.endOffsets(own);
    }

    /** The fields of so many of the next ones, fewer at the end; empty: there are no more. */
    public List<Map<String, String>> next(int most) throws IOException {
        while (ready.size() < most && hasMore()) {
            for (ConsumerRecord<byte[], byte[]> each : consumer.poll(POLL_MAX)) {
                ready.add(each.value());
            }
        }
        List<Map<String, String>> next = new ArrayList<>();
        while (next.size() < most && !ready.isEmpty()) {
            next.add(fields(ready.remove()));
        }
        return next;
    }

    private boolean hasMore() {
        return ends.entrySet().stream()
                .anyMatch(each -> consumer.position(each.getKey()) < each.getValue());
    }

    private static Map<String, String> fields(byte[] json) throws IOException {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                fields.put(parser.currentName(), parser.nextTextValue());
            }
        }
        return fields;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
