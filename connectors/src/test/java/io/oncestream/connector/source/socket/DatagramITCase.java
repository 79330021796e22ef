package io.oncestream.connector.source.socket;

import static io.oncestream.connector.source.socket.SocketFixture.LONG;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramSocket;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The reader of datagrams. */
class DatagramITCase {

    @RegisterExtension final SocketFixture sockets = new SocketFixture();

    @Test
    void datagramsThatAreMissingAreCounted() throws Exception {
        SocketReader reader = sockets.start("udp://127.0.0.1:%d?numbered", SpoolSplit.NEW);
        try (DatagramSocket socket = new DatagramSocket()) {
            for (String datagram : List.of("5 a", "6 b\nc\n", "9 d", "8 e", "none")) {
                sockets.send(socket, datagram.getBytes(UTF_8));
            }
            String none = "none: the datagram does not begin with a number and a blank";
            sockets.awaitLines(reader, "a", "b", "c", "d", "e", none);
        }
        assertThat(sockets.metrics.datagramsLost.sum()).isEqualTo(1);
    }

    @Test
    void aDatagramIsOneCompressedBlockWithALimit() throws Exception {
        SocketReader reader = sockets.start("udp://127.0.0.1:%d?compression=gz", SpoolSplit.NEW);
        try (DatagramSocket socket = new DatagramSocket()) {
            sockets.send(socket, gzip("a\nb".getBytes(UTF_8)));
            sockets.send(socket, gzip(new byte[30 << 20]));
            sockets.send(socket, "plain".getBytes(UTF_8));
            await().atMost(LONG).until(() -> sockets.polled(reader).size() == 4);
        }
        assertThat(sockets.emitted.lines).startsWith("a", "b");
        assertThat(sockets.emitted.lines.get(2))
                .endsWith("the datagram holds more than 1048576 bytes");
        assertThat(sockets.emitted.lines.get(3)).startsWith("plain: the datagram ");
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
