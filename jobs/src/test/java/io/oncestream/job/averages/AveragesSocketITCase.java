package io.oncestream.job.averages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.oncestream.cli.CommandLines;
import io.oncestream.state.window.WindowSummary;
import io.oncestream.testing.PostgresServer;
import io.oncestream.testing.TestDatabase;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole job on lines from real sockets, with broken connections, failures and restarts: its
 * table is that of a batch run over a file with the same readings.
 */
class AveragesSocketITCase {

    private static final int COUNT = 4_000;
    private static final int STEP_MILLIS = 10;
    private static final Instant START = Instant.parse("2020-01-01T00:00:00Z");

    /** Closes the windows of all others; its own window stays open. */
    private static final String LAST = json(1_000_000);

    @RegisterExtension
    static final MiniClusterExtension FLINK =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(4)
                            .build());

    @TempDir private Path folder;
    private TestDatabase database;
    private int port;
    private List<String> batch;

    @BeforeEach
    void runTheBatch() throws Exception {
        database = PostgresServer.newDatabase();
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path file = folder.resolve("readings.csv");
        List<String> rows = new ArrayList<>(List.of("key,time,value"));
        IntStream.range(0, COUNT)
                .forEach(i -> rows.add("%s,%s,%s".formatted(key(i), time(i), value(i))));
        Files.write(file, rows);
        build(start(2), options("file:" + file, "batch")).execute();
        batch = rows("batch");
    }

    @Test
    void afterAFailureBetweenCheckpointsEachLineIsCountedOnce() throws Exception {
        FailsBehindACheckpoint.FAILED.set(false);
        AveragesOptions options = options("tcp://127.0.0.1:" + port + "?listen&ack", "failed");
        AveragesJob.Sinks sinks = options.sinks();
        StreamExecutionEnvironment env = start(2);
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
        awaitBatch("failed");
        assertThat(FailsBehindACheckpoint.FAILED).isTrue();
        assertThat(count("failed_late")).isZero();
        assertThat(count("failed_rejected")).isZero();
        Jobs.cancel(job);
    }

    /** Red where the rest of a connection that ended is taken for a line. */
    @Test
    void aSenderThatIsCutInTheMiddleOfALineGoesOnFromItsLastAcknowledgement() throws Exception {
        JobClient job = startJob("tcp://127.0.0.1:" + port + "?listen&ack", "torn", start(2));
        AcknowledgedSender sender = new AcknowledgedSender(port, lines(0, COUNT, 1));
        for (int cut : new int[] {1, 700, 2_000}) {
            await().atMost(Duration.ofMinutes(2))
                    .until(
                            () -> {
                                sender.sendTorn(cut);
                                return sender.durable() == cut;
                            });
        }
        sender.sendAll();
        new AcknowledgedSender(port, List.of(LAST)).sendAll();
        awaitBatch("torn");
        assertThat(
                        database.query(
                                "SELECT DISTINCT source, reason FROM torn_rejected WHERE text LIKE"
                                        + " '{%'"))
                .containsExactly(
                        "tcp://127.0.0.1:%d|the connection ended in the middle of a line"
                                .formatted(port));
        assertThat(count("torn_rejected")).isEqualTo(3);
        Jobs.cancel(job);
    }

    /** Stops with savepoints while four senders write. */
    /**
     * Red where the split in the checkpoint has no offset: lines counted twice; and where the
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
        JobClient job = startJob(from, "restarted", start(2));
        for (int parallelism : new int[] {1, 3}) {
            long before = durable(senders);
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> durable(senders) > before + COUNT / 50);
            // They go on writing meanwhile, up to what they are allowed.
            String savepoint = stop(job);
            job =
                    startJob(
                            from,
                            "restarted",
                            TestEnvironments.resumedFrom(savepoint, folder, parallelism));
            senders.forEach(sender -> sender.allow(parallelism == 1 ? COUNT / 4 * 2 / 3 : COUNT));
        }
        assertThat(sent).succeedsWithin(Duration.ofMinutes(2));
        new AcknowledgedSender(port, List.of(LAST)).sendAll();
        awaitBatch("restarted");
        assertThat(count("restarted_rejected")).isZero();
        Jobs.cancel(job);
    }

    /** What a stopped run left in the spool: acknowledged, and never counted. */
    @Test
    void aStartWithoutStateBeginsWithWhatIsLeft() throws Exception {
        String from = "tcp://127.0.0.1:" + port + "?listen&ack";
        JobClient first = startJob(from, "first", start(1));
        new AcknowledgedSender(port, lines(0, 1_000, 1)).sendAll();
        new AcknowledgedSender(port, List.of(LAST)).sendAll();
        await().atMost(Duration.ofMinutes(2)).until(() -> exists("first") && sum("first") == 1_000);
        stop(first);

        JobClient second = startJob(from, "second", start(1));
        new AcknowledgedSender(port, lines(0, COUNT, 1)).sendAll();
        new AcknowledgedSender(port, List.of(LAST)).sendAll();
        awaitBatch("second");
        Jobs.cancel(second);
    }

    @Test
    void aPortThatIsTakenIsAClearErrorAtOnce() throws Exception {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            StreamExecutionEnvironment env =
                    build(start(1), options("tcp://127.0.0.1:" + port + "?listen", "taken"));
            assertThatThrownBy(env::execute)
                    .hasStackTraceContaining(
                            "tcp://127.0.0.1:%d cannot be listened on".formatted(port));
        }
    }

    @Test
    void datagramsAreCountedOnceAndBrokenOnesRejected() throws Exception {
        JobClient job = startJob("udp://127.0.0.1:" + port + "?numbered", "udp", start(2));
        try (DatagramSocket socket = new DatagramSocket()) {
            // Before anyone listens they are lost.
            await().atMost(Duration.ofMinutes(2))
                    .until(
                            () -> {
                                send(socket, "no number");
                                return exists("udp_rejected") && count("udp_rejected") > 0;
                            });
            List<String> lines = lines(0, COUNT, 1);
            for (int i = 0; i < COUNT; i += 20) {
                send(socket, i / 20 + " " + String.join("\n", lines.subList(i, i + 20)));
                LockSupport.parkNanos(1_000_000);
            }
            send(socket, COUNT + " " + LAST);
        }
        awaitBatch("udp");
        assertThat(database.query("SELECT DISTINCT reason FROM udp_rejected"))
                .containsExactly("the datagram does not begin with a number and a blank");
        Jobs.cancel(job);
    }

    private void send(DatagramSocket socket, String content) throws IOException {
        byte[] bytes = content.getBytes(UTF_8);
        socket.send(
                new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
    }

    /** Windows of the batch's readings: the last line's own is not among them. */
    private void awaitBatch(String table) {
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(rows(table)).isEqualTo(batch));
    }

    private static long durable(List<AcknowledgedSender> senders) {
        return senders.stream().mapToLong(AcknowledgedSender::durable).sum();
    }

    /** Returns the savepoint; refused as long as not all tasks run. */
    private String stop(JobClient job) {
        String target = folder.toUri().toString();
        return await().atMost(Duration.ofMinutes(2))
                .ignoreExceptions()
                .until(
                        () ->
                                job.stopWithSavepoint(false, target, SavepointFormatType.CANONICAL)
                                        .get(),
                        savepoint -> true);
    }

    private StreamExecutionEnvironment start(int parallelism) {
        return TestEnvironments.withCheckpointsIn(folder, parallelism);
    }

    private JobClient startJob(String from, String table, StreamExecutionEnvironment env)
            throws Exception {
        return build(env, options(from, table)).executeAsync();
    }

    private static StreamExecutionEnvironment build(
            StreamExecutionEnvironment env, AveragesOptions options) {
        AveragesJob.build(env, options.config(), options.sources(), options.sinks());
        return env;
    }

    private AveragesOptions options(String from, String table) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--from=" + from,
                                "--key=key",
                                "--time=time",
                                "--value=value",
                                "--to=" + database.address().url(),
                                "--table=" + table));
        if (!from.startsWith("file:")) {
            arguments.add("--spool=" + folder.resolve("spool"));
            // Senders are not in step with each other, nor is one with itself once it is cut.
            arguments.add("--out-of-order=" + (table.equals("failed") ? "0s" : "1h"));
        }
        AveragesOptions options = new AveragesOptions();
        CommandLines.parse(CommandLines.of(options), arguments.toArray(new String[0]));
        return options;
    }

    private static List<String> lines(int first, int end, int step) {
        return IntStream.iterate(first, i -> i < end, i -> i + step)
                .mapToObj(AveragesSocketITCase::json)
                .toList();
    }

    private static String json(int i) {
        return "{\"key\":\"%s\",\"time\":\"%s\",\"value\":%s}".formatted(key(i), time(i), value(i));
    }

    private static String key(int i) {
        return "key" + i % 7;
    }

    private static Instant time(int i) {
        return START.plusMillis((long) i * STEP_MILLIS);
    }

    private static double value(int i) {
        return i % 97 / 4.0;
    }

    private boolean exists(String table) throws Exception {
        return database.queryLong(
                        "SELECT count(*) FROM pg_tables WHERE tablename = '" + table + "'")
                > 0;
    }

    private long count(String table) throws Exception {
        return database.queryLong("SELECT count(*) FROM " + table);
    }

    private long sum(String table) throws Exception {
        return database.queryLong("SELECT coalesce(sum(count), 0) FROM " + table);
    }

    private List<String> rows(String table) throws Exception {
        return exists(table)
                ? database.query("SELECT * FROM " + table + " ORDER BY key, window_start")
                : List.of();
    }

    /** Fails once, at a row behind a checkpoint that covers other rows. */
    private static final class FailsBehindACheckpoint
            implements MapFunction<WindowSummary, WindowSummary>, CheckpointListener {

        private static final long serialVersionUID = 1L;
        private static final AtomicBoolean FAILED = new AtomicBoolean();

        private int seen;
        private int checkpointsSince;

        @Override
        public WindowSummary map(WindowSummary summary) {
            seen++;
            if (checkpointsSince > 1 && FAILED.compareAndSet(false, true)) {
                throw new IllegalStateException("failing on purpose");
            }
            return summary;
        }

        @Override
        public void notifyCheckpointComplete(long checkpointId) {
            checkpointsSince += seen > 0 ? 1 : 0;
        }
    }
}
