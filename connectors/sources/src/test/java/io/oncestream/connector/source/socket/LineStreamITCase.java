package io.oncestream.connector.source.socket;

import static io.oncestream.connector.source.socket.SocketFixture.answers;
import static io.oncestream.connector.source.socket.SocketFixture.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.connector.source.spool.Spool;
import io.oncestream.connector.source.spool.SpoolFullException;
import io.oncestream.connector.source.spool.SpoolOptions;
import io.oncestream.state.reading.Reading;
import io.oncestream.testing.Patience;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of lines that cannot be kept. */
class LineStreamITCase {

    @RegisterExtension final SocketFixture sockets = new SocketFixture();

    private final SocketMetrics metrics = new SocketMetrics(new UnregisteredMetricsGroup());

    /**
     * They come in one piece, the last one is begun. Seen red without the counting: 1,000 lines
     * were 512, as many as are kept at once.
     */
    @ParameterizedTest
    @CsvSource({
        "tcp://127.0.0.1:%d?listen, 100, 4, 5",
        "tcp://127.0.0.1:%d?listen, 10, 1000, 1001",
        "tcp://127.0.0.1:%d?listen&ack, 100, 4, 0"
    })
    void linesThatAFullSpoolRefusesAreCountedUnlessTheyComeAgain(
            String uri, int length, int lines, int lost) throws Exception {
        SpoolOptions small = new SpoolOptions(sockets.folder, "test", 300, 100, Duration.ZERO);
        try (Spool spool = Spool.open(small, () -> {});
                Socket sender = new Socket()) {
            LineStream stream =
                    stream(
                            spool,
                            uri,
                            1 << 20,
                            sender,
                            ("x".repeat(length) + "\n").repeat(lines) + "begun");
            assertThatThrownBy(stream::receive).isInstanceOf(SpoolFullException.class);
        }
        assertThat(metrics.linesLost.sum()).isEqualTo(lost);
    }

    /** Seen red without the counting: none was. */
    @Test
    void whatIsReadBehindARefusedLineIsCounted() throws Exception {
        SocketOptions options = sockets.options("tcp://127.0.0.1:%d?listen");
        try (Spool spool = Spool.open(options.spoolOptions("test"), () -> {});
                Socket sender = new Socket()) {
            String text = "kept\n" + "x".repeat(20_000) + "\nlost\nbegun";
            stream(spool, "tcp://127.0.0.1:%d?listen", 0, sender, text).receive();
            assertThat(spool.end()).isEqualTo(1);
        }
        assertThat(metrics.linesLost.sum()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"tcp://127.0.0.1:%d?listen, 1", "tcp://127.0.0.1:%d?listen&ack, 0"})
    void aLineThatIsBegunWhenTheJobStopsIsCountedUnlessItComesAgain(String uri, int lost)
            throws Exception {
        SocketReader<Reading> reader = sockets.start(uri, SpoolSplit.NEW);
        try (Socket sender = sockets.connect()) {
            send(sender, "whole\nbegun");
            sockets.awaitLines(reader, "whole");
            sockets.closeAll();
        }
        assertThat(sockets.metrics.linesLost.sum()).isEqualTo(lost);
    }

    /** Or they come again with the next connection, for ever. Seen red: there was no "2". */
    @Test
    void linesInFrontOfOneThatIsRefusedAreAcknowledged() throws Exception {
        String uri = "tcp://127.0.0.1:%d?listen&ack";
        try (Spool spool = Spool.open(sockets.options(uri).spoolOptions("test"), () -> {});
                Socket sender = new Socket()) {
            stream(spool, uri, 0, sender, "a\nb\n" + "x".repeat(20_000)).receive();
            assertThat(answers(sender).lines())
                    .containsExactly(
                            "2", "refused: the long lines of all senders take too much memory");
            assertThat(spool.end()).isEqualTo(2);
        }
    }

    /** The warning at the end reads the metric then. */
    @Test
    void aLineThatWaitsForRoomWhenTheJobStopsIsCountedWhenItHasStopped() throws Exception {
        sockets.start("tcp://127.0.0.1:%d?listen&spool-limit=16MB", SpoolSplit.NEW);
        try (Socket sender = sockets.connect()) {
            String line = "x".repeat(LineSplitter.LINE_BYTES_MAX - 1) + "\n";
            send(sender, line.repeat(15) + line + "begun");
            Patience.await().until(() -> sockets.metrics.linesReceived.sum() == 15);
            sockets.closeAll();
        }
        assertThat(sockets.metrics.linesLost.sum()).isPositive();
    }

    /** What reads a text that has come in one piece. */
    private LineStream stream(
            Spool spool, String uri, long longLineBytes, Socket sender, String text)
            throws IOException {
        InetAddress here = InetAddress.getLoopbackAddress();
        SocketOptions options = sockets.options(uri);
        MemoryBudget memory = new MemoryBudget(LineStream.memoryBytes(options) + longLineBytes);
        try (ServerSocket server = new ServerSocket(sockets.port, 1, here)) {
            sender.connect(server.getLocalSocketAddress());
            send(sender, text);
            SpoolIntake intake = new SpoolIntake(spool, metrics, e -> {});
            return new LineStream(options, intake, server.accept(), memory.new Share());
        }
    }
}
