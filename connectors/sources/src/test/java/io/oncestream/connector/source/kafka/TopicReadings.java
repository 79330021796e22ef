package io.oncestream.connector.source.kafka;

import io.oncestream.connector.format.FieldRules;
import io.oncestream.connector.format.JsonMessages;
import io.oncestream.connector.reading.ReadingMapper;
import io.oncestream.connector.source.IdentifiedSource;
import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.Reading;
import io.oncestream.testing.KafkaBroker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.connector.source.Source;

/** Numbered readings that are sent to topics of a broker, and sources of these topics. */
record TopicReadings(KafkaBroker broker) {

    static final int COUNT = 20_000;
    static final int HALF = COUNT / 2;
    static final Instant START = Instant.parse("2020-01-01T00:00:00Z");

    private static final int KEYS = 20;
    private static final Duration DISCOVERY_INTERVAL = Duration.ofSeconds(1);

    /** {@code parameters} as they stand in the URI, with the question mark. */
    Source<Decoded<Reading>, ?, ?> source(String topic, String parameters) {
        KafkaOptions options = KafkaOptions.of(broker.uri(topic) + parameters);
        return IdentifiedSource.of(
                "kafka:.../" + topic + (options.untilLatest() ? "?until=latest" : ""),
                KafkaRecords.source(
                        options,
                        new JsonMessages<>(
                                new ReadingMapper("key", "time", "value", "weight"),
                                FieldRules.DEFAULT),
                        DISCOVERY_INTERVAL));
    }

    static Reading reading(int number) {
        return new Reading("k" + number % KEYS, START.plusMillis(number), number, 1);
    }

    static Stream<Reading> readings(int from, int to) {
        return Stream.iterate(from, number -> number < to, number -> number + 1)
                .map(TopicReadings::reading);
    }

    /** Taking turns on the partitions. */
    void send(int from, int to, String topic, int partitions) throws Exception {
        List<Reading> readings = readings(from, to).toList();
        for (int i = 0; i < readings.size(); i++) {
            broker.send(topic, i % partitions, readings.get(i));
        }
        broker.flush();
    }
}
