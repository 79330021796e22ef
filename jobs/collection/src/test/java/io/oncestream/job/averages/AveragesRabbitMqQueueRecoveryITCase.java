package io.oncestream.job.averages;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.testing.FlinkCluster;
import io.oncestream.testing.Patience;
import io.oncestream.testing.PostgresServer;
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
 * The job over a queue of a real RabbitMQ ({@link RabbitMqBroker} says how it is started), with
 * failures at named points: its tables are those of a run without failures.
 */
class AveragesRabbitMqQueueRecoveryITCase {

    @RegisterExtension static final FlinkCluster FLINK = FlinkCluster.ofSlots(4);

    private static RabbitMqBroker broker;

    @TempDir private Path checkpoints;
    private RabbitMqRun run;
    private RabbitMqFeed feed;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = RabbitMqBroker.start(AveragesRabbitMqQueueRecoveryITCase.class);
    }

    @AfterAll
    static void stopBroker() throws Exception {
        if (broker != null) {
            broker.close();
        }
    }

    @BeforeEach
    void answer() throws Exception {
        run = new RabbitMqRun(PostgresServer.newDatabase(), checkpoints);
        feed = RabbitMqFeed.declare(broker, "classic");
        run.answer();
    }

    /**
     * Red with the ids not in the split's state: messages counted twice (the first window of a key
     * had 11 instead of 10); with the acknowledgement sent at the snapshot: messages missing.
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
        JobClient job = run.start("t", RabbitMqRun.failing(feed.queue(), point));
        feed.publishAll(true);
        run.awaitAllCounted(job, "t");
        feed.awaitAcknowledged();
        Jobs.cancel(job);
        assertThat(FailingSource.FAILURES).hasValue(0);
        run.isTheAnswer("t", 1);
    }

    /**
     * Red where the first session of a reader must not be refused: the job failed for good, as if
     * its user had never been allowed to read.
     */
    @Test
    void aServerThatRefusesForAWhileIsAskedAgainAlsoAfterTheJobFailed() throws Exception {
        FailingSource.FAILURES.set(0);
        JobClient job =
                run.start(
                        "t",
                        RabbitMqRun.failing(
                                feed.queue(), FailingSource.Point.AFTER_ACKNOWLEDGEMENT));
        feed.publish(0, 500);
        run.awaitCounted(job, "t", 100);
        broker.letRead(false);
        try {
            long before = broker.refusals();
            FailingSource.FAILURES.set(1);
            feed.publish(500, 1_000);
            Patience.await().until(() -> broker.refusals() > before);
        } finally {
            broker.letRead(true);
        }
        feed.publish(1_000, RabbitMqRun.MESSAGES + 1);
        run.awaitAllCounted(job, "t");
        feed.awaitAcknowledged();
        Jobs.cancel(job);
        run.isTheAnswer("t", 1);
    }

    @ParameterizedTest
    @EnumSource
    void eachMessageCountsOnceWhenTheConnectionEnds(BrokerFailure failure) throws Exception {
        JobClient job = run.start("t", feed.queue());
        feed.publishAll(failure, true, () -> run.counted("t") > 0);
        run.awaitAllCounted(job, "t");
        feed.awaitAcknowledged();
        Jobs.cancel(job);
        run.isTheAnswer("t", 1);
    }

    @Test
    void messagesWithoutIdsCountAtLeastOnce() throws Exception {
        FailingSource.FAILURES.set(1);
        JobClient job =
                run.start(
                        "t",
                        RabbitMqRun.failing(
                                feed.queue(), FailingSource.Point.BEFORE_ACKNOWLEDGEMENT));
        feed.publishAll(false);
        run.awaitAllCounted(job, "t");
        feed.awaitAcknowledged();
        Jobs.cancel(job);
        assertThat(FailingSource.FAILURES).hasValue(0);
        assertThat(run.database().query("SELECT DISTINCT text FROM t_rejected ORDER BY text"))
                .containsExactlyElementsOf(
                        run.database().query("SELECT text FROM clean_rejected ORDER BY text"));
        assertThat(run.database().queryLong("SELECT count(*) FROM t"))
                .isEqualTo(run.database().queryLong("SELECT count(*) FROM clean"));
    }
}
