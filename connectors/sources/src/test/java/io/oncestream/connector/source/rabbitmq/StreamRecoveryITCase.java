package io.oncestream.connector.source.rabbitmq;

import static io.oncestream.connector.source.rabbitmq.RabbitMqFeed.MESSAGES;
import static io.oncestream.connector.source.rabbitmq.RabbitMqFeed.READINGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.Reading;
import io.oncestream.testing.CountingJob;
import io.oncestream.testing.FlinkCluster;
import io.oncestream.testing.Patience;
import io.oncestream.testing.RabbitMqBroker;
import java.nio.file.Path;
import org.apache.flink.api.connector.source.Source;
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
 * A job over a stream of a real RabbitMQ ({@link RabbitMqBroker} says how it is started), with
 * failures at named points: its tables have each message once.
 */
class StreamRecoveryITCase {

    @RegisterExtension static final FlinkCluster FLINK = FlinkCluster.ofSlots(4);

    private static RabbitMqBroker broker;

    @TempDir private Path checkpoints;
    private CountingJob counting;
    private RabbitMqFeed feed;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = RabbitMqBroker.start(StreamRecoveryITCase.class);
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
        feed = RabbitMqFeed.declare(broker, "stream");
    }

    /** Red without the offset in the split's state: each message was there twice. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NEVER")
    void eachMessageCountsOnceWhenTheJobFails(FailingSource.Point point) throws Exception {
        FailingSource.FAILURES.set(2);
        JobClient job = counting.start(2, FailingSource.of(feed.stream(), point));
        feed.publishAll(true);
        awaitAll(job);
        CountingJob.cancel(job);
        assertThat(FailingSource.FAILURES).hasValue(0);
        hasEachMessageOnce();
    }

    /** Red where the message that each session begins with, to be known again, is counted. */
    @ParameterizedTest
    @EnumSource
    void eachMessageCountsOnceWhenTheConnectionEnds(BrokerFailure failure) throws Exception {
        Source<Decoded<Reading>, ?, ?> source = feed.stream();
        JobClient job = counting.start(2, source);
        feed.publishAll(failure, false, () -> counting.count("readings") > 0);
        awaitAll(job);
        CountingJob.cancel(job);
        hasEachMessageOnce();
    }

    /** Red without the comparison: the job read on, short of messages. */
    @Test
    void aStreamThatWasDeclaredAnewFailsTheJob() throws Exception {
        JobClient job = counting.start(2, feed.stream());
        feed.publish(0, 500);
        Patience.await().until(() -> counting.count("readings") > 0);
        feed.declareStreamAnew();
        feed.publish(500, MESSAGES);
        assertThatThrownBy(() -> awaitAll(job))
                .hasStackTraceContaining("the stream has another message at offset");
    }

    /**
     * The new one has fewer messages than were read of the old one. Red without the look at its
     * end: the job waited until it had as many.
     */
    @Test
    void aStreamThatWasDeclaredAnewFailsTheJobAlsoAsLongAsItIsShorter() throws Exception {
        JobClient job = counting.start(2, feed.stream());
        feed.publish(0, 500);
        counting.awaitReadings(job, 100);
        feed.declareStreamAnew();
        feed.publish(500, 510);
        assertThatThrownBy(() -> awaitAll(job))
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
        JobClient job = counting.start(2, next());
        Patience.await().until(() -> FailingSource.CHECKPOINTS.get() > before);
        String savepoint = counting.stop(job);
        feed.publish(100, MESSAGES);
        JobClient resumed = counting.resume(savepoint, 2, next());
        counting.awaitReadings(resumed, READINGS - 90);
        CountingJob.cancel(resumed);
        counting.assertReadings(RabbitMqFeed.readings(100, MESSAGES));
        assertThat(counting.rejected()).isEqualTo(RabbitMqFeed.rejected(100, MESSAGES, 0));
    }

    private Source<Decoded<Reading>, ?, ?> next() {
        return FailingSource.of(feed.stream("?offsets=next"), FailingSource.Point.NEVER);
    }

    @Test
    void whatComesNextInAnEmptyStreamIsItsFirstMessage() throws Exception {
        Source<Decoded<Reading>, ?, ?> source = feed.stream("?offsets=next");
        feed.publish(0, MESSAGES);
        JobClient job = counting.start(2, source);
        awaitAll(job);
        CountingJob.cancel(job);
        hasEachMessageOnce();
    }

    private void awaitAll(JobClient job) {
        counting.await(job, READINGS, MESSAGES - READINGS);
    }

    private void hasEachMessageOnce() throws Exception {
        counting.assertReadings(RabbitMqFeed.readings(0, MESSAGES));
        assertThat(counting.rejected()).isEqualTo(RabbitMqFeed.rejected(0, MESSAGES, 0));
    }
}
