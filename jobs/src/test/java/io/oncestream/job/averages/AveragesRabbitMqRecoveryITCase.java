package io.oncestream.job.averages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.function.InputReadings;
import io.oncestream.launcher.services.RabbitMqBroker;
import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.Reading;
import io.oncestream.testing.FlinkCluster;
import io.oncestream.testing.Patience;
import io.oncestream.testing.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The job over a queue and over a stream of a real RabbitMQ ({@link RabbitMqBroker} says how it is
 * started), with failures at named points: its tables are those of a run without failures.
 */
class AveragesRabbitMqRecoveryITCase {

    private enum Blow {
        CONNECTIONS_CLOSED {
            @Override
            void strike(RabbitMqBroker broker) throws Exception {
                broker.closeAllConnections();
            }
        },
        BROKER_KILLED {
            @Override
            void strike(RabbitMqBroker broker) throws Exception {
                broker.killAndRestart();
            }
        };

        abstract void strike(RabbitMqBroker broker) throws Exception;
    }

    @RegisterExtension static final FlinkCluster FLINK = FlinkCluster.ofSlots(4);

    private static final AtomicInteger QUEUES = new AtomicInteger();
    private static RabbitMqBroker broker;

    @TempDir private Path checkpoints;
    private RabbitMqRun run;
    private String name;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = RabbitMqBroker.start(AveragesRabbitMqRecoveryITCase.class);
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
        name = "readings-" + QUEUES.incrementAndGet();
        run.answer();
    }

    /**
     * Red with the ids not in the split's state: messages counted twice (the first window of a key
     * had 11 instead of 10); with the acknowledgement sent at the snapshot: messages missing.
     */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NEVER")
    void eachMessageOfAQueueCountsOnceWhenTheJobFails(FailingSource.Point point) throws Exception {
        eachCountsOnceWhenTheJobFails("classic", point);
    }

    /**
     * A quorum queue counts how often a message is delivered; without a limit, as in this version
     * of the server, all come again as often as need be.
     */
    @Test
    void eachMessageOfAQuorumQueueCountsOnceWhenTheJobFails() throws Exception {
        eachCountsOnceWhenTheJobFails("quorum", FailingSource.Point.BEFORE_ACKNOWLEDGEMENT);
    }

    private void eachCountsOnceWhenTheJobFails(String type, FailingSource.Point point)
            throws Exception {
        RabbitMqPublisher.declare(broker, name, type);
        FailingSource.FAILURES.set(2);
        JobClient job = run.start("t", RabbitMqRun.failing(RabbitMqRun.queue(broker, name), point));
        publish(true);
        run.awaitAllCounted(job, "t");
        awaitAcknowledged();
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
        RabbitMqPublisher.declare(broker, name, "classic");
        FailingSource.FAILURES.set(0);
        JobClient job =
                run.start(
                        "t",
                        RabbitMqRun.failing(
                                RabbitMqRun.queue(broker, name),
                                FailingSource.Point.AFTER_ACKNOWLEDGEMENT));
        publish(0, 500);
        run.awaitCounted(job, "t", 100);
        broker.letRead(false);
        try {
            long before = broker.refusals();
            FailingSource.FAILURES.set(1);
            publish(500, 1_000);
            Patience.await().until(() -> broker.refusals() > before);
        } finally {
            broker.letRead(true);
        }
        publish(1_000, RabbitMqRun.MESSAGES + 1);
        run.awaitAllCounted(job, "t");
        awaitAcknowledged();
        Jobs.cancel(job);
        run.isTheAnswer("t", 1);
    }

    @ParameterizedTest
    @EnumSource
    void eachMessageOfAQueueCountsOnceWhenTheConnectionEnds(Blow blow) throws Exception {
        RabbitMqPublisher.declare(broker, name, "classic");
        JobClient job = run.start("t", RabbitMqRun.queue(broker, name));
        publishWithBlow(blow, true);
        run.awaitAllCounted(job, "t");
        awaitAcknowledged();
        Jobs.cancel(job);
        run.isTheAnswer("t", 1);
    }

    @Test
    void messagesWithoutIdsCountAtLeastOnce() throws Exception {
        RabbitMqPublisher.declare(broker, name, "classic");
        FailingSource.FAILURES.set(1);
        JobClient job =
                run.start(
                        "t",
                        RabbitMqRun.failing(
                                RabbitMqRun.queue(broker, name),
                                FailingSource.Point.BEFORE_ACKNOWLEDGEMENT));
        publish(false);
        run.awaitAllCounted(job, "t");
        awaitAcknowledged();
        Jobs.cancel(job);
        assertThat(FailingSource.FAILURES).hasValue(0);
        assertThat(run.database().query("SELECT DISTINCT text FROM t_rejected ORDER BY text"))
                .containsExactlyElementsOf(
                        run.database().query("SELECT text FROM clean_rejected ORDER BY text"));
        assertThat(run.database().queryLong("SELECT count(*) FROM t"))
                .isEqualTo(run.database().queryLong("SELECT count(*) FROM clean"));
    }

    /** Red without the offset in the split's state: windows had each message twice. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NEVER")
    void eachMessageOfAStreamCountsOnceWhenTheJobFails(FailingSource.Point point) throws Exception {
        RabbitMqPublisher.declare(broker, name, "stream");
        FailingSource.FAILURES.set(2);
        JobClient job =
                run.start("t", RabbitMqRun.failing(RabbitMqRun.stream(broker, name), point));
        publish(true);
        run.awaitAllCounted(job, "t");
        Jobs.cancel(job);
        assertThat(FailingSource.FAILURES).hasValue(0);
        run.isTheAnswer("t", 0);
    }

    /** Red where the message that each session begins with, to be known again, is counted. */
    @ParameterizedTest
    @EnumSource
    void eachMessageOfAStreamCountsOnceWhenTheConnectionEnds(Blow blow) throws Exception {
        RabbitMqPublisher.declare(broker, name, "stream");
        Source<Decoded<Reading>, ?, ?> source = RabbitMqRun.stream(broker, name);
        JobClient job = run.start("t", source);
        publishWithBlow(blow, false);
        run.awaitAllCounted(job, "t");
        Jobs.cancel(job);
        run.isTheAnswer("t", 0);
    }

    /** Red without the comparison: the job read on, short of messages. */
    @Test
    void aStreamThatWasDeclaredAnewFailsTheJob() throws Exception {
        RabbitMqPublisher.declare(broker, name, "stream");
        JobClient job = run.start("t", RabbitMqRun.stream(broker, name));
        publish(0, 500);
        Patience.await().until(() -> run.counted("t") > 0);
        RabbitMqPublisher.delete(broker, name);
        RabbitMqPublisher.declare(broker, name, "stream");
        publish(500, RabbitMqRun.MESSAGES);
        assertThatThrownBy(() -> run.awaitAllCounted(job, "t"))
                .hasStackTraceContaining("the stream has another message at offset");
    }

    /**
     * The new one has fewer messages than were read of the old one. Red without the look at its
     * end: the job waited until it had as many.
     */
    @Test
    void aStreamThatWasDeclaredAnewFailsTheJobAlsoAsLongAsItIsShorter() throws Exception {
        RabbitMqPublisher.declare(broker, name, "stream");
        JobClient job = run.start("t", RabbitMqRun.stream(broker, name));
        publish(0, 500);
        run.awaitCounted(job, "t", 100);
        RabbitMqPublisher.delete(broker, name);
        RabbitMqPublisher.declare(broker, name, "stream");
        publish(500, 510);
        assertThatThrownBy(() -> run.awaitAllCounted(job, "t"))
                .hasStackTraceContaining("the stream ends at offset 9, but was read up to offset");
    }

    /**
     * Red where the word is kept in the state: none of the messages came. Red, too, where it is a
     * time: messages of the same second came that were there before.
     */
    @Test
    void whatComesNextIsNotMissedByAJobThatStopsBeforeItsFirstMessage() throws Exception {
        RabbitMqPublisher.declare(broker, name, "stream");
        publish(0, 100);
        int before = FailingSource.CHECKPOINTS.get();
        JobClient job = run.start("t", next());
        Patience.await().until(() -> FailingSource.CHECKPOINTS.get() > before);
        String savepoint =
                job.stopWithSavepoint(
                                false,
                                checkpoints.toUri().toString(),
                                SavepointFormatType.CANONICAL)
                        .get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        publish(100, RabbitMqRun.MESSAGES + 1);
        JobClient resumed =
                run.start(
                        TestEnvironments.resumedFrom(savepoint, checkpoints, 2),
                        "t",
                        InputReadings.live(next(), Duration.ZERO, Duration.ofMinutes(1)));
        run.awaitCounted(resumed, "t", 1_400 - 1_400 / 10);
        Jobs.cancel(resumed);
        assertThat(run.database().query("SELECT min(window_start) FROM t"))
                .isEqualTo(run.database().query("SELECT to_timestamp(1)"));
        assertThat(run.database().query("SELECT min(position), count(*) FROM t_rejected"))
                .isEqualTo(run.database().query("SELECT 103, 140"));
    }

    private Source<Decoded<Reading>, ?, ?> next() {
        return RabbitMqRun.failing(
                RabbitMqRun.stream(broker, name + "?offsets=next"), FailingSource.Point.NEVER);
    }

    @Test
    void whatComesNextInAnEmptyStreamIsItsFirstMessage() throws Exception {
        RabbitMqPublisher.declare(broker, name, "stream");
        Source<Decoded<Reading>, ?, ?> source = RabbitMqRun.stream(broker, name + "?offsets=next");
        publish(0, RabbitMqRun.MESSAGES + 1);
        JobClient job = run.start("t", source);
        run.awaitAllCounted(job, "t");
        Jobs.cancel(job);
        run.isTheAnswer("t", 0);
    }

    private void publish(int from, int to) {
        try (RabbitMqPublisher publisher = new RabbitMqPublisher(broker, name, true, 100)) {
            for (int i = from; i < to; i++) {
                publisher.publish(i, RabbitMqRun.message(i));
            }
        }
    }

    /** A hundred messages from one checkpoint to the next. */
    private void publish(boolean ids) {
        try (RabbitMqPublisher publisher = new RabbitMqPublisher(broker, name, ids, 20)) {
            for (long i = 0; i <= RabbitMqRun.MESSAGES; i++) {
                if (i % 100 == 0) {
                    int before = FailingSource.CHECKPOINTS.get();
                    Patience.await().until(() -> FailingSource.CHECKPOINTS.get() > before);
                }
                publisher.publish(i, RabbitMqRun.message(i));
            }
        }
    }

    /**
     * The broker is struck between two messages.
     *
     * @param doubles whether each hundredth message is published twice, with the same id
     */
    private void publishWithBlow(Blow blow, boolean doubles) throws Exception {
        try (RabbitMqPublisher publisher =
                new RabbitMqPublisher(broker, name, true, doubles ? 20 : 1)) {
            for (long i = 0; i <= RabbitMqRun.MESSAGES; i++) {
                publisher.publish(i, RabbitMqRun.message(i));
                if (doubles && i % 100 == 50) {
                    publisher.publish(i, RabbitMqRun.message(i));
                }
                if (i == RabbitMqRun.MESSAGES / 3) {
                    Patience.await().until(() -> run.counted("t") > 0);
                    blow.strike(broker);
                }
            }
        }
    }

    private void awaitAcknowledged() {
        Patience.await().until(() -> broker.messages(name) == 0);
    }
}
