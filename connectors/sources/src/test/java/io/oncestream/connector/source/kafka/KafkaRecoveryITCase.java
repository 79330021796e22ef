package io.oncestream.connector.source.kafka;

import static io.oncestream.connector.source.kafka.TopicReadings.COUNT;
import static io.oncestream.connector.source.kafka.TopicReadings.HALF;
import static io.oncestream.connector.source.kafka.TopicReadings.readings;
import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.testing.CountingJob;
import io.oncestream.testing.FailsBehindACheckpoint;
import io.oncestream.testing.FlinkCluster;
import io.oncestream.testing.KafkaBroker;
import java.nio.file.Path;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Failures in the middle of a run: the table has each reading once. In each test the job reads half
 * of them, and the other half after the failure.
 */
class KafkaRecoveryITCase {

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

    /** The job waits for the broker: it does not fail. */
    @Test
    void aBrokerThatIsKilledAndComesBack() throws Exception {
        broker.createTopic("killed", 2);
        JobClient job = counting.start(2, topics.source("killed", ""));
        readFirstHalf(job, "killed");
        broker.kill();
        broker.restart();
        topics.send(HALF, COUNT, "killed", 2);
        finish(job);
    }

    @Test
    void aJobThatFails() throws Exception {
        FailsBehindACheckpoint.FAILED.set(false);
        broker.createTopic("failed", 2);
        JobClient job =
                counting.start(2, topics.source("failed", ""), new FailsBehindACheckpoint());
        readFirstHalf(job, "failed");
        topics.send(HALF, COUNT, "failed", 2);
        finish(job);
        assertThat(FailsBehindACheckpoint.FAILED).isTrue();
    }

    @Test
    void aTaskManagerThatDies(@InjectMiniCluster MiniCluster cluster) throws Exception {
        broker.createTopic("died", 2);
        JobClient job = counting.start(2, topics.source("died", ""));
        readFirstHalf(job, "died");
        topics.send(HALF, HALF + HALF / 2, "died", 2);
        cluster.terminateTaskManager(0).get();
        cluster.startTaskManager();
        topics.send(HALF + HALF / 2, COUNT, "died", 2);
        finish(job);
    }

    private void readFirstHalf(JobClient job, String topic) throws Exception {
        topics.send(0, HALF, topic, 2);
        counting.awaitReadings(job, 1);
    }

    private void finish(JobClient job) throws Exception {
        counting.awaitReadings(job, COUNT);
        CountingJob.cancel(job);
        counting.assertReadings(readings(0, COUNT));
    }
}
