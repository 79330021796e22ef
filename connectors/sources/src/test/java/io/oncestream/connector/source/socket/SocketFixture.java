package io.oncestream.connector.source.socket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.connector.format.MessageDecoder;
import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.Reading;
import io.oncestream.state.reading.RejectedRecord;
import io.oncestream.testing.Patience;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.FileUtils;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Readers with real sockets and a real spool, without a job. */
final class SocketFixture implements BeforeEachCallback, AfterEachCallback {

    static final String JOB = "0123456789abcdef0123456789abcdef";

    private final List<SocketReader<Reading>> readers = new ArrayList<>();
    final Emitted emitted = new Emitted();
    SocketMetrics metrics;
    Path folder;
    int port;

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        folder = Files.createTempDirectory("spools");
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        closeAll();
        FileUtils.deleteDirectory(folder.toFile());
    }

    void closeAll() throws IOException {
        for (SocketReader<Reading> reader : readers) {
            reader.close();
        }
    }

    /**
     * @param uri with {@code %d} for the port
     */
    SocketOptions options(String uri) {
        return SocketOptions.of(uri.formatted(port), folder);
    }

    SocketReader<Reading> reader(SocketOptions options) {
        metrics = new SocketMetrics(new UnregisteredMetricsGroup());
        return new SocketReader<>(options, JOB, new TextDecoder(), metrics);
    }

    SocketReader<Reading> start(String uri, SpoolSplit split) {
        return open(reader(options(uri)), split);
    }

    SocketReader<Reading> open(SocketReader<Reading> reader, SpoolSplit split) {
        reader.addSplits(List.of(split));
        readers.add(reader);
        return reader;
    }

    Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port);
    }

    static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(UTF_8));
    }

    void send(DatagramSocket socket, byte[] bytes) throws IOException {
        socket.send(
                new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
    }

    void send(DatagramSocket socket, String... datagrams) throws IOException {
        for (String datagram : datagrams) {
            send(socket, datagram.getBytes(UTF_8));
        }
    }

    static BufferedReader answers(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    }

    void awaitLines(SocketReader<Reading> reader, String... lines) {
        Patience.await().until(() -> polled(reader).size() >= lines.length);
        assertThat(emitted.lines).containsExactly(lines);
    }

    List<String> polled(SocketReader<Reading> reader) throws IOException {
        reader.pollNext(emitted);
        return emitted.lines;
    }

    /** Each line as the key of a reading. */
    static final class TextDecoder implements MessageDecoder<Reading> {

        private static final long serialVersionUID = 1L;

        @Override
        public Decoded<Reading> decode(byte[] message, String source, long position) {
            String text = new String(message, UTF_8);
            return Decoded.of(new Reading(text, Instant.EPOCH, 0, 0), message.length);
        }

        @Override
        public TypeInformation<Reading> type() {
            return TypeInformation.of(Reading.class);
        }
    }

    static final class Emitted implements ReaderOutput<Decoded<Reading>> {

        final List<String> lines = new ArrayList<>();
        boolean idle;

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
