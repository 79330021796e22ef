package io.oncestream.launcher.produce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.launcher.failure.FailureException;
import io.oncestream.launcher.home.Home;
import io.oncestream.launcher.job.JobRequest;
import io.oncestream.launcher.job.JobWord;
import io.oncestream.state.reading.Reading;
import io.oncestream.testing.KafkaBroker;
import io.oncestream.testing.Patience;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sent to a real broker, and what a job says while it waits for messages of it. */
class KafkaITCase {

    private static final int OVER_MESSAGE_MAX = 1_100_000;

    @TempDir private static Path folder;
    private static KafkaBroker broker;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = KafkaBroker.start(folder);
    }

    @AfterAll
    static void stopBroker() throws Exception {
        broker.close();
    }

    @Test
    void whatTheBrokerHasConfirmedIsCountedAndNothingElse() throws Exception {
        String uri = broker.uri("sent");
        try (MessageTarget target = TargetCatalogue.of(uri).open(uri)) {
            target.send(new Message(null, new byte[1]));
            target.send(new Message(null, new byte[1]));
            target.flush();
            assertThat(target.arrived()).hasValue(2);
            target.send(new Message(null, new byte[OVER_MESSAGE_MAX]));
            assertThatThrownBy(target::flush)
                    .isInstanceOf(FailureException.class)
                    .hasMessageContaining("takes no more");
            assertThat(target.arrived()).hasValue(2);
        }
    }

    /** Three at the broker, and one for who counts what was sent. */
    @Test
    void whatIsForAllPartitionsIsSentToEach() throws Exception {
        broker.createTopic("ticks", 3);
        String uri = broker.uri("ticks");
        try (MessageTarget target = TargetCatalogue.of(uri).open(uri)) {
            target.send(Message.forAllPartitions(new byte[1]));
            target.flush();
            assertThat(target.arrived()).hasValue(1);
        }
        assertThat(broker.ends("ticks", 3)).containsExactly(1L, 1L, 1L);
    }

    @Test
    void aJobSaysThatItWaitsForATransaction() throws Exception {
        broker.createTopic("held", 3);
        JobRequest request = reading(broker.uri("held"));
        assertThat(request.sourceWaitsFor()).isEmpty();
        List<Reading> readings = Collections.nCopies(2, new Reading("k", Instant.EPOCH, 1, 1));
        try (KafkaProducer<byte[], byte[]> transaction =
                broker.sendUncommitted("held", 2, readings)) {
            assertThat(request.sourceWaitsFor())
                    .contains("an open transaction of partition 0 and 1 more");
            transaction.commitTransaction();
        }
        Patience.await().until(() -> request.sourceWaitsFor().isEmpty());
    }

    private static JobRequest reading(String uri) {
        return JobRequest.parse(
                        new JobWord("run", List.of(), new JobWord.WithoutTo("none", "nothing")),
                        JobRequest.job("averages"),
                        List.of("--from", uri, "--time", "time", "--value", "value"),
                        new Home(folder, folder, "./oncestream", folder.resolve("log")))
                .orElseThrow();
    }
}
