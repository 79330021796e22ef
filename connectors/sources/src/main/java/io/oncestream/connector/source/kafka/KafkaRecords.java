package io.oncestream.connector.source.kafka;

import io.oncestream.connector.format.MessageDecoder;
import io.oncestream.state.reading.Decoded;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * Records of a Kafka topic, one a message.
 *
 * <p>Each partition is one of Flink's splits, and its offset is in Flink's state and nowhere else:
 * exactly once, whatever the parallelism before and after. A group's committed offsets only show
 * how far reading has come. Messages of transactions that were not committed are not read. While
 * brokers do not answer the job waits for them.
 *
 * <p>A message that is no record, one without a value, and one over 1 MiB become rejected records
 * of the source {@code kafka TOPIC-PARTITION}, whose position is the offset. No source timestamp
 * counts: event time comes from the records alone.
 *
 * <p>Partitions that are added later are found within ten seconds, and read from their beginning,
 * but by a bounded source, which reads what was there when it began. A message that the broker has
 * deleted before it was read fails the job, with {@code OffsetOutOfRangeException}: nothing is
 * passed over in silence.
 */
public final class KafkaRecords {

    private static final Duration DISCOVERY_INTERVAL = Duration.ofSeconds(10);

    private KafkaRecords() {}

    /**
     * Asks the brokers whether there is what shall be read.
     *
     * @return how many partitions the topic has
     * @throws IllegalArgumentException when there is no such topic, or nobody answers, with one
     *     line that names it
     */
    public static int partitions(KafkaOptions options) {
        KafkaTopic topic = options.topic();
        return asked(options, brokers -> brokers.partitions(topic.name()))
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "kafka: there is no topic %s at %s: create it, or check its name"
                                                .formatted(topic.name(), topic.servers())));
    }

    /**
     * Asks the brokers which partitions have messages that wait for the end of a transaction, as
     * one that a producer has begun and forgotten: until then nothing behind its begin is read.
     *
     * @throws IllegalArgumentException when nobody answers
     */
    public static List<Integer> heldBack(KafkaOptions options) {
        return asked(options, brokers -> brokers.heldBack(options.topic().name()));
    }

    private interface Question<R> {
        R ask(KafkaBrokers brokers) throws InterruptedException;
    }

    private static <R> R asked(KafkaOptions options, Question<R> question) {
        KafkaTopic topic = options.topic();
        Map<String, String> client = ClientProperties.of(options.clientProperties());
        try (KafkaBrokers brokers = KafkaBrokers.of(topic.servers(), client)) {
            return question.ask(brokers);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalArgumentException("kafka: interrupted while asking " + topic, e);
        }
    }

    /** A source that is bounded where the options say until when. */
    public static <T> Source<Decoded<T>, ?, ?> source(
            KafkaOptions options, MessageDecoder<T> decoder) {
        return source(options, decoder, DISCOVERY_INTERVAL);
    }

    static <T> Source<Decoded<T>, ?, ?> source(
            KafkaOptions options, MessageDecoder<T> decoder, Duration discoveryInterval) {
        KafkaSourceBuilder<Decoded<T>> builder =
                KafkaSource.<Decoded<T>>builder()
                        .setBootstrapServers(options.topic().servers())
                        .setKafkaSubscriber(new TopicPartitions(options.topic()))
                        .setStartingOffsets(new FixedOffsets(options.offsets()))
                        .setDeserializer(new MessageRecords<>(decoder))
                        .setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
                        .setProperty(
                                KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(),
                                Long.toString(discoveryInterval.toMillis()));
        ClientProperties.of(options.clientProperties()).forEach(builder::setProperty);
        if (options.group() != null) {
            builder.setGroupId(options.group());
        }
        if (options.untilLatest()) {
            builder.setBounded(new FixedOffsets(StartingOffsets.LATEST));
        }
        return new TopicSource<>(builder.build());
    }
}
