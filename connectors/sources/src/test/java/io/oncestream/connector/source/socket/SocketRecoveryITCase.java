package io.oncestream.connector.source.socket;

import static io.oncestream.connector.source.socket.SocketLines.COUNT;
import static io.oncestream.connector.source.socket.SocketLines.lines;
import static io.oncestream.connector.source.socket.SocketLines.readings;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.connector.format.FieldRules;
import io.oncestream.connector.format.JsonMessages;
import io.oncestream.connector.reading.ReadingMapper;
import io.oncestream.connector.source.IdentifiedSource;
import io.oncestream.server.process.LocalPort;
import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.Reading;
import io.oncestream.testing.CountingJob;
import io.oncestream.testing.FailsBehindACheckpoint;
import io.oncestream.testing.FlinkCluster;
import io.oncestream.testing.Patience;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job on lines from real sockets, with broken connections, failures and restarts: its table has
 * each line once.
 */
class SocketRecoveryITCase {

    @RegisterExtension static final FlinkCluster FLINK = FlinkCluster.ofSlots(4);

    @TempDir private Path folder;
    private CountingJob counting;
    private int port;

    @BeforeEach
    void choosePort() throws Exception {
        port = LocalPort.anyFree();
        counting = CountingJob.in(folder.resolve("checkpoints"));
    }

    @Test
    void afterAFailureBetweenCheckpointsEachLineIsCountedOnce() throws Exception {
        FailsBehindACheckpoint.FAILED.set(false);
        JobClient job =
                counting.start(2, source("tcp://%s?listen&ack"), new FailsBehindACheckpoint());
        new AcknowledgedSender(port, lines(0, COUNT, 1)).sendAll();
        counting.awaitReadings(job, COUNT);
        CountingJob.cancel(job);
        assertThat(FailsBehindACheckpoint.FAILED).isTrue();
        hasEachLineOnce();
        assertThat(counting.count("rejected")).isZero();
    }

    /** Red where the rest of a connection that ended is taken for a line. */
    @Test
    void aSenderThatIsCutInTheMiddleOfALineGoesOnFromItsLastAcknowledgement() throws Exception {
        JobClient job = counting.start(2, source("tcp://%s?listen&ack"));
        AcknowledgedSender sender = new AcknowledgedSender(port, lines(0, COUNT, 1));
        for (int cut : new int[] {1, 700, 2_000}) {
            Patience.await()
                    .until(
                            () -> {
                                sender.sendTorn(cut);
                                return sender.durable() == cut;
                            });
        }
        sender.sendAll();
        counting.await(job, COUNT, 3);
        CountingJob.cancel(job);
        hasEachLineOnce();
        assertThat(
                        counting.database()
                                .query(
                                        "SELECT DISTINCT source, reason FROM rejected WHERE text"
                                                + " LIKE '{%'"))
                .containsExactly(
                        "tcp://127.0.0.1:%d|the connection ended in the middle of a line"
                                .formatted(port));
        assertThat(counting.count("rejected")).isEqualTo(3);
    }

    /**
     * Stops with savepoints while four senders write.
     *
     * <p>Red where the split in the checkpoint has no offset and the spool keeps what was counted:
     * lines were there twice, and after a second restart three times; and where the receiver closes
     * its connections at once, before it acknowledges what it has read.
     */
    @Test
    void whileTheReceiverRestartsSendersLoseAndRepeatNothing() throws Exception {
        List<AcknowledgedSender> senders =
                IntStream.range(0, 4)
                        .mapToObj(i -> new AcknowledgedSender(port, lines(i, COUNT, 4)))
                        .toList();
        senders.forEach(sender -> sender.allow(COUNT / 4 / 3));
        CompletableFuture<?> sent =
                CompletableFuture.allOf(
                        senders.stream()
                                .map(AcknowledgedSender::start)
                                .toArray(CompletableFuture[]::new));
        JobClient job = counting.start(2, source("tcp://%s?listen&ack"));
        for (int parallelism : new int[] {1, 3}) {
            long before = durable(senders);
            Patience.await()
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> durable(senders) > before + COUNT / 50);
            // They go on writing meanwhile, up to what they are allowed.
            String savepoint = counting.stop(job);
            job = counting.resume(savepoint, parallelism, source("tcp://%s?listen&ack"));
            senders.forEach(sender -> sender.allow(parallelism == 1 ? COUNT / 4 * 2 / 3 : COUNT));
        }
        assertThat(sent).succeedsWithin(Patience.LIMIT);
        counting.awaitReadings(job, COUNT);
        CountingJob.cancel(job);
        hasEachLineOnce();
        assertThat(counting.count("rejected")).isZero();
    }

    @Test
    void aStartWithoutStateReadsNothingThatAStoppedRunHasCounted() throws Exception {
        JobClient first = counting.start(1, source("tcp://%s?listen&ack"));
        new AcknowledgedSender(port, lines(0, 1_000, 1)).sendAll();
        counting.awaitReadings(first, 1_000);
        counting.stop(first);

        counting = CountingJob.in(folder.resolve("checkpoints"));
        JobClient second = counting.start(1, source("tcp://%s?listen&ack"));
        new AcknowledgedSender(port, lines(0, COUNT, 1)).sendAll();
        counting.awaitReadings(second, COUNT);
        CountingJob.cancel(second);
        hasEachLineOnce();
    }

    @Test
    void aPortThatIsTakenIsAClearErrorAtOnce() throws Exception {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            assertThatThrownBy(() -> counting.execute(1, source("tcp://%s?listen")))
                    .hasStackTraceContaining(
                            "tcp://127.0.0.1:%d cannot be listened on".formatted(port));
        }
    }

    @Test
    void datagramsAreCountedOnceAndBrokenOnesRejected() throws Exception {
        JobClient job = counting.start(2, source("udp://%s?numbered"));
        try (DatagramSocket socket = new DatagramSocket()) {
            // Before anyone listens they are lost.
            Patience.await()
                    .until(
                            () -> {
                                send(socket, "no number");
                                return counting.count("rejected") > 0;
                            });
            List<String> lines = lines(0, COUNT, 1);
            for (int i = 0; i < COUNT; i += 20) {
                send(socket, i / 20 + " " + String.join("\n", lines.subList(i, i + 20)));
                LockSupport.parkNanos(1_000_000);
            }
        }
        counting.awaitReadings(job, COUNT);
        CountingJob.cancel(job);
        hasEachLineOnce();
        assertThat(counting.database().query("SELECT DISTINCT reason FROM rejected"))
                .containsExactly("the datagram does not begin with a number and a blank");
    }

    private void hasEachLineOnce() throws Exception {
        counting.assertReadings(readings(0, COUNT));
    }

    /** A source with its spool in the test's folder; {@code %s} is the test's address. */
    private Source<Decoded<Reading>, ?, ?> source(String uri) {
        String from = uri.formatted("127.0.0.1:" + port);
        return IdentifiedSource.of(
                uri.split(":", 2)[0] + ":...",
                SocketRecords.source(
                        SocketOptions.of(from, folder.resolve("spool")),
                        new JsonMessages<>(
                                new ReadingMapper("key", "time", "value", null),
                                FieldRules.DEFAULT)));
    }

    private void send(DatagramSocket socket, String content) throws IOException {
        byte[] bytes = content.getBytes(UTF_8);
        socket.send(
                new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
    }

    private static long durable(List<AcknowledgedSender> senders) {
        return senders.stream().mapToLong(AcknowledgedSender::durable).sum();
    }
}
