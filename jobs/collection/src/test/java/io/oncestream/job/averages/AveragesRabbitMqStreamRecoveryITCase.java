package io.oncestream.job.averages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.function.InputReadings;
import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.Reading;
import io.oncestream.testing.FlinkCluster;
import io.oncestream.testing.Patience;
import io.oncestream.testing.PostgresServer;
import io.oncestream.testing.RabbitMqBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
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
 * The job over a stream of a real RabbitMQ ({@link RabbitMqBroker} says how it is started), with
 * failures at named points: its tables are those of a run without failures.
 */
class AveragesRabbitMqStreamRecoveryITCase {

    @RegisterExtension static final FlinkCluster FLINK = FlinkCluster.ofSlots(4);

    private static RabbitMqBroker broker;

    @TempDir private Path checkpoints;
    private RabbitMqRun run;
    private RabbitMqFeed feed;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = RabbitMqBroker.start(AveragesRabbitMqStreamRecoveryITCase.class);
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
        feed = RabbitMqFeed.declare(broker, "stream");
        run.answer();
    }

    /** Red without the offset in the split's state: windows had each message twice. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NEVER")
    void eachMessageCountsOnceWhenTheJobFails(FailingSource.Point point) throws Exception {
        FailingSource.FAILURES.set(2);
        JobClient job = run.start("t", RabbitMqRun.failing(feed.stream(), point));
        feed.publishAll(true);
        run.awaitAllCounted(job, "t");
        Jobs.cancel(job);
        assertThat(FailingSource.FAILURES).hasValue(0);
        run.isTheAnswer("t", 0);
    }

    /** Red where the message that each session begins with, to be known again, is counted. */
    @ParameterizedTest
    @EnumSource
    void eachMessageCountsOnceWhenTheConnectionEnds(BrokerFailure failure) throws Exception {
        Source<Decoded<Reading>, ?, ?> source = feed.stream();
        JobClient job = run.start("t", source);
        feed.publishAll(failure, false, () -> run.counted("t") > 0);
        run.awaitAllCounted(job, "t");
        Jobs.cancel(job);
        run.isTheAnswer("t", 0);
    }

    /** Red without the comparison: the job read on, short of messages. */
    @Test
    void aStreamThatWasDeclaredAnewFailsTheJob() throws Exception {
        JobClient job = run.start("t", feed.stream());
        feed.publish(0, 500);
        Patience.await().until(() -> run.counted("t") > 0);
        feed.declareStreamAnew();
        feed.publish(500, RabbitMqRun.MESSAGES);
        assertThatThrownBy(() -> run.awaitAllCounted(job, "t"))
                .hasStackTraceContaining("the stream has another message at offset");
    }

    /**
     * The new one has fewer messages than were read of the old one. Red without the look at its
     * end: the job waited until it had as many.
     */
    @Test
    void aStreamThatWasDeclaredAnewFailsTheJobAlsoAsLongAsItIsShorter() throws Exception {
        JobClient job = run.start("t", feed.stream());
        feed.publish(0, 500);
        run.awaitCounted(job, "t", 100);
        feed.declareStreamAnew();
        feed.publish(500, 510);
        assertThatThrownBy(() -> run.awaitAllCounted(job, "t"))
                .hasStackTraceContaining("the stream ends at offset 9, but was read up to offset");
    }

    /**
     * Red where the word is kept in the state: none of the messages came. Red, too, where it is a
     * time: messages of the same second came that were there before.
     */
    @Test
    void whatComesNextIsNotMissedByAJobThatStopsBeforeItsFirstMessage() throws Exception {
        feed.publish(0, 100);
        int before = FailingSource.CHECKPOINTS.get();
        JobClient job = run.start("t", next());
        Patience.await().until(() -> FailingSource.CHECKPOINTS.get() > before);
        String savepoint =
                job.stopWithSavepoint(
                                false,
                                checkpoints.toUri().toString(),
                                SavepointFormatType.CANONICAL)
                        .get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        feed.publish(100, RabbitMqRun.MESSAGES + 1);
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
        return RabbitMqRun.failing(feed.stream("?offsets=next"), FailingSource.Point.NEVER);
    }

    @Test
    void whatComesNextInAnEmptyStreamIsItsFirstMessage() throws Exception {
        Source<Decoded<Reading>, ?, ?> source = feed.stream("?offsets=next");
        feed.publish(0, RabbitMqRun.MESSAGES + 1);
        JobClient job = run.start("t", source);
        run.awaitAllCounted(job, "t");
        Jobs.cancel(job);
        run.isTheAnswer("t", 0);
    }
}
