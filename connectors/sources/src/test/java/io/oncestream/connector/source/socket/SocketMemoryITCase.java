package io.oncestream.connector.source.socket;

import static io.oncestream.connector.source.socket.SocketFixture.answers;
import static io.oncestream.connector.source.socket.SocketFixture.send;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import io.oncestream.state.reading.Reading;
import io.oncestream.testing.Patience;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import net.jpountz.lz4.LZ4FrameOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What many senders may take together. */
class SocketMemoryITCase {

    private static final int MEGABYTE = 1 << 20;

    @RegisterExtension final SocketFixture sockets = new SocketFixture();

    /**
     * 24 megabytes hold two decoders of LZ4 or Zstandard, and a long line. Seen red without the
     * budget: all senders were read.
     */
    @ParameterizedTest
    @ValueSource(strings = {"lz4", "zst"})
    void compressedSendersBeyondTheMemoryAreRefusedUntilOneEnds(String compression)
            throws Exception {
        start("tcp://127.0.0.1:%d?listen&ack&compression=" + compression, 24 * MEGABYTE);
        try (Socket second = sockets.connect()) {
            try (Socket first = sockets.connect();
                    Socket third = sockets.connect()) {
                third.setSoTimeout(10_000);
                assertThat(answers(third).readLine())
                        .isEqualTo(
                                "refused: 2 senders are connected, and the memory for more is used"
                                        + " up");
                assertThat(first.isConnected()).isTrue();
            }
            assertThat(sockets.metrics.connectionsRefused.sum()).isEqualTo(1);
            Patience.await().until(() -> sockets.metrics.connections.sum() == 1);
            Patience.await().until(() -> isServed(compression));
            assertThat(second.isConnected()).isTrue();
        }
    }

    private boolean isServed(String compression) throws IOException {
        try (Socket sender = sockets.connect()) {
            sender.setSoTimeout(10_000);
            sender.getOutputStream().write(compressed(compression));
            return "1".equals(answers(sender).readLine());
        }
    }

    private static byte[] compressed(String compression) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out =
                compression.equals("lz4")
                        ? new LZ4FrameOutputStream(bytes)
                        : new ZstdOutputStreamNoFinalizer(bytes)) {
            out.write("line\n".getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    /** Of a window of 16 MiB, where 8 are the limit. Seen red with the limit of files. */
    @Test
    void aWindowThatIsTooLargeIsRejected() throws Exception {
        SocketReader<Reading> reader =
                start("tcp://127.0.0.1:%d?listen&compression=zst", 100 * MEGABYTE);
        try (Socket sender = sockets.connect();
                ZstdOutputStreamNoFinalizer out =
                        new ZstdOutputStreamNoFinalizer(sender.getOutputStream())) {
            out.setLong(24);
            out.write("line\n".getBytes(UTF_8));
            out.flush();
            Patience.await().until(() -> sockets.polled(reader).size() == 1);
        } catch (SocketException e) {
            // The reader has gone.
        }
        assertThat(sockets.emitted.lines.get(0)).contains("needs a Zstandard window over 8 MiB");
    }

    /** Six lines of a megabyte, where the memory is for fewer. Seen red without the budget. */
    @Test
    void longLinesShareWhatThereIs() throws Exception {
        start("tcp://127.0.0.1:%d?listen&ack", 16 * MEGABYTE);
        String most = "x".repeat(MEGABYTE - 10);
        List<Socket> senders = new ArrayList<>();
        try {
            for (int i = 0; i < 6; i++) {
                senders.add(sockets.connect());
            }
            Patience.await().until(() -> sockets.metrics.connections.sum() == 6);
            for (Socket sender : senders) {
                try {
                    send(sender, most);
                } catch (SocketException e) {
                    // This one is refused.
                }
            }
            Patience.await().until(() -> sockets.metrics.connectionsRefused.sum() >= 3);
            Patience.await().until(() -> sockets.metrics.connections.sum() <= 3);
            assertThat(sockets.metrics.connections.sum()).isPositive();
        } finally {
            for (Socket sender : senders) {
                sender.close();
            }
        }
        Patience.await().until(() -> sockets.metrics.connections.sum() == 0);
        try (Socket sender = sockets.connect()) {
            send(sender, most + "\n");
            assertThat(answers(sender).readLine()).isEqualTo("1");
        }
    }

    /**
     * In five megabytes there is room for seven of them, and one long line. Seen red where
     * connections take all: the line was refused, as every one after it.
     */
    @Test
    void connectionsLeaveRoomForALongLine() throws Exception {
        start("tcp://127.0.0.1:%d?listen&ack", 5 * MEGABYTE);
        List<Socket> senders = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                senders.add(sockets.connect());
            }
            LongAdder served = sockets.metrics.connections;
            LongAdder refused = sockets.metrics.connectionsRefused;
            Patience.await().until(() -> served.sum() + refused.sum() == 20);
            send(senders.get(0), "x".repeat(MEGABYTE) + "\n");
            assertThat(answers(senders.get(0)).readLine()).isEqualTo("1");
            assertThat(served.sum()).isEqualTo(7);
        } finally {
            for (Socket sender : senders) {
                sender.close();
            }
        }
    }

    private SocketReader<Reading> start(String uri, long memoryBytes) {
        SocketOptions options = sockets.options(uri).withLimits(new SocketLimits(100, memoryBytes));
        return sockets.open(sockets.reader(options), SpoolSplit.NEW);
    }
}
