package io.oncestream.connector.source.socket;

import static io.oncestream.connector.source.socket.SocketFixture.answers;
import static io.oncestream.connector.source.socket.SocketFixture.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.state.reading.Reading;
import io.oncestream.testing.Patience;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The reader of TCP's lines. */
class SocketReaderITCase {

    @RegisterExtension final SocketFixture sockets = new SocketFixture();

    @Test
    void aSenderIsToldHowManyOfItsLinesAreDurable() throws Exception {
        SocketReader<Reading> reader =
                sockets.start("tcp://127.0.0.1:%d?listen&ack", SpoolSplit.NEW);
        try (Socket socket = sockets.connect()) {
            send(socket, "a\n\nb\r\nc");
            assertThat(answers(socket).readLine()).isEqualTo("3");
            sockets.awaitLines(reader, "a", "b");
            send(socket, "d\n");
            assertThat(answers(socket).readLine()).isEqualTo("4");
            sockets.awaitLines(reader, "a", "b", "cd");
        }
        assertThat(sockets.metrics.linesReceived.sum()).isEqualTo(3);
    }

    @Test
    void aFragmentIsRejectedAndNoLine() throws Exception {
        SocketReader<Reading> reader = sockets.start("tcp://127.0.0.1:%d?listen", SpoolSplit.NEW);
        try (Socket socket = sockets.connect()) {
            send(socket, "whole\nfrag");
        }
        sockets.awaitLines(reader, "whole", "frag: the connection ended in the middle of a line");
        assertThat(sockets.metrics.linesRejected.sum()).isEqualTo(1);
        Patience.await().until(() -> sockets.metrics.connections.sum() == 0);
    }

    @Test
    void aReaderGoesOnWhereItsSnapshotWasTakenAndDeletesWhatACheckpointCovers() throws Exception {
        SocketReader<Reading> reader =
                sockets.start("tcp://127.0.0.1:%d?listen&ack", SpoolSplit.NEW);
        try (Socket socket = sockets.connect()) {
            send(socket, "a\nb\n");
            sockets.awaitLines(reader, "a", "b");
            List<SpoolSplit> completed = reader.snapshotState(1);
            send(socket, "c\n");
            sockets.awaitLines(reader, "a", "b", "c");
            List<SpoolSplit> aborted = reader.snapshotState(2);
            assertThat(aborted.get(0).next()).isEqualTo(3);
            reader.notifyCheckpointComplete(1);
            reader.close();
            sockets.emitted.lines.clear();
            sockets.awaitLines(
                    sockets.start("tcp://127.0.0.1:%d?listen&ack", completed.get(0)), "c");
        }
        sockets.closeAll();
        sockets.emitted.lines.clear();
        sockets.awaitLines(sockets.start("tcp://127.0.0.1:%d?listen&ack", SpoolSplit.NEW), "c");
    }

    @Test
    void aStateOfAnotherSpoolIsRefusedUntilTheUriGivesThatUp() throws Exception {
        String id = "0123456789abcdef0123456789abcdef";
        SpoolSplit other = new SpoolSplit(id, 17);
        assertThatThrownBy(() -> sockets.start("tcp://127.0.0.1:%d?listen", other))
                .hasMessageContaining("refers to the spool " + id)
                .hasMessageContaining("holds none")
                .hasMessageContaining("add lost-spool=" + id);
        assertThat(sockets.folder).isEmptyDirectory();
        SocketReader<Reading> reader =
                sockets.start("tcp://127.0.0.1:%d?listen&lost-spool=" + id, other);
        assertThat(reader.snapshotState(1).get(0).next()).isZero();
    }

    @Test
    void aReaderWithoutTheSplitIsIdleAtOnce() throws Exception {
        SocketReader<Reading> reader = sockets.reader(sockets.options("tcp://127.0.0.1:%d?listen"));
        reader.notifyNoMoreSplits();
        reader.pollNext(sockets.emitted);
        assertThat(sockets.emitted.idle).isTrue();
        assertThat(reader.isAvailable()).isNotDone();
        assertThat(reader.snapshotState(1)).isEmpty();
    }

    @Test
    void moreSendersThanThereArePlacesForAreRefused() throws Exception {
        SocketOptions all = sockets.options("tcp://127.0.0.1:%d?listen&ack");
        SocketOptions two = all.withLimits(new SocketLimits(2, 1 << 30));
        sockets.open(sockets.reader(two), SpoolSplit.NEW);
        try (Socket first = sockets.connect();
                Socket second = sockets.connect();
                Socket third = sockets.connect()) {
            assertThat(answers(third).readLine()).isEqualTo("refused: 2 senders are connected");
            assertThat(sockets.metrics.connectionsRefused.sum()).isEqualTo(1);
            send(first, "a\n");
            send(second, "b\n");
            assertThat(answers(first).readLine()).isEqualTo("1");
            assertThat(answers(second).readLine()).isEqualTo("1");
        }
    }

    @Test
    void aClientConnectsAgain() throws Exception {
        try (ServerSocket server =
                new ServerSocket(sockets.port, 5, InetAddress.getLoopbackAddress())) {
            SocketReader<Reading> reader = sockets.start("tcp://127.0.0.1:%d", SpoolSplit.NEW);
            for (String line : List.of("a", "b")) {
                try (Socket socket = server.accept()) {
                    send(socket, line + "\n");
                }
            }
            sockets.awaitLines(reader, "a", "b");
        }
    }
}
