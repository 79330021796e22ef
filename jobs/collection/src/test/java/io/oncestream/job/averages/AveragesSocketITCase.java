package io.oncestream.job.averages;

import static io.oncestream.job.averages.SocketReadings.COUNT;
import static io.oncestream.job.averages.SocketReadings.LAST;
import static io.oncestream.job.averages.SocketReadings.lines;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.state.window.WindowSummary;
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
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole job on lines from real sockets, with broken connections, failures and restarts: its
 * table is that of a batch run over a file with the same readings.
 */
class AveragesSocketITCase {

    @RegisterExtension static final FlinkCluster FLINK = FlinkCluster.ofSlots(4);

    @TempDir private Path folder;
    private SocketJobs jobs;
    private int port;

    @BeforeEach
    void runTheBatch() throws Exception {
        jobs = SocketJobs.withBatch(folder);
        port = jobs.port();
    }

    @Test
    void afterAFailureBetweenCheckpointsEachLineIsCountedOnce() throws Exception {
        FailsBehindACheckpoint.FAILED.set(false);
        AveragesOptions options = jobs.options("tcp://127.0.0.1:" + port + "?listen&ack", "failed");
        AveragesJob.Sinks sinks = options.sinks();
        StreamExecutionEnvironment env = jobs.start(2);
        AveragesJob.build(
                env,
                options.config(),
                options.sources(),
                new AveragesJob.Sinks(
                        summaries ->
                                sinks.summaries()
                                        .accept(
                                                summaries
                                                        .map(new FailsBehindACheckpoint())
                                                        .returns(WindowSummary.class)),
                        sinks.rejected(),
                        sinks.late()));
        JobClient job = env.executeAsync();
        new AcknowledgedSender(port, lines(0, COUNT, 1)).sendAll();
        new AcknowledgedSender(port, List.of(LAST)).sendAll();
        jobs.awaitBatch("failed");
        assertThat(FailsBehindACheckpoint.FAILED).isTrue();
        assertThat(jobs.count("failed_late")).isZero();
        assertThat(jobs.count("failed_rejected")).isZero();
        Jobs.cancel(job);
    }

    /** Red where the rest of a connection that ended is taken for a line. */
    @Test
    void aSenderThatIsCutInTheMiddleOfALineGoesOnFromItsLastAcknowledgement() throws Exception {
        JobClient job =
                jobs.startJob("tcp://127.0.0.1:" + port + "?listen&ack", "torn", jobs.start(2));
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
        new AcknowledgedSender(port, List.of(LAST)).sendAll();
        jobs.awaitBatch("torn");
        assertThat(
                        jobs.query(
                                "SELECT DISTINCT source, reason FROM torn_rejected WHERE text LIKE"
                                        + " '{%'"))
                .containsExactly(
                        "tcp://127.0.0.1:%d|the connection ended in the middle of a line"
                                .formatted(port));
        assertThat(jobs.count("torn_rejected")).isEqualTo(3);
        Jobs.cancel(job);
    }

    /**
     * Stops with savepoints while four senders write.
     *
     * <p>Red where the split in the checkpoint has no offset: lines counted twice; and where the
     * receiver closes its connections at once, before it acknowledges what it has read.
     */
    @Test
    void whileTheReceiverRestartsSendersLoseAndRepeatNothing() throws Exception {
        String from = "tcp://127.0.0.1:" + port + "?listen&ack";
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
        JobClient job = jobs.startJob(from, "restarted", jobs.start(2));
        for (int parallelism : new int[] {1, 3}) {
            long before = durable(senders);
            Patience.await()
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> durable(senders) > before + COUNT / 50);
            // They go on writing meanwhile, up to what they are allowed.
            String savepoint = jobs.stop(job);
            job =
                    jobs.startJob(
                            from,
                            "restarted",
                            TestEnvironments.resumedFrom(savepoint, folder, parallelism));
            senders.forEach(sender -> sender.allow(parallelism == 1 ? COUNT / 4 * 2 / 3 : COUNT));
        }
        assertThat(sent).succeedsWithin(Patience.LIMIT);
        new AcknowledgedSender(port, List.of(LAST)).sendAll();
        jobs.awaitBatch("restarted");
        assertThat(jobs.count("restarted_rejected")).isZero();
        Jobs.cancel(job);
    }

    /** What a stopped run left in the spool: acknowledged, and never counted. */
    @Test
    void aStartWithoutStateBeginsWithWhatIsLeft() throws Exception {
        String from = "tcp://127.0.0.1:" + port + "?listen&ack";
        JobClient first = jobs.startJob(from, "first", jobs.start(1));
        new AcknowledgedSender(port, lines(0, 1_000, 1)).sendAll();
        new AcknowledgedSender(port, List.of(LAST)).sendAll();
        Patience.await().until(() -> jobs.exists("first") && jobs.sum("first") == 1_000);
        jobs.stop(first);

        JobClient second = jobs.startJob(from, "second", jobs.start(1));
        new AcknowledgedSender(port, lines(0, COUNT, 1)).sendAll();
        new AcknowledgedSender(port, List.of(LAST)).sendAll();
        jobs.awaitBatch("second");
        Jobs.cancel(second);
    }

    @Test
    void aPortThatIsTakenIsAClearErrorAtOnce() throws Exception {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            StreamExecutionEnvironment env =
                    SocketJobs.build(
                            jobs.start(1),
                            jobs.options("tcp://127.0.0.1:" + port + "?listen", "taken"));
            assertThatThrownBy(env::execute)
                    .hasStackTraceContaining(
                            "tcp://127.0.0.1:%d cannot be listened on".formatted(port));
        }
    }

    @Test
    void datagramsAreCountedOnceAndBrokenOnesRejected() throws Exception {
        JobClient job =
                jobs.startJob("udp://127.0.0.1:" + port + "?numbered", "udp", jobs.start(2));
        try (DatagramSocket socket = new DatagramSocket()) {
            // Before anyone listens they are lost.
            Patience.await()
                    .until(
                            () -> {
                                send(socket, "no number");
                                return jobs.exists("udp_rejected")
                                        && jobs.count("udp_rejected") > 0;
                            });
            List<String> lines = lines(0, COUNT, 1);
            for (int i = 0; i < COUNT; i += 20) {
                send(socket, i / 20 + " " + String.join("\n", lines.subList(i, i + 20)));
                LockSupport.parkNanos(1_000_000);
            }
            send(socket, COUNT + " " + LAST);
        }
        jobs.awaitBatch("udp");
        assertThat(jobs.query("SELECT DISTINCT reason FROM udp_rejected"))
                .containsExactly("the datagram does not begin with a number and a blank");
        Jobs.cancel(job);
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
