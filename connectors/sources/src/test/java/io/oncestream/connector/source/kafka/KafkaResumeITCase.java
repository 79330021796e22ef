package io.oncestream.connector.source.kafka;

import static io.oncestream.connector.source.kafka.TopicReadings.COUNT;
import static io.oncestream.connector.source.kafka.TopicReadings.HALF;
import static io.oncestream.connector.source.kafka.TopicReadings.reading;
import static io.oncestream.connector.source.kafka.TopicReadings.readings;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.connector.reading.ReadingSequences;
import io.oncestream.connector.source.IdentifiedSource;
import io.oncestream.connector.source.generator.GeneratedRecords;
import io.oncestream.connector.source.generator.GeneratorOptions;
import io.oncestream.testing.CountingJob;
import io.oncestream.testing.FlinkCluster;
import io.oncestream.testing.KafkaBroker;
import io.oncestream.testing.Patience;
import java.nio.file.Path;
import org.apache.flink.core.execution.JobClient;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A job that reads a topic is stopped with a savepoint and goes on as another job. */
class KafkaResumeITCase {

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

    /** It reads what came in between, at another parallelism too. */
    @Test
    void oneThatBeganWithTheLatestReadsOn() throws Exception {
        broker.createTopic("latest", 2);
        String parameters = "?offsets=latest&group=latest";
        JobClient job = counting.start(2, topics.source("latest", parameters));
        // Nothing is read yet, but it is known where reading begins.
        Patience.await().until(() -> broker.committed("latest").isPresent());
        String savepoint = counting.stop(job);
        topics.send(0, COUNT, "latest", 2);
        JobClient resumed = counting.resume(savepoint, 1, topics.source("latest", parameters));
        counting.awaitReadings(resumed, COUNT);
        counting.assertReadings(readings(0, COUNT));
    }

    /**
     * Seen red with Flink's enumerator, which does not find out a second time that there are no
     * more partitions: the job read all and went on waiting.
     */
    @Test
    void oneThatIsToEndEnds() throws Exception {
        broker.createTopic("bounded", 2);
        topics.send(0, HALF, "bounded", 2);
        JobClient resumed;
        try (KafkaProducer<byte[], byte[]> transaction =
                broker.sendUncommitted("bounded", 2, readings(HALF, COUNT).toList())) {
            String savepoint = stopInFrontOfTheTransaction("bounded", 2);
            JobClient unbounded = counting.resume(savepoint, 2, topics.source("bounded", ""));
            assertFails(
                    unbounded,
                    "of kafka:.../bounded?until=latest, and this job reads kafka:.../bounded:");
            resumed = counting.resume(savepoint, 1, topics.source("bounded", "?until=latest"));
            transaction.commitTransaction();
        }
        CountingJob.awaitEnd(resumed);
        counting.assertReadings(readings(0, COUNT));
    }

    /** Partitions that came since hold nothing that was there at the first start. */
    @Test
    void oneThatIsToEndDoesNotReadPartitionsThatWereAddedSince() throws Exception {
        broker.createTopic("more", 1);
        topics.send(0, HALF, "more", 1);
        JobClient resumed;
        try (KafkaProducer<byte[], byte[]> transaction =
                broker.sendUncommitted("more", 1, readings(HALF, COUNT).toList())) {
            String savepoint = stopInFrontOfTheTransaction("more", 1);
            broker.addPartitions("more", 2);
            broker.send("more", 1, reading(0));
            broker.flush();
            transaction.commitTransaction();
            resumed = counting.resume(savepoint, 2, topics.source("more", "?until=latest"));
        }
        CountingJob.awaitEnd(resumed);
        counting.assertReadings(readings(0, COUNT));
    }

    private String stopInFrontOfTheTransaction(String topic, int parallelism) throws Exception {
        JobClient job =
                counting.start(parallelism, topics.source(topic, "?until=latest&group=" + topic));
        Patience.await().until(() -> broker.committed(topic).orElse(0L) == HALF);
        return counting.stop(job);
    }

    /**
     * Seen red without the comparison: they went on and read the first topic. State of another kind
     * failed the job, or it ran and read nothing.
     */
    @Test
    void anotherTopicAnotherEndOrAnotherSourceIsRefused() throws Exception {
        broker.createTopic("asked", 1);
        broker.createTopic("other", 1);
        JobClient job = counting.start(2, topics.source("asked", "?group=asked"));
        Patience.await().until(() -> broker.committed("asked").isPresent());
        String savepoint = counting.stop(job);
        assertFails(
                counting.resume(savepoint, 1, topics.source("other", "")),
                "the state to go on from is of kafka:.../asked, and this job reads"
                        + " kafka:.../other:");
        assertFails(
                counting.resume(savepoint, 1, topics.source("asked", "?until=latest")),
                "of kafka:.../asked, and this job reads kafka:.../asked?until=latest:");
        JobClient generated =
                counting.resume(
                        savepoint,
                        1,
                        IdentifiedSource.of(
                                "gen:...",
                                GeneratedRecords.source(
                                        GeneratorOptions.of("gen:", new ReadingSequences()))));
        assertFails(generated, "of kafka:.../asked, and this job reads gen:...:");
    }

    /**
     * Seen red with the reset strategy of Flink's own initializers: the job went on with the oldest
     * message that was left.
     */
    @Test
    void oneWhoseMessagesWereDeletedBeforeItReadThemFails() throws Exception {
        broker.createTopic("deleted", 2);
        topics.send(0, HALF, "deleted", 2);
        JobClient job = counting.start(2, topics.source("deleted", ""));
        counting.awaitReadings(job, 1);
        String savepoint = counting.stop(job);
        topics.send(HALF, COUNT, "deleted", 2);
        broker.deleteUpTo("deleted", 0, HALF / 2 + 10);
        assertFails(
                counting.resume(savepoint, 2, topics.source("deleted", "")),
                "OffsetOutOfRangeException");
    }

    private static void assertFails(JobClient job, String reason) {
        assertThatThrownBy(() -> CountingJob.awaitEnd(job)).hasStackTraceContaining(reason);
    }
}
