package io.oncestream.connector.source.socket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.connector.source.spool.Spool;
import io.oncestream.connector.source.spool.SpoolCursor;
import io.oncestream.connector.source.spool.SpoolOptions;
import io.oncestream.connector.source.spool.SpoolRecord;
import io.oncestream.state.reading.Reading;
import io.oncestream.testing.Patience;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramSocket;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The reader of datagrams. */
class DatagramITCase {

    @RegisterExtension final SocketFixture sockets = new SocketFixture();

    @Test
    void datagramsThatAreMissingAreCounted() throws Exception {
        SocketReader<Reading> reader = sockets.start("udp://127.0.0.1:%d?numbered", SpoolSplit.NEW);
        try (DatagramSocket socket = new DatagramSocket()) {
            for (String datagram : List.of("5 a", "6 b\nc\n", "9 d", "8 e", "none")) {
                sockets.send(socket, datagram.getBytes(UTF_8));
            }
            String none = "none: the datagram does not begin with a number and a blank";
            sockets.awaitLines(reader, "a", "b", "c", "d", "e", none);
        }
        assertThat(sockets.metrics.datagramsLost.sum()).isEqualTo(1);
    }

    /** Seen red with a split that does not hold the numbers: nothing of it was counted. */
    @Test
    void whatIsLostWhileTheJobRestartsIsCounted() throws Exception {
        String uri = "udp://127.0.0.1:%d?numbered";
        SocketReader<Reading> reader = sockets.start(uri, SpoolSplit.NEW);
        try (DatagramSocket socket = new DatagramSocket()) {
            sockets.send(socket, "1 a", "3 b");
            sockets.awaitLines(reader, "a", "b");
            SpoolSplit split = reader.snapshotState(1).get(0);
            sockets.send(socket, "4 c");
            sockets.awaitLines(reader, "a", "b", "c");
            sockets.closeAll();
            sockets.send(socket, "5 nobody", "6 listens");
            sockets.emitted.lines.clear();
            SocketReader<Reading> next = sockets.start(uri, split);
            sockets.awaitLines(next, "c");
            assertThat(sockets.metrics.datagramsLost.sum()).isEqualTo(1);
            sockets.send(socket, "7 d");
            sockets.awaitLines(next, "c", "d");
        }
        assertThat(sockets.metrics.datagramsLost.sum()).isEqualTo(3);
    }

    /** A number is kept with its lines or not at all. */
    @Test
    void whatAFullSpoolRefusesIsLostToo() throws Exception {
        SpoolOptions small = new SpoolOptions(sockets.folder, "test", 2_000, 500, Duration.ZERO);
        SocketMetrics metrics = new SocketMetrics(new UnregisteredMetricsGroup());
        try (Spool spool = Spool.open(small, () -> {});
                Receiver receiver =
                        Receiver.start(
                                sockets.options("udp://127.0.0.1:%d?numbered"),
                                new SpoolIntake(spool, metrics, e -> {}));
                DatagramSocket socket = new DatagramSocket()) {
            assertThat(receiver).isNotNull();
            int number = 0;
            while (metrics.datagramsRefused.sum() < 3) {
                sockets.send(socket, number++ + " " + "x".repeat(100));
                int sent = number;
                Patience.await().until(() -> handled(metrics) == sent);
            }
            DatagramLosses losses = new DatagramLosses("udp", metrics, DatagramCounts.NONE);
            try (SpoolCursor cursor = spool.cursor(0)) {
                long full = spool.end();
                read(cursor, losses);
                spool.deleteUpTo(full);
                sockets.send(socket, number + " after");
                Patience.await().until(() -> spool.end() == full + 2);
                read(cursor, losses);
            }
            assertThat(metrics.datagramsLost.sum()).isEqualTo(3);
        }
    }

    private static long handled(SocketMetrics metrics) {
        return metrics.linesReceived.sum() + metrics.datagramsRefused.sum();
    }

    private static void read(SpoolCursor cursor, DatagramLosses losses) throws IOException {
        for (SpoolRecord read = cursor.next(); read != null; read = cursor.next()) {
            assertThat(losses.take(read)).isEqualTo(NumberedDatagrams.isNumbers(read));
        }
    }

    @Test
    void aDatagramIsOneCompressedBlockWithALimit() throws Exception {
        SocketReader<Reading> reader =
                sockets.start("udp://127.0.0.1:%d?compression=gz", SpoolSplit.NEW);
        try (DatagramSocket socket = new DatagramSocket()) {
            sockets.send(socket, gzip("a\nb".getBytes(UTF_8)));
            sockets.send(socket, gzip(new byte[30 << 20]));
            sockets.send(socket, "plain".getBytes(UTF_8));
            Patience.await().until(() -> sockets.polled(reader).size() == 4);
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
