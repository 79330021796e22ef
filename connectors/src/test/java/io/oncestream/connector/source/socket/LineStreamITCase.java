package io.oncestream.connector.source.socket;

import static io.oncestream.connector.source.socket.SocketFixture.answers;
import static io.oncestream.connector.source.socket.SocketFixture.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.connector.source.spool.Spool;
import io.oncestream.connector.source.spool.SpoolFullException;
import io.oncestream.connector.source.spool.SpoolOptions;
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

    /** Five lines come in one piece, the last one is begun: seen red without the counting. */
    @ParameterizedTest
    @CsvSource({"tcp://127.0.0.1:%d?listen, 5", "tcp://127.0.0.1:%d?listen&ack, 0"})
    void linesThatAFullSpoolRefusesAreCountedUnlessTheyComeAgain(String uri, int lost)
            throws Exception {
        SocketMetrics metrics = new SocketMetrics(new UnregisteredMetricsGroup());
        SpoolOptions small = new SpoolOptions(sockets.folder, "test", 300, 100, Duration.ZERO);
        try (Spool spool = Spool.open(small, () -> {});
                ServerSocket server =
                        new ServerSocket(sockets.port, 1, InetAddress.getLoopbackAddress());
                Socket sender = sockets.connect()) {
            String line = "x".repeat(100) + "\n";
            send(sender, line + line + line + line + "begun");
            SpoolIntake intake = new SpoolIntake(spool, metrics, e -> {});
            LineStream stream =
                    new LineStream(
                            sockets.options(uri),
                            intake,
                            server.accept(),
                            new MemoryBudget(1 << 20).new Share());
            assertThatThrownBy(stream::receive).isInstanceOf(SpoolFullException.class);
        }
        assertThat(metrics.linesLost.sum()).isEqualTo(lost);
    }

    @ParameterizedTest
    @CsvSource({"tcp://127.0.0.1:%d?listen, 1", "tcp://127.0.0.1:%d?listen&ack, 0"})
    void aLineThatIsBegunWhenTheJobStopsIsCountedUnlessItComesAgain(String uri, int lost)
            throws Exception {
        SocketReader reader = sockets.start(uri, SpoolSplit.NEW);
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
        SocketMetrics metrics = new SocketMetrics(new UnregisteredMetricsGroup());
        SocketOptions options = sockets.options("tcp://127.0.0.1:%d?listen&ack");
        try (Spool spool = Spool.open(options.spoolOptions("test"), () -> {});
                ServerSocket server =
                        new ServerSocket(sockets.port, 1, InetAddress.getLoopbackAddress());
                Socket sender = sockets.connect()) {
            send(sender, "a\nb\n" + "x".repeat(20_000));
            MemoryBudget.Share memory =
                    new MemoryBudget(LineStream.memoryBytes(options)).new Share();
            SpoolIntake intake = new SpoolIntake(spool, metrics, e -> {});
            new LineStream(options, intake, server.accept(), memory).receive();
            assertThat(answers(sender).lines())
                    .containsExactly(
                            "2", "refused: the long lines of all senders take too much memory");
            assertThat(spool.end()).isEqualTo(2);
        }
    }
}
