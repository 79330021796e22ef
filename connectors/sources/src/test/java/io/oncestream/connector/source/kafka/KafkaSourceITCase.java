package io.oncestream.connector.source.kafka;

import static io.oncestream.connector.source.kafka.TopicReadings.COUNT;
import static io.oncestream.connector.source.kafka.TopicReadings.HALF;
import static io.oncestream.connector.source.kafka.TopicReadings.reading;
import static io.oncestream.connector.source.kafka.TopicReadings.readings;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.server.process.LocalPort;
import io.oncestream.testing.CountingJob;
import io.oncestream.testing.FlinkCluster;
import io.oncestream.testing.KafkaBroker;
import io.oncestream.testing.Patience;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.apache.flink.core.execution.JobClient;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of the topics of a real broker. */
class KafkaSourceITCase {

    @RegisterExtension static final FlinkCluster FLINK = FlinkCluster.ofSlots(4);

    @TempDir private static Path brokerFolder;
    private static KafkaBroker broker;
    private static TopicReadings topics;

    @TempDir private Path checkpoints;
    private CountingJob counting;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = KafkaBroker.start(brokerFolder);
        topics = new TopicReadings(broker);
    }

    @AfterAll
    static void stopBroker() throws Exception {
        broker.close();
    }

    @BeforeEach
    void createDatabase() throws Exception {
        counting = CountingJob.in(checkpoints);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void untilLatestEachReadingIsReadOnce(int parallelism) throws Exception {
        String topic = "bounded-" + parallelism;
        broker.createTopic(topic, 3);
        topics.send(0, COUNT, topic, 3);
        counting.execute(parallelism, topics.source(topic, "?until=latest"));
        counting.assertReadings(readings(0, COUNT));
    }

    @Test
    void partitionsThatATransactionHoldsBackAreKnownUntilItEnds() throws Exception {
        broker.createTopic("held", 3);
        topics.send(0, 3, "held", 3);
        KafkaOptions options = KafkaOptions.of(broker.uri("held"));
        assertThat(KafkaRecords.heldBack(options)).isEmpty();
        try (KafkaProducer<byte[], byte[]> transaction =
                broker.sendUncommitted("held", 2, readings(0, 2).toList())) {
            assertThat(KafkaRecords.heldBack(options)).containsExactly(0, 1);
            transaction.commitTransaction();
        }
        Patience.await().until(() -> KafkaRecords.heldBack(options).isEmpty());
    }

    @Test
    void brokenMessagesAreRejectedOnceWithTheirPartitionAndOffset() throws Exception {
        broker.createTopic("broken", 2);
        topics.send(0, HALF, "broken", 1);
        broker.send("broken", 0, null, "no JSON".getBytes(UTF_8)).get();
        broker.send("broken", 0, null, null).get();
        broker.send("broken", 1, null, new byte[(1 << 20) + 1]).get();
        broker.send("broken", 0, null, "{\"key\":\"k1\",\"value\":1}".getBytes(UTF_8)).get();
        topics.send(HALF, COUNT, "broken", 1);
        counting.execute(2, topics.source("broken", "?until=latest"));
        counting.assertReadings(readings(0, COUNT));
        assertThat(
                        counting.database()
                                .query(
                                        "SELECT source, position, reason FROM rejected"
                                                + " ORDER BY source, position"))
                .satisfiesExactly(
                        row -> assertThat(row).startsWith("kafka broken-0|10000|").contains("JSON"),
                        row ->
                                assertThat(row)
                                        .startsWith("kafka broken-0|10001|")
                                        .contains("tombstone"),
                        row -> assertThat(row).startsWith("kafka broken-0|10002|").contains("time"),
                        row -> assertThat(row).startsWith("kafka broken-1|0|").contains("1 MiB"));
    }

    @Test
    void theGroupShowsHowFarReadingHasComeWhileAPartitionIsIdle() throws Exception {
        broker.createTopic("idle", 2);
        JobClient job = counting.start(2, topics.source("idle", "?group=watched"));
        topics.send(0, COUNT, "idle", 1);
        Patience.await().until(() -> broker.committed("watched").orElse(0L) == COUNT);
        counting.awaitReadings(job, COUNT);
        counting.assertReadings(readings(0, COUNT));
    }

    /** From its beginning, although reading began with the latest messages. */
    @Test
    void aPartitionThatIsAddedIsReadFromItsBeginning() throws Exception {
        broker.createTopic("growing", 1);
        topics.send(0, 1, "growing", 1);
        JobClient job =
                counting.start(2, topics.source("growing", "?group=growing&offsets=latest"));
        Patience.await().until(() -> broker.committed("growing").isPresent());
        broker.addPartitions("growing", 2);
        for (int number = 1; number < 4; number++) {
            broker.send("growing", 1, reading(number));
        }
        broker.flush();
        counting.awaitReadings(job, 3);
        counting.assertReadings(readings(1, 4));
    }

    @Test
    void committedOffsetsAreWhereReadingBeginsWhenAskedForAndOnlyThen() throws Exception {
        broker.createTopic("committed", 2);
        topics.send(0, COUNT, "committed", 2);
        broker.commit("before", "committed", 0, 4_000);
        String parameters = "?until=latest&group=before";
        counting.execute(2, topics.source("committed", parameters + "&offsets=committed"));
        counting.assertReadings(
                Stream.concat(
                        readings(0, 8_000).filter(reading -> reading.value() % 2 == 1),
                        readings(8_000, COUNT)));
        CountingJob ignoring = CountingJob.in(checkpoints);
        ignoring.execute(2, topics.source("committed", parameters));
        ignoring.assertReadings(readings(0, COUNT));
    }

    @Test
    void aTimestampIsWhereReadingBegins() throws Exception {
        broker.createTopic("timed", 1);
        Instant now = Instant.now();
        for (int i = 0; i < 100; i++) {
            byte[] message = KafkaBroker.json(reading(i));
            broker.send("timed", 0, now.plusMillis(i).toEpochMilli(), message).get();
        }
        Instant from = now.plusMillis(40);
        counting.execute(1, topics.source("timed", "?until=latest&offsets=" + from));
        counting.assertReadings(readings(40, 100));
        CountingJob millis = CountingJob.in(checkpoints);
        millis.execute(1, topics.source("timed", "?until=latest&offsets=" + from.toEpochMilli()));
        millis.assertReadings(readings(40, 100));
    }

    @Test
    void aTopicThatIsMissingIsSaidBeforeAnythingStarts() throws Exception {
        broker.createTopic("there", 3);
        assertThat(partitions(broker.uri("there"))).isEqualTo(3);
        assertThatThrownBy(() -> partitions(broker.uri("three")))
                .hasMessage(
                        "kafka: there is no topic three at %s: create it, or check its name"
                                .formatted(broker.servers()));
    }

    @Test
    void aBrokerThatDoesNotAnswerIsSaidBeforeAnythingStarts() throws Exception {
        int port = LocalPort.anyFree();
        assertThatThrownBy(() -> partitions("kafka://127.0.0.1:" + port + "/readings"))
                .hasMessageContaining("no broker answers at 127.0.0.1:" + port)
                .hasMessageContaining("is it running");
    }

    private static int partitions(String uri) {
        return KafkaRecords.partitions(KafkaOptions.of(uri));
    }
}
