package io.oncestream.connector.source.rabbitmq;

import static io.oncestream.connector.source.rabbitmq.RabbitMqFeed.MESSAGES;
import static io.oncestream.connector.source.rabbitmq.RabbitMqFeed.READINGS;
import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.testing.CountingJob;
import io.oncestream.testing.FlinkCluster;
import io.oncestream.testing.Patience;
import io.oncestream.testing.RabbitMqBroker;
import java.nio.file.Path;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A job over a queue of a real RabbitMQ ({@link RabbitMqBroker} says how it is started), with
 * failures at named points: its tables have each message once.
 */
class QueueRecoveryITCase {

    @RegisterExtension static final FlinkCluster FLINK = FlinkCluster.ofSlots(4);

    private static RabbitMqBroker broker;

    @TempDir private Path checkpoints;
    private CountingJob counting;
    private RabbitMqFeed feed;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = RabbitMqBroker.start(QueueRecoveryITCase.class);
    }

    @AfterAll
    static void stopBroker() throws Exception {
        if (broker != null) {
            broker.close();
        }
    }

    @BeforeEach
    void declare() throws Exception {
        counting = CountingJob.in(checkpoints);
        feed = RabbitMqFeed.declare(broker, "classic");
    }

    /**
     * Red with the ids not in the split's state: messages counted twice; with the acknowledgement
     * sent at the snapshot: messages missing.
     */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NEVER")
    void eachMessageCountsOnceWhenTheJobFails(FailingSource.Point point) throws Exception {
        eachCountsOnceWhenTheJobFails(point);
    }

    /**
     * A quorum queue counts how often a message is delivered; without a limit, as in this version
     * of the server, all come again as often as need be.
     */
    @Test
    void eachMessageOfAQuorumQueueCountsOnceWhenTheJobFails() throws Exception {
        feed = RabbitMqFeed.declare(broker, "quorum");
        eachCountsOnceWhenTheJobFails(FailingSource.Point.BEFORE_ACKNOWLEDGEMENT);
    }

    private void eachCountsOnceWhenTheJobFails(FailingSource.Point point) throws Exception {
        FailingSource.FAILURES.set(2);
        JobClient job = counting.start(2, FailingSource.of(feed.queue(), point));
        feed.publishAll(true);
        awaitAll(job);
        feed.awaitAcknowledged();
        CountingJob.cancel(job);
        assertThat(FailingSource.FAILURES).hasValue(0);
        hasEachMessageOnce();
    }

    /**
     * Red where the first session of a reader must not be refused: the job failed for good, as if
     * its user had never been allowed to read.
     */
    @Test
    void aServerThatRefusesForAWhileIsAskedAgainAlsoAfterTheJobFailed() throws Exception {
        FailingSource.FAILURES.set(0);
        JobClient job =
                counting.start(
                        2,
                        FailingSource.of(feed.queue(), FailingSource.Point.AFTER_ACKNOWLEDGEMENT));
        feed.publish(0, 500);
        counting.awaitReadings(job, 100);
        broker.letRead(false);
        try {
            long before = broker.refusals();
            FailingSource.FAILURES.set(1);
            feed.publish(500, 1_000);
            Patience.await().until(() -> broker.refusals() > before);
        } finally {
            broker.letRead(true);
        }
        feed.publish(1_000, MESSAGES);
        awaitAll(job);
        feed.awaitAcknowledged();
        CountingJob.cancel(job);
        hasEachMessageOnce();
    }

    @ParameterizedTest
    @EnumSource
    void eachMessageCountsOnceWhenTheConnectionEnds(BrokerFailure failure) throws Exception {
        JobClient job = counting.start(2, feed.queue());
        feed.publishAll(failure, true, () -> counting.count("readings") > 0);
        awaitAll(job);
        feed.awaitAcknowledged();
        CountingJob.cancel(job);
        hasEachMessageOnce();
    }

    @Test
    void messagesWithoutIdsCountAtLeastOnce() throws Exception {
        FailingSource.FAILURES.set(1);
        JobClient job =
                counting.start(
                        2,
                        FailingSource.of(feed.queue(), FailingSource.Point.BEFORE_ACKNOWLEDGEMENT));
        feed.publishAll(false);
        feed.awaitAcknowledged();
        Patience.await().until(() -> distinct("value", "readings") == READINGS);
        Patience.await().until(() -> distinct("text", "rejected") == MESSAGES - READINGS);
        CountingJob.cancel(job);
        assertThat(FailingSource.FAILURES).hasValue(0);
    }

    private long distinct(String column, String table) throws Exception {
        return counting.database()
                .queryLong("SELECT count(DISTINCT %s) FROM %s".formatted(column, table));
    }

    private void awaitAll(JobClient job) {
        counting.await(job, READINGS, MESSAGES - READINGS);
    }

    private void hasEachMessageOnce() throws Exception {
        counting.assertReadings(RabbitMqFeed.readings(0, MESSAGES));
        assertThat(counting.rejected()).isEqualTo(RabbitMqFeed.rejected(0, MESSAGES, 1));
    }
}
