package io.oncestream.connector.source.socket;

import static io.oncestream.connector.source.socket.SocketFixture.send;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.state.reading.Reading;
import io.oncestream.testing.Patience;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Connections that are compressed. */
class CompressedSocketITCase {

    @RegisterExtension final SocketFixture sockets = new SocketFixture();

    @Test
    void aCompressedConnectionIsRead() throws Exception {
        SocketReader<Reading> reader =
                sockets.start("tcp://127.0.0.1:%d?listen&compression=gz", SpoolSplit.NEW);
        try (Socket socket = sockets.connect();
                OutputStream out = new GZIPOutputStream(socket.getOutputStream(), 512, true)) {
            out.write("a\nb\n".getBytes(UTF_8));
            out.flush();
            sockets.awaitLines(reader, "a", "b");
        }
        try (Socket socket = sockets.connect()) {
            send(socket, "this is not compressed at all\n");
            Patience.await().until(() -> sockets.polled(reader).size() == 3);
            assertThat(sockets.emitted.lines.get(2)).startsWith(": the connection ");
        }
    }

    /** One line of 200 MB in some 200 KB: nothing of it stays in memory, and it is cut off. */
    @Test
    void aDecompressionBombMeetsALimit() throws Exception {
        SocketReader<Reading> reader =
                sockets.start("tcp://127.0.0.1:%d?listen&compression=gz", SpoolSplit.NEW);
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bomb)) {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 200; i++) {
                out.write(zeros);
            }
        }
        try (Socket socket = sockets.connect()) {
            socket.getOutputStream().write(bomb.toByteArray());
            Patience.await().until(() -> sockets.polled(reader).size() == 2);
        }
        assertThat(sockets.emitted.lines.get(0)).endsWith("the line is longer than 1048576 bytes");
        assertThat(sockets.emitted.lines.get(1)).contains("decompression bomb");
    }
}
