package io.oncestream.connector.source.socket;

import static io.oncestream.connector.source.socket.SocketFixture.JOB;
import static io.oncestream.connector.source.socket.SocketFixture.send;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.connector.source.SourceFailure;
import io.oncestream.connector.source.spool.Spool;
import io.oncestream.state.reading.Reading;
import io.oncestream.testing.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an attempt finds that an earlier one, or another job, has not given up. */
class SocketRestartITCase {

    private static final String URI = "tcp://127.0.0.1:%d?listen";
    private static final Duration BRIEFLY = Duration.ofMillis(200);

    @RegisterExtension final SocketFixture sockets = new SocketFixture();

    /** Seen red where the lock is asked for once: the job failed for good. */
    @Test
    void theLockOfADyingAttemptIsWaitedFor() throws Exception {
        Spool dying = Spool.open(sockets.options(URI).spoolOptions(JOB), () -> {});
        CompletableFuture<SpoolFeed> next =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return open(JOB, FeedStart.PATIENCE);
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        },
                        attempt -> new Thread(attempt).start());
        assertThatThrownBy(() -> next.get(500, MILLISECONDS)).isInstanceOf(TimeoutException.class);
        dying.close();
        next.get(Patience.LIMIT.toSeconds(), SECONDS).close();
    }

    @Test
    void aLockThatTheSameJobHasForLongIsLeftToTheNextAttempt() throws Exception {
        try (Spool dying = Spool.open(sockets.options(URI).spoolOptions(JOB), () -> {})) {
            assertThatThrownBy(() -> open(JOB, BRIEFLY))
                    .isNotInstanceOf(SourceFailure.class)
                    .hasMessageContaining("is in use by the job " + JOB);
            assertThat(dying.end()).isZero();
        }
    }

    @Test
    void aSpoolThatAnotherJobUsesIsRefusedForGood() throws Exception {
        try (Spool other = Spool.open(sockets.options(URI).spoolOptions("other"), () -> {})) {
            assertThatThrownBy(() -> open(JOB, BRIEFLY))
                    .isInstanceOf(SourceFailure.class)
                    .hasMessageContaining("is in use by the job other: stop that one")
                    .hasMessageContaining("--spool");
            assertThat(other.end()).isZero();
        }
    }

    /** Seen red where a split without an offset is taken for a new job: it failed for good. */
    @Test
    void anAddressThatIsTakenEndsANewJobButNoneThatHasRun() throws Exception {
        try (ServerSocket taken = takePort()) {
            assertThatThrownBy(() -> open("another", Duration.ofHours(1)))
                    .isInstanceOf(SourceFailure.class)
                    .hasMessageContaining("cannot be listened on");
            assertThat(taken.isBound()).isTrue();
        }
        open(JOB, BRIEFLY).close();
        try (ServerSocket taken = takePort()) {
            assertThatThrownBy(() -> open(JOB, BRIEFLY))
                    .isNotInstanceOf(SourceFailure.class)
                    .hasMessageContaining("cannot be listened on");
            assertThat(taken.isBound()).isTrue();
        }
        open(JOB, BRIEFLY).close();
    }

    /**
     * Seen red where the thread that accepts is not waited for: of a hundred one or another was
     * taken.
     */
    @Test
    void theAddressIsFreeWhenTheSourceIsClosed() throws Exception {
        for (int i = 0; i < 100; i++) {
            open(JOB, BRIEFLY).close();
            takePort().close();
        }
    }

    /** Seen red where that is a failure as any other: Flink restarted the job for ever. */
    @Test
    void whatNoRestartMendsEndsTheJobForGood() throws Exception {
        String id;
        try (Spool spool = Spool.open(sockets.options(URI).spoolOptions(JOB), () -> {})) {
            byte[] longLine = new byte[LineSplitter.LINE_BYTES_MAX];
            spool.deleteUpTo(spool.append(List.of(SpooledLine.line(longLine))));
            id = spool.id();
        }
        assertUnusable(new SpoolSplit(id, 0), "has deleted offset 0");
        assertUnusable(new SpoolSplit(id, 2), "has lost what was durable");
        Path state = Path.of(sockets.options(URI).spool(), "state");
        Files.writeString(state, "oncestream-spool 2\n");
        assertUnusable(SpoolSplit.NEW, "was not written by this version");
        Files.delete(state);
        assertUnusable(SpoolSplit.NEW, "has lost its file state");
    }

    private void assertUnusable(SpoolSplit split, String why) {
        assertThatThrownBy(() -> open(JOB, split, BRIEFLY))
                .isInstanceOf(SourceFailure.class)
                .hasMessageContaining(why);
    }

    @Test
    void aSecondAttemptWithoutACheckpointReadsAllAgain() throws Exception {
        SocketReader<Reading> first = sockets.start(URI, SpoolSplit.NEW);
        try (Socket socket = sockets.connect()) {
            send(socket, "a\nb\n");
            sockets.awaitLines(first, "a", "b");
        }
        sockets.closeAll();
        sockets.emitted.lines.clear();
        sockets.awaitLines(sockets.start(URI, SpoolSplit.NEW), "a", "b");
    }

    private ServerSocket takePort() throws IOException {
        return new ServerSocket(sockets.port, 1, InetAddress.getLoopbackAddress());
    }

    private SpoolFeed open(String job, Duration patience) throws IOException {
        return open(job, SpoolSplit.NEW, patience);
    }

    private SpoolFeed open(String job, SpoolSplit split, Duration patience) throws IOException {
        return SpoolFeed.open(
                new FeedStart(sockets.options(URI), job, split, patience),
                new SocketMetrics(new UnregisteredMetricsGroup()),
                new Availability());
    }
}
