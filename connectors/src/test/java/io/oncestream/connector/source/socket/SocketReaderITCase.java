package io.oncestream.connector.source.socket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.oncestream.connector.format.MessageDecoder;
import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.Reading;
import io.oncestream.state.reading.RejectedRecord;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reader with real sockets and a real spool, without a job. */
class SocketReaderITCase {

    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir private Path folder;
    private final List<SocketReader> readers = new ArrayList<>();
    private final Emitted emitted = new Emitted();
    private SocketMetrics metrics;
    private int port;

    @BeforeEach
    void findPort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
    }

    @AfterEach
    void closeAll() throws IOException {
        for (SocketReader reader : readers) {
            reader.close();
        }
    }

    @Test
    void aSenderIsToldHowManyOfItsLinesAreDurable() throws Exception {
        SocketReader reader = start("tcp://127.0.0.1:%d?listen&ack", SpoolSplit.NEW);
        try (Socket socket = connect()) {
            send(socket, "a\n\nb\r\nc");
            assertThat(answers(socket).readLine()).isEqualTo("3");
            awaitLines(reader, "a", "b");
            send(socket, "d\n");
            assertThat(answers(socket).readLine()).isEqualTo("4");
            awaitLines(reader, "a", "b", "cd");
        }
        assertThat(metrics.linesReceived.sum()).isEqualTo(3);
    }

    @Test
    void aFragmentIsRejectedAndNoLine() throws Exception {
        SocketReader reader = start("tcp://127.0.0.1:%d?listen", SpoolSplit.NEW);
        try (Socket socket = connect()) {
            send(socket, "whole\nfrag");
        }
        awaitLines(reader, "whole", "frag: the connection ended in the middle of a line");
        assertThat(metrics.linesRejected.sum()).isEqualTo(1);
        await().atMost(LONG).until(() -> metrics.connections.sum() == 0);
    }

    @Test
    void aReaderGoesOnWhereItsSnapshotWasTakenAndDeletesWhatACheckpointCovers() throws Exception {
        SocketReader reader = start("tcp://127.0.0.1:%d?listen&ack", SpoolSplit.NEW);
        try (Socket socket = connect()) {
            send(socket, "a\nb\n");
            awaitLines(reader, "a", "b");
            List<SpoolSplit> completed = reader.snapshotState(1);
            send(socket, "c\n");
            awaitLines(reader, "a", "b", "c");
            List<SpoolSplit> aborted = reader.snapshotState(2);
            assertThat(aborted.get(0).next()).isEqualTo(3);
            reader.notifyCheckpointComplete(1);
            reader.close();
            emitted.lines.clear();
            awaitLines(start("tcp://127.0.0.1:%d?listen&ack", completed.get(0)), "c");
        }
        closeAll();
        emitted.lines.clear();
        awaitLines(start("tcp://127.0.0.1:%d?listen&ack", SpoolSplit.NEW), "c");
    }

    @Test
    void aStateOfAnotherSpoolIsRefusedUntilTheUriGivesThatUp() throws Exception {
        String id = "0123456789abcdef0123456789abcdef";
        SpoolSplit other = new SpoolSplit(id, 17);
        assertThatThrownBy(() -> start("tcp://127.0.0.1:%d?listen", other))
                .hasMessageContaining("refers to the spool " + id)
                .hasMessageContaining("holds none")
                .hasMessageContaining("add lost-spool=" + id);
        assertThat(folder).isEmptyDirectory();
        SocketReader reader = start("tcp://127.0.0.1:%d?listen&lost-spool=" + id, other);
        assertThat(reader.snapshotState(1).get(0).next()).isZero();
    }

    @Test
    void aReaderWithoutTheSplitIsIdleAtOnce() throws Exception {
        SocketReader reader = reader("tcp://127.0.0.1:%d?listen");
        reader.notifyNoMoreSplits();
        reader.pollNext(emitted);
        assertThat(emitted.idle).isTrue();
        assertThat(reader.isAvailable()).isNotDone();
        assertThat(reader.snapshotState(1)).isEmpty();
    }

    @Test
    void moreSendersThanThereArePlacesForAreRefused() throws Exception {
        SocketOptions all = options("tcp://127.0.0.1:%d?listen&ack");
        SocketOptions two =
                new SocketOptions(
                        all.role(),
                        all.host(),
                        all.port(),
                        true,
                        false,
                        all.compression(),
                        2,
                        all.spool(),
                        all.spoolLimitBytes(),
                        null);
        open(reader(two), SpoolSplit.NEW);
        try (Socket first = connect();
                Socket second = connect();
                Socket third = connect()) {
            assertThat(answers(third).readLine()).isEqualTo("refused: 2 senders are connected");
            assertThat(metrics.connectionsRefused.sum()).isEqualTo(1);
            send(first, "a\n");
            send(second, "b\n");
            assertThat(answers(first).readLine()).isEqualTo("1");
            assertThat(answers(second).readLine()).isEqualTo("1");
        }
    }

    @Test
    void aClientConnectsAgain() throws Exception {
        try (ServerSocket server = new ServerSocket(port, 5, InetAddress.getLoopbackAddress())) {
            SocketReader reader = start("tcp://127.0.0.1:%d", SpoolSplit.NEW);
            for (String line : List.of("a", "b")) {
                try (Socket socket = server.accept()) {
                    send(socket, line + "\n");
                }
            }
            awaitLines(reader, "a", "b");
        }
    }

    @Test
    void aCompressedConnectionIsRead() throws Exception {
        SocketReader reader = start("tcp://127.0.0.1:%d?listen&compression=gz", SpoolSplit.NEW);
        try (Socket socket = connect();
                OutputStream out = new GZIPOutputStream(socket.getOutputStream(), 512, true)) {
            out.write("a\nb\n".getBytes(UTF_8));
            out.flush();
            awaitLines(reader, "a", "b");
        }
        try (Socket socket = connect()) {
            send(socket, "this is not compressed at all\n");
            await().atMost(LONG).until(() -> polled(reader).size() == 3);
            assertThat(emitted.lines.get(2)).startsWith(": the connection ");
        }
    }

    /** One line of 200 MB in some 200 KB: nothing of it stays in memory, and it is cut off. */
    @Test
    void aDecompressionBombMeetsALimit() throws Exception {
        SocketReader reader = start("tcp://127.0.0.1:%d?listen&compression=gz", SpoolSplit.NEW);
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bomb)) {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 200; i++) {
                out.write(zeros);
            }
        }
        try (Socket socket = connect()) {
            socket.getOutputStream().write(bomb.toByteArray());
            await().atMost(LONG).until(() -> polled(reader).size() == 2);
        }
        assertThat(emitted.lines.get(0)).endsWith("the line is longer than 1048576 bytes");
        assertThat(emitted.lines.get(1)).contains("decompression bomb");
    }

    @Test
    void datagramsThatAreMissingAreCounted() throws Exception {
        SocketReader reader = start("udp://127.0.0.1:%d?numbered", SpoolSplit.NEW);
        try (DatagramSocket socket = new DatagramSocket()) {
            for (String datagram : List.of("5 a", "6 b\nc\n", "9 d", "8 e", "none")) {
                datagram(socket, datagram.getBytes(UTF_8));
            }
            String none = "none: the datagram does not begin with a number and a blank";
            awaitLines(reader, "a", "b", "c", "d", "e", none);
        }
        assertThat(metrics.datagramsLost.sum()).isEqualTo(1);
    }

    @Test
    void aDatagramIsOneCompressedBlockWithALimit() throws Exception {
        SocketReader reader = start("udp://127.0.0.1:%d?compression=gz", SpoolSplit.NEW);
        try (DatagramSocket socket = new DatagramSocket()) {
            datagram(socket, gzip("a\nb".getBytes(UTF_8)));
            datagram(socket, gzip(new byte[30 << 20]));
            datagram(socket, "plain".getBytes(UTF_8));
            await().atMost(LONG).until(() -> polled(reader).size() == 4);
        }
        assertThat(emitted.lines).startsWith("a", "b");
        assertThat(emitted.lines.get(2)).endsWith("the datagram holds more than 1048576 bytes");
        assertThat(emitted.lines.get(3)).startsWith("plain: the datagram ");
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private void datagram(DatagramSocket socket, byte[] bytes) throws IOException {
        socket.send(
                new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
    }

    private SocketOptions options(String uri) {
        return SocketOptions.of(uri.formatted(port), folder);
    }

    private SocketReader reader(String uri) {
        return reader(options(uri));
    }

    private SocketReader reader(SocketOptions options) {
        metrics = new SocketMetrics(new UnregisteredMetricsGroup());
        return new SocketReader(options, new TextDecoder(), metrics);
    }

    private SocketReader start(String uri, SpoolSplit split) {
        return open(reader(uri), split);
    }

    private SocketReader open(SocketReader reader, SpoolSplit split) {
        reader.addSplits(List.of(split));
        readers.add(reader);
        return reader;
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(UTF_8));
    }

    private static BufferedReader answers(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    }

    private void awaitLines(SocketReader reader, String... lines) {
        await().atMost(LONG).until(() -> polled(reader).size() >= lines.length);
        assertThat(emitted.lines).containsExactly(lines);
    }

    private List<String> polled(SocketReader reader) throws IOException {
        reader.pollNext(emitted);
        return emitted.lines;
    }

    /** Each line as the key of a reading. */
    private static final class TextDecoder implements MessageDecoder {

        private static final long serialVersionUID = 1L;

        @Override
        public Decoded<Reading> decode(byte[] message, String source, long position) {
            String text = new String(message, UTF_8);
            return Decoded.of(new Reading(text, Instant.EPOCH, 0, 0), message.length);
        }
    }

    private static final class Emitted implements ReaderOutput<Decoded<Reading>> {

        private final List<String> lines = new ArrayList<>();
        private boolean idle;

        @Override
        public void collect(Decoded<Reading> decoded) {
            RejectedRecord rejected = decoded.rejected();
            lines.add(
                    rejected == null
                            ? decoded.value().key()
                            : rejected.text() + ": " + rejected.reason());
        }

        @Override
        public void collect(Decoded<Reading> decoded, long timestamp) {
            throw new AssertionError("lines have no timestamp");
        }

        @Override
        public void emitWatermark(Watermark watermark) {
            throw new AssertionError("the job's strategy does that");
        }

        @Override
        public void markIdle() {
            idle = true;
        }

        @Override
        public void markActive() {}

        @Override
        public SourceOutput<Decoded<Reading>> createOutputForSplit(String split) {
            return this;
        }

        @Override
        public void releaseOutputForSplit(String split) {}
    }
}
